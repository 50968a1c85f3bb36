namespace Auterity.Cli.Tests;

public sealed class WorkflowTests(SignedIn shared) : IClassFixture<SignedIn>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string name = $"Orders {Guid.CreateVersion7():N}";

    private Cli Cli => shared.Cli;

    [Fact]
    public async Task Life_OfAWorkflow_GoesThroughEveryCommand()
    {
        var created = await Cli.CreateAsync(name, Sample.Double);
        Assert.Contains(name, (await Cli.RunAsync("workflows", "list", "--search", name)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("Double", (await Cli.RunAsync("workflows", "get", name)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("It can be published", (await Cli.RunAsync("workflows", "validate", name)).Succeeded().Out, StringComparison.Ordinal);

        var first = await Cli.JsonAsync("workflows", "publish", name, "--note", "the first");
        Assert.Equal(1, first.GetProperty("version").GetInt32());
        await File.WriteAllTextAsync(folder.File("draft.json"), Sample.Waiting, Json.Token);
        Assert.Equal(created.Text("id"), (await Cli.JsonAsync("workflows", "save", name, folder.File("draft.json"))).Text("id"));
        Assert.Equal(2, (await Cli.JsonAsync("workflows", "publish", created.Text("id"))).GetProperty("version").GetInt32());
        (await Cli.RunAsync("workflows", "rollback", name, "1", "--note", "too early")).Succeeded();
        Assert.Equal(["too early", null, "the first"], (await Cli.JsonAsync("workflows", "versions", name)).EnumerateArray().Select(version => version.TryGetProperty("note", out var note) ? note.GetString() : null));

        Assert.False((await Cli.JsonAsync("workflows", "deactivate", name)).GetProperty("active").GetBoolean());
        Assert.True((await Cli.JsonAsync("workflows", "activate", name)).GetProperty("active").GetBoolean());
        Assert.True((await Cli.JsonAsync("workflows", "archive", name)).GetProperty("archived").GetBoolean());
        Assert.False((await Cli.JsonAsync("workflows", "unarchive", name)).GetProperty("archived").GetBoolean());
        Assert.True((await Cli.JsonAsync("workflows", "delete", name, "--yes")).GetProperty("deleted").GetBoolean());
        (await Cli.RunAsync("workflows", "get", name)).Ended(3);
    }

    [Fact]
    public async Task Export_ThenImport_GivesTheSameWorkflowAgain()
    {
        await Cli.CreateAsync(name, Sample.Double);

        (await Cli.RunAsync("workflows", "export", name, "-o", folder.File("export.json"))).Succeeded();
        var imported = (await Cli.JsonAsync("workflows", "import", folder.File("export.json")))[0];

        Assert.Equal(name, imported.Text("name"));
        Assert.All(imported.GetProperty("report").GetProperty("nodes").EnumerateArray(), node => Assert.Equal("ready", node.Text("status")));
        Assert.Contains("\"connections\"", (await Cli.RunAsync("workflows", "export", imported.Text("id"), "--format", "n8n")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_TwoOfOneName_AsksForTheId()
    {
        var one = await Cli.CreateAsync(name, Sample.Double);
        await Cli.CreateAsync(name, Sample.Double);

        var result = (await Cli.RunAsync("workflows", "get", name)).Ended(2);

        Assert.Contains(one.Text("id"), result.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("workflows", "get", one.Text("id"))).Succeeded();
    }

    [Fact]
    public async Task Find_NameInAnotherCase_IsFoundAndAPartOfItSuggested()
    {
        await Cli.CreateAsync(name, Sample.Double);

        (await Cli.RunAsync("workflows", "get", name.ToUpperInvariant())).Succeeded();
        Assert.Contains(name, (await Cli.RunAsync("workflows", "get", name[..^3])).Ended(3).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_OverSomebodyElsesChange_IsRefused()
    {
        await Cli.CreateAsync(name, Sample.Double);
        var revision = (await Cli.JsonAsync("workflows", "get", name)).GetProperty("revision").GetRawText();
        (await Cli.RunAsync(["workflows", "save", name, "-"], Sample.Waiting)).Succeeded();

        var result = (await Cli.RunAsync(["workflows", "save", name, "-", "--if-revision", revision], Sample.Double)).Ended(6);

        Assert.Contains("changed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_FaultyDraft_TellsEveryFaultAndWhere()
    {
        await Cli.CreateAsync(name, Sample.Faulty);

        var result = (await Cli.RunAsync("workflows", "publish", name)).Ended(1);

        Assert.Contains("'Odd one'", result.Error, StringComparison.Ordinal);
        Assert.Contains("no.such.type", result.Error, StringComparison.Ordinal);
        Assert.Contains("nowhere", result.Error, StringComparison.Ordinal);
        var checkedFile = (await Cli.RunAsync(["workflows", "validate", "--file", "-", "--json"], Sample.Faulty)).Ended(1);
        Assert.False(checkedFile.Json.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Errors_ForPrograms_AreJsonWithTheProblem()
    {
        await Cli.CreateAsync(name, Sample.Faulty);

        var result = (await Cli.RunAsync("workflows", "publish", name, "--json")).Ended(1);

        var error = System.Text.Json.JsonDocument.Parse(result.Error).RootElement.GetProperty("error");
        Assert.Equal(1, error.GetProperty("exitCode").GetInt32());
        Assert.Equal("/problems/invalid-definition", error.GetProperty("problem").Text("type"));
        Assert.Equal("", result.Out);
    }

    [Fact]
    public async Task Import_Folder_ReportsEveryFileAndRefusesTheBrokenOne()
    {
        await File.WriteAllTextAsync(folder.File("a.json"), Sample.N8n, Json.Token);
        await File.WriteAllTextAsync(folder.File("b.json"), $"[{Sample.N8n},{Sample.N8n}]", Json.Token);
        await File.WriteAllTextAsync(folder.File("c.json"), "{ broken", Json.Token);

        var text = (await Cli.RunAsync("workflows", "import", folder.Path)).Ended(1);
        var json = (await Cli.RunAsync("workflows", "import", folder.Path, "--json")).Ended(1).Json;

        Assert.Contains("3 workflows, 9 nodes: 6 ready, 0 approximate, 3 stubs; 1 file refused.", text.Out, StringComparison.Ordinal);
        Assert.Contains("c.json", text.Error, StringComparison.Ordinal);
        Assert.Equal(4, json.GetArrayLength());
        Assert.Equal("/problems/import-failed", json[3].GetProperty("error").Text("type"));
    }

    [Fact]
    public async Task Import_OneFile_SaysWhyANodeIsNotReady()
    {
        var result = (await Cli.RunAsync(["workflows", "import", "-"], Sample.N8n)).Succeeded();

        Assert.Matches("stub +Unknown", result.Out);
        Assert.Contains("1 workflow, 3 nodes: 2 ready, 0 approximate, 1 stub.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileThatIsNotThere_IsWrongUsage() =>
        Assert.Contains("There is no file", (await Cli.RunAsync("workflows", "import", folder.File("none.json"))).Ended(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Import_HugeFile_IsRefusedWithASentence()
    {
        await File.WriteAllTextAsync(folder.File("huge.json"), $$"""{ "name": "{{new string('x', 40_000_000)}}", "nodes": [] }""", Json.Token);

        var result = (await Cli.RunAsync("workflows", "import", folder.File("huge.json"))).Ended(2);

        Assert.Contains("huge.json: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("larger", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_WithoutYesAndWithoutAKeyboard_DoesNothing()
    {
        await Cli.CreateAsync(name, Sample.Double);

        Assert.Contains("--yes", (await Cli.RunAsync("workflows", "delete", name)).Ended(2).Error, StringComparison.Ordinal);
        (await Cli.RunAsync("workflows", "get", name)).Succeeded();
    }

    [Fact]
    public async Task Show_NameThatMovesTheCursor_IsShownHarmless()
    {
        var created = await Cli.CreateAsync($"{name}\u001b[2J", Sample.Double);

        Assert.DoesNotContain("\u001b", (await Cli.RunAsync("workflows", "list", "--search", name)).Succeeded().Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", (await Cli.RunAsync("workflows", "get", created.Text("id"))).Succeeded().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"nodes\": ")]
    [InlineData("[]")]
    [InlineData("{ \"title\": 1 }")]
    public async Task Save_FileThatIsNoWorkflow_IsWrongUsage(string content)
    {
        await Cli.CreateAsync(name, Sample.Double);

        (await Cli.RunAsync(["workflows", "save", name, "-"], content)).Ended(2);
    }

    public void Dispose() => folder.Dispose();
}
