using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Tests.Definitions;

/// <summary>The page people write definitions by.</summary>
public sealed partial class FormatPageTests
{
    [Fact]
    public void Example_OnThePage_IsSound() => Assert.Empty(TestDefinitions.FaultsOf(TestDefinitions.Of(Example().Match(Read("docs/workflow-format.md")).Groups[1].Value)));

    [Fact]
    public void Code_OfEveryFault_IsExplained()
    {
        var page = Read("docs/workflow-format.md");
        var source = Directory.GetFiles(Path.Combine(Root(), "src/Auterity.Workflows/Definitions"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var codes = source.SelectMany(text => Code().Matches(text).Select(match => match.Groups[1].Value)).Distinct().ToList();

        Assert.InRange(codes.Count, 25, 100);
        Assert.All(codes, code => Assert.Contains($"`{code}`", page));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"(?:Fault\.(?:Error|Warning)\((?:[^""]*?,)?\s*|faults\.Add\([^""]*,\s*|\bAdd\(path, )(?:""[a-zA-Z.]+"", )?""([a-z]+-[a-z-]+)""")]
    private static partial Regex Code();
}
