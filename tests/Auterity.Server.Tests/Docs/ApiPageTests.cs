using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Auterity.Server.Tests.Docs;

/// <summary>Whoever copies the page's commands gets what the page says.</summary>
public sealed partial class ApiPageTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    [Fact]
    public async Task Run_EveryCommandOfThePage_PrintsWhatThePageSays()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed.");
        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "api.md"), Json.Token);
        var script = string.Join('\n', Command().Matches(page).Select(match => match.Groups["text"].Value));
        var expected = string.Concat(Output().Matches(page).Select(match => match.Groups["text"].Value));

        var (printed, complaints) = await BashAsync("set -eu\n" + script);

        Assert.True(expected.Length > 0 && printed == expected, $"expected\n{expected}\nprinted\n{printed}\n{complaints}");
    }

    private async Task<(string Printed, string Complaints)> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BASE"] = host.Server.Address.ToString().TrimEnd('/');
        start.Environment["KEY"] = Server.Key;
        using var bash = System.Diagnostics.Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script.AsMemory(), Json.Token);
        bash.StandardInput.Close();
        var complaints = bash.StandardError.ReadToEndAsync(Json.Token);
        return (await bash.StandardOutput.ReadToEndAsync(Json.Token), await complaints);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../.."));

    [GeneratedRegex("^```bash\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("^```text\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Output();
}
