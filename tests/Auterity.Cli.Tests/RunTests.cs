namespace Auterity.Cli.Tests;

public sealed class RunTests(SignedIn shared) : IClassFixture<SignedIn>
{
    private Cli Cli => shared.Cli;

    [Fact]
    public async Task Run_Waited_PrintsTheOutput()
    {
        var workflow = await shared.PublishAsync(Sample.Double);

        var text = (await Cli.RunAsync("run", workflow, "--input", """{"n":21}""", "--wait", "60")).Succeeded();
        var json = (await Cli.RunAsync(["run", workflow, "--input", "-", "--wait", "60", "--json"], """{"n":4}""")).Succeeded().Json;

        Assert.Contains("succeeded", text.Out, StringComparison.Ordinal);
        Assert.Contains("\"result\": 42", text.Out, StringComparison.Ordinal);
        Assert.Equal(8, json.GetProperty("output")[0].GetProperty("result").GetInt32());
    }

    [Fact]
    public async Task Run_SameKeyTwice_IsOneRun()
    {
        var workflow = await shared.PublishAsync(Sample.Double);

        Assert.Equal(await Cli.StartRunAsync(workflow, "--key", "once", "--input", """{"n":1}"""), await Cli.StartRunAsync(workflow, "--key", "once", "--input", """{"n":1}"""));
        (await Cli.RunAsync("run", workflow, "--key", "once", "--input", """{"n":2}""")).Ended(2);
    }

    [Fact]
    public async Task Run_ThatFails_EndsWithOneAndCanBeRetriedAndForked()
    {
        var workflow = await shared.PublishAsync(Sample.Failing);

        var result = (await Cli.RunAsync("run", workflow, "--wait", "60", "--json")).Ended(1);
        var id = result.Json.Text("id");

        Assert.Contains("the order is empty", (await Cli.RunAsync("runs", "show", id)).Succeeded().Out, StringComparison.Ordinal);
        (await Cli.RunAsync("runs", "retry", id)).Succeeded();
        (await Cli.RunAsync("runs", "watch", id)).Ended(1);
        Assert.Contains("steps are kept", (await Cli.RunAsync("runs", "fork", id, "--step", "Check the order", "--dry-run")).Succeeded().Out, StringComparison.Ordinal);
        var fork = await Cli.JsonAsync("runs", "fork", id, "--step", "1", "--output", """{"ok":true}""");
        Assert.NotEqual(id, fork.Text("id"));
        (await Cli.RunAsync("runs", "watch", fork.Text("id"))).Succeeded();
    }

    [Fact]
    public async Task Run_ThatWaits_EndsWithSevenUntilTheSignalComes()
    {
        var workflow = await shared.PublishAsync(Sample.Waiting);
        var id = (await Cli.RunAsync("run", workflow, "--wait", "1", "--json")).Ended(7).Json.Text("id");

        (await Cli.RunAsync("runs", "watch", id, "--wait", "1")).Ended(7);
        (await Cli.RunAsync("runs", "signal", id, "approved", "--payload", """{"by":"me"}""")).Succeeded();
        (await Cli.RunAsync("runs", "watch", id)).Succeeded();

        Assert.Contains("\"by\":\"me\"", (await Cli.RunAsync("runs", "steps", id, "--data", "--node", "After")).Succeeded().Out, StringComparison.Ordinal);
        (await Cli.RunAsync("runs", "retry", id)).Ended(6);
    }

    [Fact]
    public async Task Run_Held_IsShownAndDecided()
    {
        var workflow = await shared.PublishAsync(Sample.Held);
        var id = await Cli.StartRunAsync(workflow);
        await Cli.WaitForAsync(id, "needsDecision");

        var shown = (await Cli.RunAsync("runs", "show", id)).Succeeded();
        Assert.Contains("is held", shown.Out, StringComparison.Ordinal);
        Assert.Contains($"auterity runs decide {id}", shown.Error, StringComparison.Ordinal);
        (await Cli.RunAsync("runs", "decide", id, "done", "--output", """{"checked":"by hand"}""")).Succeeded();

        (await Cli.RunAsync("runs", "watch", id)).Succeeded();
        (await Cli.RunAsync("runs", "decide", id, "done")).Ended(6);
    }

    [Fact]
    public async Task Pause_Resume_Cancel_ChangeTheRun()
    {
        var workflow = await shared.PublishAsync(Sample.Waiting);
        var (one, two) = (await Cli.StartRunAsync(workflow), await Cli.StartRunAsync(workflow));
        await Cli.WaitForAsync(one, "waiting");

        Assert.Equal("paused", (await Cli.JsonAsync("runs", "pause", one))[0].Text("status"));
        Assert.Equal("waiting", (await Cli.JsonAsync("runs", "resume", one))[0].Text("status"));
        (await Cli.RunAsync("runs", "cancel", one, two)).Succeeded();

        await Cli.WaitForAsync(two, "cancelled");
        (await Cli.RunAsync("runs", "pause", one)).Ended(6);
    }

    [Fact]
    public async Task List_Filters_Apply()
    {
        var workflow = await shared.PublishAsync(Sample.Double);
        var id = await Cli.StartRunAsync(workflow, "--label", "monday", "--input", """{"n":1}""");
        await Cli.StartRunAsync(workflow, "--label", "tuesday", "--input", """{"n":2}""");

        var found = await Cli.JsonAsync("runs", "list", "--workflow", workflow, "--label", "monday", "--since", "1h", "--status", "running,succeeded");

        Assert.Equal([id], found.EnumerateArray().Select(run => run.Text("id")));
        Assert.Contains(workflow, (await Cli.RunAsync("runs", "list")).Succeeded().Out, StringComparison.Ordinal);
        (await Cli.RunAsync("runs", "list", "--status", "asleep")).Ended(2);
        (await Cli.RunAsync("runs", "list", "--since", "yesterdayish")).Ended(2);
    }

    [Fact]
    public async Task Run_Draft_NeedsNoPublishedVersion()
    {
        var name = $"Draft {Guid.CreateVersion7():N}";
        await Cli.CreateAsync(name, Sample.Double);

        Assert.Contains("no published version", (await Cli.RunAsync("run", name)).Ended(6).Error, StringComparison.Ordinal);
        (await Cli.RunAsync("run", name, "--draft", "--input", """{"n":1}""", "--wait", "60")).Succeeded();
    }

    [Fact]
    public async Task Watch_Piped_TellsEachChangeOnALine()
    {
        var workflow = await shared.PublishAsync(Sample.Double);

        var text = (await Cli.RunAsync("run", workflow, "--input", """{"n":21}""", "--watch")).Succeeded();
        var lines = (await Cli.RunAsync("run", workflow, "--input", """{"n":21}""", "--watch", "--json")).Succeeded().JsonLines;

        Assert.Contains("Double: succeeded", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", text.Out, StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Text("event") == "step" && line.GetProperty("step").Text("node") == "Double" && line.GetProperty("step").Text("status") == "succeeded");
        Assert.Equal("succeeded", lines[^1].GetProperty("run").Text("status"));
    }

    [Theory]
    [InlineData("runs", "show", "0197a3c2-0000-7000-8000-000000000000")]
    [InlineData("runs", "watch", "0197a3c2-0000-7000-8000-000000000000")]
    [InlineData("runs", "cancel", "0197a3c2-0000-7000-8000-000000000000")]
    [InlineData("run", "no such workflow")]
    [InlineData("run", "0197a3c2-0000-7000-8000-000000000000")]
    public async Task Ask_ForWhatIsNotThere_EndsWithThree(params string[] args) => (await Cli.RunAsync(args)).Ended(3);

    [Theory]
    [InlineData("runs", "show", "not-an-id")]
    [InlineData("run", "x", "--input", "{ broken")]
    [InlineData("run", "x", "--wait", "long")]
    [InlineData("run")]
    [InlineData("runs")]
    [InlineData("rnu", "x")]
    [InlineData("runs", "list", "--limit", "0")]
    public async Task Ask_Wrongly_EndsWithTwoAndAWord(params string[] args)
    {
        var result = (await Cli.RunAsync(args)).Ended(2);

        Assert.NotEqual("", result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }
}
