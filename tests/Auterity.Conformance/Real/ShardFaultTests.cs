using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Xunit;

namespace Auterity.Conformance.Real;

/// <summary>A shard that something goes wrong in: it answers whoever asked, harms nobody else, and what it cannot mend its next owner reads from disk.</summary>
public sealed class ShardFaultTests(SqliteParts parts) : IClassFixture<SqliteParts>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("test.code")]
    [InlineData("test.heavyCode")]
    [InlineData("test.codeEffect")]
    public async Task Step_TakesMoreMemoryThanThereIs_FailsAlone(string type)
    {
        static NodeResult Code(NodeContext context, CancellationToken cancellationToken) => throw new InsufficientMemoryException();
        await using var run = new RealRun(parts.Journal, parts.Payloads, Around(type), new CodeNode(Code), new HeavyCodeNode(Code), new CodeEffectNode(Code));

        var ended = await run.RunAsync(4_010, Token);

        Assert.Equal((RunStatus.Failed, "out-of-memory"), (ended.Status, ended.Error));
    }

    [Fact]
    public async Task Shard_ItsTurnBreaks_IsLostAndSaysSo()
    {
        var journal = new TrickyJournal(parts.Journal) { OnAppend = _ => throw new InsufficientMemoryException() };
        await using var run = new RealRun(journal, parts.Payloads, Around("test.script"));
        var lost = new TaskCompletionSource();
        run.Context.OnLost = _ => lost.TrySetResult();
        await run.OpenAsync(4_011, Token);

        var start = await run.TryStartAsync(run.Request(), Token);

        await lost.Task.WaitAsync(Patience, Token);
        Assert.True(run.Shard.IsLost);
        Assert.Equal(StartStatus.Unknown, start.Status);
    }

    [Fact]
    public async Task Start_CannotBeHandled_IsAnswered()
    {
        await using var run = new RealRun(parts.Journal, parts.Payloads, Around("test.script"));
        await run.OpenAsync(4_012, Token);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => run.TryStartAsync(run.Request() with { Trigger = 99 }, Token).WaitAsync(Patience, Token));

        Assert.Equal(StartStatus.Accepted, (await run.TryStartAsync(run.Request(), Token)).Status);
    }

    [Fact]
    public async Task Gate_OneFails_TheOthersOpen()
    {
        await using var run = new RealRun(parts.Journal, parts.Payloads, Around("test.script"));
        run.Watchers.OnChanged += _ => { };
        run.Watchers.OnChangedHere += _ => throw new InvalidOperationException("A watcher fell over.");
        run.Watchers.WatchWorkflow(run.Request().Workflow.Identity.Id);
        await run.OpenAsync(4_013, Token);

        var start = await run.TryStartAsync(run.Request(), Token).WaitAsync(Patience, Token);

        Assert.Equal(StartStatus.Accepted, start.Status);
    }

    [Fact]
    public async Task Start_ShardLeavesBeforeItIsOnDisk_NobodyKnowsWhetherItWasStarted()
    {
        var journal = new TrickyJournal(parts.Journal) { Holds = true };
        await using var run = new RealRun(journal, parts.Payloads, Around("test.script"));
        await run.OpenAsync(4_014, Token);
        var appended = new TaskCompletionSource();
        journal.OnAppend = _ => appended.TrySetResult();
        var start = run.TryStartAsync(run.Request(), Token);
        await appended.Task.WaitAsync(Patience, Token);

        var leaving = run.DisposeAsync().AsTask();
        while (!leaving.IsCompleted)
        {
            run.Time.MoveTo(run.Time.GetUtcNow().AddSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        Assert.Equal(StartStatus.Unknown, (await start).Status);
        journal.Release();
    }

    [Fact]
    public async Task Start_JournalTakesNothing_LeavesNothingBehind()
    {
        var refusals = 1;
        var journal = new TrickyJournal(parts.Journal) { OnAppend = _ => Interlocked.Decrement(ref refusals) < 0 };
        var chain = string.Join(" → ", Enumerable.Range(1, 150).Select(number => $"P{number}"));
        await using var run = new RealRun(journal, parts.Payloads, new Scenario(Graph.Of($"T → {chain}"), "T", Notation.Items("1")));
        await run.OpenAsync(4_015, Token);
        var id = RunId.New(run.Time.GetUtcNow(), 4_015);

        var start = await run.TryStartAsync(run.Request() with { RunId = id }, Token);
        await run.SettleAsync(id, Token);

        Assert.Equal(StartStatus.Rejected, start.Status);
        Assert.Null(await parts.Journal.FindAsync(id, Token));
        Assert.Equal(0, refusals);
        await run.Shard.DrainAsync(Token).WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task Command_InTheTurnThatRefusesTheRun_IsAnsweredAndTheRunEnds()
    {
        var journal = new TrickyJournal(parts.Journal);
        await using var run = new RealRun(journal, parts.Payloads, Waiting());
        await run.OpenAsync(4_016, Token);
        var id = await run.StartAsync(Token);
        await run.SettleAsync(id, Token);
        var next = (await parts.Journal.FindRowAsync(id, Token))!.LastSequence + 1;

        // Both arrive while the shard is busy, so that one turn takes them.
        using var busy = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        journal.OnAppend = _ => entered.TrySetResult() is var _ && busy.Wait(Patience, Token);
        var other = run.TryStartAsync(run.Request(), Token);
        await entered.Task.WaitAsync(Patience, Token);
        var answer = run.CommandAsync(id, new RunCommand.Pause(null), Token);
        run.Shard.Rejected(id, next, "bytes nobody keeps");
        busy.Set();

        Assert.NotNull((await answer.WaitAsync(Patience, Token)).Refused);
        await other;
        await run.SettleAsync(id, Token);
        var row = (await parts.Journal.FindRowAsync(id, Token))!;
        Assert.Equal(Workflows.Runs.RunStatus.Failed, row.Status);
        Assert.Contains("bytes nobody keeps", row.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ItsBeginningIsMissing_FailsForAllToSee()
    {
        await using var run = new RealRun(parts.Journal, parts.Payloads, Waiting());
        await run.OpenAsync(4_017, Token);
        var id = await run.StartAsync(Token);
        await run.CommandAsync(id, new RunCommand.Pause(null), Token);
        await run.DisposeAsync();
        await using (var connection = await parts.Database.OpenWriteAsync(Token))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "DELETE FROM journal WHERE run_id = @id AND first_sequence = 0";
            command.AddId("@id", id);
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Token));
        }

        await using var after = new RealRun(parts.Journal, parts.Payloads, Waiting());
        await after.OpenAsync(4_017, Token);
        var answer = await after.CommandAsync(id, new RunCommand.Resume(null), Token);

        Assert.Contains("missing from the journal, from number 0", answer.Refused, StringComparison.Ordinal);
        Assert.Equal(Workflows.Runs.RunStatus.Failed, (await parts.Journal.FindRowAsync(id, Token))!.Status);
    }

    [Fact]
    public async Task Cancel_AStepFallsOverIt_IsDoneAllTheSame()
    {
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        NodeResult Code(NodeContext context, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => throw new InvalidOperationException("It did not want to end."));
            begun.TrySetResult();
            release.Wait(Patience, Token);
            return new NodeResult.Outputs([new PortItems(context.Inputs[0])]);
        }

        await using var run = new RealRun(parts.Journal, parts.Payloads, Around("test.codeEffect"), new CodeEffectNode(Code));
        await run.OpenAsync(4_018, Token);
        var id = await run.StartAsync(Token);
        await begun.Task.WaitAsync(Patience, Token);

        var answer = await run.CommandAsync(id, new RunCommand.Cancel(null), Token);
        release.Set();
        await run.SettleAsync(id, Token);

        Assert.Null(answer.Refused);
        Assert.Equal(Workflows.Runs.RunStatus.Cancelled, (await parts.Journal.FindRowAsync(id, Token))!.Status);
    }

    private static Scenario Around(string type) => new(Graph.Of("T → X → B", ("X", new NodeSpec(type, new Script()))), "T", Notation.Items("1"));

    private static Scenario Waiting() => new(Graph.Of("T → W → B", ("W", Kind.Pass with { Script = new Script { Signal = "go" } })), "T", Notation.Items("1"));
}
