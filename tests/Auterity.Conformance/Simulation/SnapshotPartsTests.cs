using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Parts of a state that no simulated run has: children, answers, parameters, sensitive and stored data.</summary>
public sealed class SnapshotPartsTests
{
    private readonly Simulation simulation = new(new Scenario(Graph.Of("T → A → B → C", ("B", Kind.Effect)), "T", Notation.Items("1")));
    private readonly List<ReadOnlyMemory<byte>> packs = [];
    private long at = 1_000;

    [Fact]
    public void Read_ChildrenAnswersParametersAndErrors_AreTheSame()
    {
        var run = Started();
        run.Append(new StepRecorded(At(), 1, new StepRecord([new UnitParameters(0, "{\"url\":\"x\"}"u8.ToArray())], StepWarnings.SecretInOutput)));
        run.Append(new ChildStarted(At(), 1, 1, Guid.CreateVersion7(), Guid.CreateVersion7(), Notation.Item("in"), Waits: true));
        run.Append(new ChildStarted(At(), 1, 2, Guid.CreateVersion7(), Guid.CreateVersion7(), Notation.Item("other"), Waits: false));
        var again = Same(run);
        Assert.False(again.IsIdle);

        run.Append(new ChildStarted(At(), 1, 0, Guid.CreateVersion7(), Guid.CreateVersion7(), Notation.Item("first"), Waits: true));
        run.Append(new ChildEnded(At(), 1, 1, false, [], new NodeError("no", "code", JsonDocument.Parse("{\"a\":[1]}").RootElement)));
        run.Append(new ChildEnded(At(), 1, 2, true, Notation.Items("1 2"), null));
        Same(run);
    }

    [Fact]
    public void Read_AnswerAndLog_AreTheSame()
    {
        var run = Started();
        run.Append(new NodeCompleted(At(), 1, At(), [PortOutput.Of(Notation.Items("2"), Lineage.Unknown)])
        {
            Answer = new Answer(201, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-A"] = "b" }, "body"u8.ToArray(), new BinaryRef(new string('a', 64), "text/plain", "n", 3)),
            IsRunOutput = true,
            Log = ["one", "two"],
        });
        run.Append(new UnitStarted(At(), 2, 0, 1, 0));
        run.Append(new UnitFailed(At(), 2, 0, 1, new NodeError("no"), Disposition.Retry, At(), 1) { Log = ["three"] });

        var again = Same(run);

        Assert.True(again.Answered);
        Assert.True(again.State.Activations[1].Answer!.Headers.ContainsKey("x-a"));
    }

    [Fact]
    public void Read_AnswerWithoutABody_HasNone()
    {
        var run = Started();
        run.Append(new NodeCompleted(At(), 1, At(), []) { Answer = new Answer(204, new Dictionary<string, string>(), null) });

        Assert.Null(Same(run).State.Activations[1].Answer!.Body);
    }

    [Fact]
    public void Read_CallsOfASteppedNode_AreTheSame()
    {
        var run = Started();
        run.Append(new NodeStarted(At(), 1));
        run.Append(new CallsRequested(At(), 1, 0, Notation.Item("state"), [new CallRequest(0, 2, Notation.Item("a")), new CallRequest(1, 2, Notation.Item("b"))]));
        run.Append(new CallEnded(At(), 1, 0, 1, Notation.Item("result"), null));
        run.Append(new CallEnded(At(), 1, 0, 0, null, new NodeError("no")));
        Same(run);
    }

    [Fact]
    public void Read_BreakpointPauseSignalsAndEnd_AreTheSame()
    {
        var run = Started();
        run.Append(new RunPaused(At(), "breakpoint:1"));
        run.Append(new SignalReceived(At(), "s", Notation.Item("kept"), "id-1"));
        Assert.Equal(1, Same(run).StoppedAt?.Id);

        run.Append(new RunResumed(At(), null));
        run.Append(new CancelRequested(At(), "me", TimedOut: true));
        run.Append(new RunEnded(At(), RunOutcome.Failed, new NodeError("late"), -1));
        Assert.Null(Same(run).StoppedAt);
    }

    [Fact]
    public void Write_LargeAndStoredData_AreNamedNotCopied()
    {
        var run = Started();
        run.Append(new NodeCompleted(At(), 1, At(), [PortOutput.Of([Item.From(new { large = new string('x', 200_000) })], Lineage.Unknown)]));
        run.Append(new NodeCompleted(At(), 2, At(), [PortOutput.Of([.. Enumerable.Range(0, 1_000).Select(i => Item.From(new { i, text = new string('y', 100) }))], Lineage.Unknown)]));
        var read = FromJournal(run);

        var snapshot = SnapshotCodec.Write(read);

        Assert.InRange(snapshot.Length, 1, 1_000);
        Assert.False(Assert.IsType<StoredItems>(read.State.Activations[2].Outputs[0].Items).IsRead);
        var again = simulation.NewRun();
        SnapshotCodec.Read(again, snapshot);
        Assert.False(Assert.IsType<StoredItems>(again.State.Activations[2].Outputs[0].Items).IsRead);
        Assert.Null(StateText.Difference(read, again, exact: true));
        Same(run);
    }

    [Fact]
    public void Write_OneItemOfAStoredList_StaysTheSame()
    {
        var run = Started();
        run.Append(new NodeCompleted(At(), 1, At(), [PortOutput.Of([.. Enumerable.Range(0, 1_000).Select(i => Item.From(new { i, text = new string('y', 100) }))], Lineage.Unknown)]));
        var input = run.State.Activations[2].Inputs[0];
        run.Append(new NodeCompleted(At(), 2, At(), [PortOutput.Of([input[7], input[3]], Lineage.Index([new ItemSource(0, 7), new ItemSource(0, 3)]))]));

        var again = Same(run);

        Assert.Same(again.State.Activations[1].Outputs[0].Items[7], again.State.Activations[2].Outputs[0].Items[0]);
    }

    [Fact]
    public void Write_SensitiveData_IsSealed()
    {
        var run = Started();
        run.Append(new NodeCompleted(At(), 1, At(), [PortOutput.Of([Item.From(new { secret = "sensitive-words" }).AsSensitive()], Lineage.Unknown)]));
        run.Append(new NodeCompleted(At(), 2, At(), [PortOutput.Of(run.State.Activations[2].Inputs[0], Lineage.Identity(0))])
        {
            Answer = new Answer(200, new Dictionary<string, string>(), "sensitive-words"u8.ToArray()),
        });

        var again = Same(run);

        Assert.True(again.State.Activations[1].Outputs[0].Items[0].IsSensitive);
        Assert.Equal(-1, SnapshotCodec.Write(again).AsSpan().IndexOf("sensitive-words"u8));
    }

    /// <summary>Reads the run from its journal, and that from its snapshot; both are the same.</summary>
    private LiveRun Same(LiveRun run)
    {
        var read = FromJournal(run);
        var snapshot = SnapshotCodec.Write(read);
        var again = simulation.NewRun();
        SnapshotCodec.Read(again, snapshot);
        Assert.Equal(snapshot, SnapshotCodec.Write(again));
        Assert.Null(StateText.Difference(read, again, exact: true));
        return again;
    }

    private LiveRun FromJournal(LiveRun run)
    {
        if (run.HasEvents) packs.Add(simulation.Pack(run));
        var read = simulation.NewRun();
        RunReplay.Into(read, packs);
        return read;
    }

    private LiveRun Started()
    {
        var run = simulation.NewRun();
        run.Append(new RunStarted(At(), run.State.Plan.Trigger, Notation.Item("1"), RunMode.Production, new RunHeader("label", "key", new ParentLink(Guid.CreateVersion7(), 1, 2, true, 3), true, "me"), Fork: new ForkOrigin(Guid.CreateVersion7(), [1, 2], 2)));
        run.Append(new NodeCompleted(At(), 0, At(), [PortOutput.Of([run.State.Start!.Input], Lineage.Unknown)]));
        return run;
    }

    private long At() => at += 7;
}
