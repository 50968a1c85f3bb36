using System.Diagnostics;
using Auterity.Conformance.RandomGraphs;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>A snapshot and the events after it give the state that all events give, wherever it is taken (ENGINE rule 28).</summary>
public sealed class SnapshotTests
{
    private const int Block = 25;

    public static TheoryData<int> Blocks =>
        [.. Enumerable.Range(0, int.TryParse(Environment.GetEnvironmentVariable("CONFORMANCE_BLOCKS"), out var blocks) ? blocks : 4)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Read_SnapshotAfterAnyCommit_EqualsTheReplay(int block)
    {
        for (var seed = block * Block; seed < (block + 1) * Block; seed++)
        {
            var simulation = new Simulation(GraphGenerator.Draw(seed, timed: seed % 2 == 1));
            await simulation.RunAsync();
            var whole = SnapshotCodec.Write(simulation.Replay());
            // The first, the last and some in between: every commit of every graph takes minutes.
            var chance = new Random(seed);
            foreach (var at in new[] { 1, simulation.Packs.Count, chance.Next(simulation.Packs.Count) + 1, chance.Next(simulation.Packs.Count) + 1 }.Distinct())
                Assert.True(whole.AsSpan().SequenceEqual(SnapshotCodec.Write(Continued(simulation, at))), $"Seed {seed}: a snapshot after commit {at} of {simulation.Packs.Count} leads to another state.");
        }
    }

    [Fact]
    public async Task Read_SnapshotOfACase_LooksTheSameFromOutside()
    {
        foreach (var scenario in AllCases.ByName.Values.Select(named => named.Scenario))
        {
            var simulation = new Simulation(scenario);
            await simulation.RunAsync();
            var (whole, continued) = (simulation.Replay(), Continued(simulation, Math.Max(1, simulation.Packs.Count / 2)));
            Assert.Equal(whole.Status(), continued.Status());
            Assert.Equal(whole.Sequence, continued.Sequence);
            Assert.Equal(whole.Bytes, continued.Bytes);
            Assert.Equal(whole.State.Activations.Select(Line), continued.State.Activations.Select(Line));
        }
    }

    [Fact]
    public async Task Read_DamagedSnapshot_IsPassedOver()
    {
        var simulation = new Simulation(GraphGenerator.Draw(7, timed: false));
        await simulation.RunAsync();
        var snapshot = SnapshotCodec.Write(simulation.Replay());
        foreach (var at in new[] { 0, 17, snapshot.Length / 2, snapshot.Length - 1 })
        {
            var damaged = snapshot.ToArray();
            damaged[at] ^= 0x40;
            Assert.False(SnapshotCodec.TryRead(simulation.Empty(), damaged));
        }

        Assert.False(SnapshotCodec.TryRead(simulation.Empty(), snapshot.AsMemory(0, snapshot.Length / 2)));
        Assert.False(SnapshotCodec.TryRead(simulation.Empty(), ReadOnlyMemory<byte>.Empty));
        Assert.True(SnapshotCodec.TryRead(simulation.Empty(), snapshot));
    }

    /// <summary>Events of the long loop. Source: environment variable <c>SNAPSHOT_EVENTS</c>. Default: 12,000.</summary>
    [Fact]
    public async Task Read_LongLoop_LoadsFromTheSnapshot()
    {
        var events = int.TryParse(Environment.GetEnvironmentVariable("SNAPSHOT_EVENTS"), out var asked) ? asked : 12_000;
        var simulation = new Simulation(LongLoop(events / 3));
        await simulation.RunAsync();
        Assert.True(simulation.Run.IsOver);

        var since = Stopwatch.GetTimestamp();
        var replayed = simulation.Replay();
        var replay = Stopwatch.GetElapsedTime(since);
        var at = simulation.Packs.Count * 9 / 10;
        var snapshot = SnapshotCodec.Write(Prefix(simulation, at));
        since = Stopwatch.GetTimestamp();
        var continued = Continue(simulation, snapshot, at);
        var load = Stopwatch.GetElapsedTime(since);
        TestContext.Current.SendDiagnosticMessage(
            $"{replayed.Sequence:N0} events: {replay.TotalMilliseconds:N0} ms from the first event, {load.TotalMilliseconds:N0} ms from a snapshot of {snapshot.Length:N0} bytes at nine tenths");

        Assert.True(SnapshotCodec.Write(replayed).AsSpan().SequenceEqual(SnapshotCodec.Write(continued)));
    }

    private static string Line(Workflows.Execution.Core.Activation step) =>
        $"{step.Id} {step.Node.Id}/{step.Number} {step.Status} {step.CompletionOrder} {string.Join('|', step.Inputs.Select(Items))} → {string.Join('|', step.Outputs.Select(port => Items(port.Items)))}";

    private static string Items(IReadOnlyList<Item> items) => string.Join(',', items);

    private static LiveRun Prefix(Simulation simulation, int packs)
    {
        var run = simulation.Empty();
        RunReplay.Into(run, [.. simulation.Packs.Take(packs).Select(pack => (ReadOnlyMemory<byte>)pack)]);
        return run;
    }

    private static LiveRun Continued(Simulation simulation, int packs) => Continue(simulation, SnapshotCodec.Write(Prefix(simulation, packs)), packs);

    private static LiveRun Continue(Simulation simulation, byte[] snapshot, int packs)
    {
        var run = simulation.Empty();
        Assert.True(SnapshotCodec.TryRead(run, snapshot));
        RunReplay.Into(run, [.. simulation.Packs.Skip(packs).Select(pack => (ReadOnlyMemory<byte>)pack)]);
        return run;
    }

    private static Scenario LongLoop(int passes) => new Case("", Graph.Of("T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)), ("A", Kind.Effect)))
        .With(string.Join(' ', Enumerable.Range(0, passes)))
        .Settings(new WorkflowSettings { MaxPasses = passes + 1, MaxActivations = 4 * passes }).Scenario;
}
