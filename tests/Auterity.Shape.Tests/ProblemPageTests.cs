using System.Text.RegularExpressions;
using Xunit;

namespace Auterity.Shape.Tests;

public sealed partial class ProblemPageTests
{
    [Fact]
    public void Read_EveryProblemCode_IsExplainedInTheDocs()
    {
        var page = Source.Read("docs/problems.md");
        var codes = Source.CSharp("src").SelectMany(file => Code().Matches(file.Text).Select(match => match.Groups["code"].Value)).Distinct();
        Assert.All(codes, code => Assert.Contains($"`{code}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_EveryCodeOfTheDocs_IsAnsweredSomewhere()
    {
        var source = string.Join('\n', Source.CSharp("src").Select(file => file.Text));
        var listed = Source.Read("docs/problems.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Listed().Matches(line.Split('|')[1]).Select(match => match.Groups["code"].Value)).ToList();
        Assert.Equal(listed.Distinct(), listed);
        Assert.DoesNotContain(listed, code => !source.Contains($"\"{code}\"", StringComparison.Ordinal));
    }

    // The last one is how hooks turn callers away, the one before how bare statuses get a body.
    [GeneratedRegex(@"(Problems\.(Of|BadRequest|Conflict|Unprocessable|TooMany)\(\s*([\w.]+,\s*)?|StatusCodes\.\w+ => \(|WebhookRefusal \w+ = new\(\d+, |return new\(\d+, )""(?<code>[a-z-]+)""")]
    private static partial Regex Code();

    [GeneratedRegex("`(?<code>[a-z-]+)`")]
    private static partial Regex Listed();
}
