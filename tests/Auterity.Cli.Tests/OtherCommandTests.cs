using System.Diagnostics;

namespace Auterity.Cli.Tests;

public sealed class OtherCommandTests(SignedIn shared) : IClassFixture<SignedIn>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Cli Cli => shared.Cli;

    [Fact]
    public async Task Nodes_ListedAndShown_DrawTheParametersFromTheSchema()
    {
        Assert.Contains("http.request", (await Cli.RunAsync("nodes", "list", "--search", "http")).Succeeded().Out, StringComparison.Ordinal);
        Assert.All((await Cli.JsonAsync("nodes", "list", "--category", "flow")).EnumerateArray(), node => Assert.Equal("Flow", node.Text("category")));
        var shown = (await Cli.RunAsync("nodes", "show", "flow.wait")).Succeeded().Out;
        Assert.Contains("amount", shown, StringComparison.Ordinal);
        Assert.Contains("one of: seconds", shown, StringComparison.Ordinal);
        Assert.Contains("http.request", (await Cli.RunAsync("nodes", "show", "request")).Ended(3).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_GoInAndNeverComeOut()
    {
        Assert.Contains("http.basic", (await Cli.RunAsync("credentials", "types")).Succeeded().Out, StringComparison.Ordinal);
        var fields = (await Cli.JsonAsync("credentials", "types", "http.basic"))[0].GetProperty("schema").GetProperty("properties").EnumerateObject().Select(field => field.Name).ToList();
        var values = "{" + string.Join(",", fields.Select(field => $"\"{field}\":\"hidden-value\"")) + "}";

        var created = (await Cli.RunAsync(["credentials", "create", "Shop", "--type", "http.basic", "--values", "-", "--json"], values)).Succeeded();
        var listed = (await Cli.RunAsync("credentials", "list", "--json")).Succeeded();
        var tested = await Cli.RunAsync("credentials", "test", "Shop");

        Assert.DoesNotContain("hidden-value", created.Out + listed.Out + tested.Out + tested.Error, StringComparison.Ordinal);
        Assert.Contains("'Shop'", tested.Out, StringComparison.Ordinal);
        (await Cli.RunAsync("credentials", "delete", "shop", "--yes")).Succeeded();
        (await Cli.RunAsync("credentials", "test", "Shop")).Ended(3);
    }

    [Fact]
    public async Task Credentials_FileThatIsNoObject_IsNotQuoted()
    {
        var result = (await Cli.RunAsync(["credentials", "create", "Shop", "--type", "http.basic", "--values", "-"], "my-secret-password")).Ended(2);

        Assert.DoesNotContain("my-secret-password", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ServerUpOrDown_IsTold()
    {
        Assert.Equal("healthy", (await Cli.JsonAsync("health")).Text("status"));
        Assert.Contains("healthy", (await Cli.RunAsync("health")).Succeeded().Out, StringComparison.Ordinal);
        (await new Cli(folder.Path, ("AUTERITY_URL", "http://127.0.0.1:1")).RunAsync("health")).Ended(5);
    }

    [Theory]
    [InlineData("workflows", "list")]
    [InlineData("runs", "list")]
    [InlineData("nodes", "list")]
    [InlineData("credentials", "list")]
    [InlineData("whoami")]
    public async Task Ask_AServerThatIsDown_EndsWithFive(params string[] args) =>
        (await new Cli(folder.Path, ("AUTERITY_URL", "http://127.0.0.1:1"), ("AUTERITY_API_KEY", SignedIn.Key)).RunAsync(args)).Ended(5);

    [Fact]
    public async Task Bench_Short_MeasuresAndLeavesNothingBehind()
    {
        var result = (await Cli.RunAsync("bench", "--seconds", "1", "--connections", "2", "--json")).Succeeded();

        Assert.True(result.Json.GetProperty("runsPerSecond").GetDouble() > 0);
        Assert.DoesNotContain((await Cli.JsonAsync("workflows", "list")).EnumerateArray(), workflow => workflow.Text("name").StartsWith("Bench", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bench_ServerElsewhere_IsAskedFor() =>
        Assert.Contains("--yes", (await new Cli(folder.Path, ("AUTERITY_URL", "http://192.0.2.1:8000"), ("AUTERITY_API_KEY", SignedIn.Key)).RunAsync("bench")).Ended(2).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Completion_Script_AsksTheProgramItself(string shell) => Assert.Contains("[suggest:", (await Cli.RunAsync("completion", shell)).Succeeded().Out, StringComparison.Ordinal);

    [Fact]
    public async Task Completion_Asked_KnowsCommandsAndOptions()
    {
        Assert.Contains("workflows", (await Cli.RunAsync("[suggest:12]", "auterity wor")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("--watch", (await Cli.RunAsync("[suggest:16]", "auterity run --w")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_BashScript_IsReadByBash()
    {
        var script = (await Cli.RunAsync("completion", "bash")).Succeeded().Out;

        using var bash = Process.Start(new ProcessStartInfo("bash", ["-n", "-c", script]) { RedirectStandardError = true })!;
        await bash.WaitForExitAsync(Json.Token);

        Assert.Equal(0, bash.ExitCode);
    }

    [Fact]
    public async Task Help_EveryCommand_IsDescribedInTheDocs()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Root(), "docs/cli.md"), Json.Token);
        foreach (var command in (string[])["", "workflows", "runs", "nodes", "credentials"])
        {
            var help = (await Cli.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Succeeded().Out;
            var commands = help[(help.IndexOf("Commands:", StringComparison.Ordinal) + 9)..].Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line.Length > 3 && line[2] != ' ').Select(line => line.Trim().Split(' ', '<')[0]);
            Assert.All(commands, name => Assert.Contains(name, page, StringComparison.Ordinal));
        }
    }

    public void Dispose() => folder.Dispose();

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Auterity.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the project.");
    }
}
