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

    [GeneratedRegex(@"Problems\.(Of|BadRequest|Conflict|Unprocessable)\(\s*([\w.]+,\s*)?""(?<code>[a-z-]+)""")]
    private static partial Regex Code();
}
