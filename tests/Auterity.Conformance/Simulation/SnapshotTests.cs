using Auterity.Conformance.RandomGraphs;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>A snapshot and the events after it give the state that all events give, wherever it is taken (ENGINE rule 28).</summary>
public sealed class SnapshotTests
{
    private const int Block = 100;
    private const int PlacesPerCase = 25;
    private const int PlacesPerGraph = 3;

    public static TheoryData<string> Names => [.. AllCases.ByName.Keys];

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Math.Max(1, Draws.Graphs / Block))];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Read_SnapshotOfANamedCase_EqualsTheReplay(string name) => CheckAsync(AllCases.ByName[name].Scenario, name, PlacesPerCase);

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Read_SnapshotOfARandomGraph_EqualsTheReplay(int block)
    {
        var first = Draws.Seed + (block * Block);
        TestContext.Current.TestOutputHelper?.WriteLine($"CONFORMANCE_SEED={first} CONFORMANCE_GRAPHS={Block} draws these graphs again.");
        for (var seed = first; seed < first + Block; seed++)
            await CheckAsync(GraphGenerator.Draw(seed, (Timing)(seed % 3)), $"Seed {seed}, {(Timing)(seed % 3)}", PlacesPerGraph);
    }

    [Fact]
    public async Task Read_DamagedSnapshot_IsRefused()
    {
        var simulation = new Simulation(GraphGenerator.Draw(7, Timing.Free));
        await simulation.RunAsync();
        var snapshot = SnapshotCodec.Write(simulation.Replay());

        foreach (var at in new[] { 0, 17, snapshot.Length / 2, snapshot.Length - 1 })
        {
            var damaged = snapshot.ToArray();
            damaged[at] ^= 0x40;
            Assert.Throws<InvalidDataException>(() => SnapshotCodec.Read(simulation.NewRun(), damaged));
        }

        Assert.Throws<InvalidDataException>(() => SnapshotCodec.Read(simulation.NewRun(), snapshot.AsMemory(0, snapshot.Length / 2)));
        Assert.Throws<InvalidDataException>(() => SnapshotCodec.Read(simulation.NewRun(), ReadOnlyMemory<byte>.Empty));
        SnapshotCodec.Read(simulation.NewRun(), snapshot);
    }

    private static async Task CheckAsync(Scenario scenario, string name, int most)
    {
        var simulation = new Simulation(scenario);
        await simulation.RunAsync();
        var events = EventsOf(simulation);
        var random = new Random(Draws.Seed);
        var places = Enumerable.Range(1, events.Count).ToArray();
        random.Shuffle(places);
        foreach (var place in places.Take(most))
        {
            var run = simulation.NewRun();
            RunReplay.Into(run, events[..place]);
            var bytes = SnapshotCodec.Write(run);
            var restored = simulation.NewRun();
            SnapshotCodec.Read(restored, bytes);
            var again = SnapshotCodec.Write(restored);
            if (StateText.Difference(run, restored, exact: true) is { } lost) Assert.Fail($"{name}, at event {place} of {events.Count} the snapshot is another state:\n{lost}\n{Shrinker.Describe(scenario)}");
            if (!bytes.AsSpan().SequenceEqual(again)) Assert.Fail($"{name}, at event {place} of {events.Count} a snapshot of the snapshot has other bytes.\n{Shrinker.Describe(scenario)}");

            RunReplay.Into(run, events[place..]);
            RunReplay.Into(restored, events[place..]);
            if (StateText.Difference(run, restored, exact: true) is { } other) Assert.Fail($"{name}, from the snapshot at event {place} of {events.Count} the run goes on differently:\n{other}\n{Shrinker.Describe(scenario)}");
        }
    }

    /// <summary>What is on disk, one entry an event, so that a snapshot can be taken between any two.</summary>
    private static List<ReadOnlyMemory<byte>> EventsOf(Simulation simulation)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        var run = simulation.NewRun();
        foreach (var pack in simulation.Packs)
        {
            var reader = new ByteReader(pack, run.View.ReadPayload, run.Seal);
            while (!reader.AtEnd)
            {
                var happened = EventCodec.Read(reader, run.State);
                var writer = new ByteWriter { Seal = run.Seal };
                EventCodec.Write(writer, happened, run.State);
                events.Add(writer.Written.ToArray());
                run.Replay(happened);
            }
        }

        return events;
    }
}
