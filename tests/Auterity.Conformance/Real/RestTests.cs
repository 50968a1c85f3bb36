using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Real;

/// <summary>What a shard keeps in memory.</summary>
public sealed class RestTests(SqliteParts parts) : IClassFixture<SqliteParts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_PausedWithAReadyStep_LeavesMemoryAndAsksForNothing()
    {
        var journal = new TrickyJournal(parts.Journal);
        await using var run = new RealRun(journal, parts.Payloads, new Scenario(Graph.Of("T → A → B", ("A", Kind.Effect.Takes(5)), ("B", Kind.Effect)), "T", Notation.Items("1")));
        await run.OpenAsync(4_030, Token);
        var id = (await run.TryStartAsync(run.Request(), Token)).RunId;
        await run.SettleAsync(id, Token);
        await run.CommandAsync(id, new RunCommand.Pause(null), Token);
        Assert.NotNull((await parts.Journal.FindRowAsync(id, Token))!.WakeAt);

        await PassAsync(run, id, seconds: 15);

        var row = (await parts.Journal.FindRowAsync(id, Token))!;
        Assert.Equal((Workflows.Runs.RunStatus.Paused, null), (row.Status, row.WakeAt));
        Assert.Empty(journal.Found);
        Assert.Null((await run.CommandAsync(id, new RunCommand.Resume(null), Token)).Refused);
        Assert.Contains(id, journal.Found);
        await run.SettleAsync(id, Token);
        Assert.Equal(Workflows.Runs.RunStatus.Succeeded, (await parts.Journal.FindRowAsync(id, Token))!.Status);
    }

    [Fact]
    public async Task Run_OnlyWaitsForAnother_LeavesMemoryAndGoesOnWithItsEnd()
    {
        static NodeResult Call(NodeContext context, CancellationToken cancellationToken) => new NodeResult.CallWorkflow(RealRun.CalledId, [new PortItems(context.Inputs[0])], Wait: true);
        var journal = new TrickyJournal(parts.Journal);
        var scenario = new Scenario(Graph.Of("T → X → B", ("X", new NodeSpec("test.codeEffect", new Script()))), "T", Notation.Items("1"));
        await using var run = new RealRun(journal, parts.Payloads, scenario, new CodeEffectNode(Call), new CalledTrigger())
        {
            Called = Graph.Of("T → W", ("T", new NodeSpec("trigger.workflow", new Script { Inputs = [] })), ("W", Kind.Signal("go"))),
        };
        await run.OpenAsync(4_035, Token);
        var parent = (await run.TryStartAsync(run.Request(), Token)).RunId;
        await run.SettleAsync(parent, Token);
        var child = await ChildOfAsync(parent);

        await PassAsync(run, parent, seconds: 15);
        Assert.Empty(journal.Found);
        await run.CommandAsync(child, new RunCommand.Signal("go", Notation.Item("done"), null, null, 0, null), Token);
        while ((await parts.Journal.FindRowAsync(parent, Token))!.FinishedAt is null)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);

        Assert.Contains(parent, journal.Found);
        Assert.Equal(Workflows.Runs.RunStatus.Succeeded, (await parts.Journal.FindRowAsync(parent, Token))!.Status);
    }

    /// <summary>The run that another one has started, once it is on disk.</summary>
    private async Task<Guid> ChildOfAsync(Guid parent)
    {
        await using var connection = await parts.Database.OpenReadAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM runs WHERE parent_id = @parent";
        command.AddId("@parent", parent);
        while (true)
        {
            await using (var reader = await command.ExecuteReaderAsync(Token))
                if (await reader.ReadAsync(Token))
                    return reader.ReadId(0);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
        }
    }

    [Fact]
    public async Task Run_IsOverBeforeItsTimeIsUp_DoesNotComeBack()
    {
        var journal = new TrickyJournal(parts.Journal);
        var graph = Graph.Of("T → W → B", ("W", Kind.Signal("go")));
        await using var run = new RealRun(journal, parts.Payloads, new Scenario(graph with { Settings = graph.Settings with { RunTimeoutSeconds = 30 } }, "T", Notation.Items("1")));
        await run.OpenAsync(4_031, Token);
        var id = (await run.TryStartAsync(run.Request(), Token)).RunId;
        await run.SettleAsync(id, Token);
        await run.CommandAsync(id, new RunCommand.Signal("go", Item.Empty, null, null, 0, null), Token);

        await PassAsync(run, id, seconds: 40);

        Assert.Equal(Workflows.Runs.RunStatus.Succeeded, (await parts.Journal.FindRowAsync(id, Token))!.Status);
        Assert.Empty(journal.Found);
    }

    private static async Task PassAsync(RealRun run, Guid id, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            run.Time.MoveTo(run.Time.GetUtcNow().AddSeconds(1));
            await run.SettleAsync(id, Token);
        }
    }
}
