using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Conformance.Simulation;

/// <summary>One run of the engine's code, driven by hand: time moves when nothing else can happen, and the process dies when it is told to.</summary>
internal sealed class Simulation : IRunHost
{
    private readonly Scenario scenario;
    private readonly Mishaps mishaps;
    private readonly CompiledWorkflow workflow;
    private readonly VirtualTime time = new();
    private readonly Ledger ledger = new();
    private readonly NoServices services = new();
    private readonly ByteWriter writer = new();
    private readonly SimulatedStore store;
    private readonly Queue<(long Ticket, Work Work)> gated = new();
    private readonly List<Work> asked = [];
    private readonly List<(LiveRun Run, Task<Report> Task)> underWay = [];
    private readonly List<(long Ticket, Stimulus Stimulus)> unacknowledged = [];
    private readonly Queue<Stimulus> stimuli;
    private readonly Random chance = new(1);
    private readonly EffectLimits limits;
    private readonly DateTimeOffset begun;
    private readonly int snapshotEvery;
    private (int Packs, byte[] Bytes)? snapshot;
    private long lastTicket;

    /// <summary>An effect's outcome was taken in and is not on disk yet.</summary>
    private bool heard;

    /// <param name="scenario">What happens.</param>
    /// <param name="mishaps">What goes wrong.</param>
    /// <param name="snapshotEvery">Commits between two snapshots; 0 makes none.</param>
    public Simulation(Scenario scenario, Mishaps? mishaps = null, int snapshotEvery = 0)
    {
        this.scenario = scenario;
        this.snapshotEvery = snapshotEvery;
        this.mishaps = mishaps ?? Mishaps.None;
        if (scenario.Definition.Nodes.Single(node => node.Id == scenario.Trigger).Disabled) throw new InvalidOperationException($"The trigger {scenario.Trigger} is disabled.");
        workflow = SimulatedEngine.Compile(scenario, SimulatedEngine.CatalogOf(ledger, time));
        begun = time.GetUtcNow();
        limits = new EffectLimits(time);
        store = new SimulatedStore(time, this.mishaps);
        stimuli = new Queue<Stimulus>(scenario.Stimuli.OrderBy(stimulus => stimulus.At));
        Run = NewRun();
    }

    public LiveRun Run { get; private set; }

    /// <summary>Commits tried.</summary>
    public int Commits => store.Commits;

    /// <summary>Effects that ended.</summary>
    public int Effects { get; private set; }

    /// <summary>Whether a death cut effects off, or kept their outcome from being heard.</summary>
    public bool LostEffects { get; private set; }

    /// <summary>Whether the run does not know what became of something it sent.</summary>
    public bool HasUnknownOutcomes { get; private set; }

    /// <summary>Effects that began although the disk did not know of them.</summary>
    public List<string> StartedEarly { get; } = [];

    /// <summary>What each death left behind, in order.</summary>
    public List<Death> Deaths { get; } = [];

    long IRunHost.Now => Micros.Of(time.GetUtcNow());

    double IRunHost.Chance() => chance.NextDouble();

    void IRunHost.Dispatch(LiveRun run, Work work) => asked.Add(work);

    bool IRunHost.MaySendAgain(LiveRun run, Workflows.Execution.Core.Activation activation) => true;

    void IRunHost.Answer(LiveRun run, Answer answer) { }

    NodeError? IRunHost.StartChild(LiveRun parent, ChildRun child) =>
        new NodeError("No children here.", "workflow-missing");

    public async Task<ObservedRun> RunAsync()
    {
        Begin();
        while (true)
        {
            await SettleAsync();
            if (Run.IsOver && stimuli.Count == 0 && store.Next is null) break;
            if (NextMoment() is not { } next) break;
            time.MoveTo(next);
            await SettleAsync();
            while (stimuli.TryPeek(out var stimulus) && begun.AddSeconds(stimulus.At) <= time.GetUtcNow())
                Apply(stimuli.Dequeue());
        }

        return SimulatedObservation.Of(Run, ledger) with { Kept = KeptAt(scenario.ForkAt) };
    }

    /// <summary>Everything on disk, one entry a commit.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Packs => store.Packs.Select(pack => (ReadOnlyMemory<byte>)pack);

    /// <summary>A fresh run from all events on disk.</summary>
    public LiveRun Replay()
    {
        var again = NewRun();
        RunReplay.Into(again, [.. Packs]);
        return again;
    }

    /// <summary>A fresh run from the snapshot on disk and the events after it, as a restarted process would have it.</summary>
    public LiveRun Restored()
    {
        if (snapshot is not { } made) return Replay();
        var again = NewRun();
        SnapshotCodec.Read(again, made.Bytes);
        RunReplay.Into(again, [.. Packs.Skip(made.Packs)]);
        return again;
    }

    /// <summary>A run without events.</summary>
    public LiveRun NewRun() => new(Guid.Parse("01900000-0000-7000-8000-000000000001"), workflow, workflow.IndexOfId(scenario.Trigger), services, this, writer);

    /// <summary>The events appended since the last time, packed; what they refer to is stored.</summary>
    public byte[] Pack(LiveRun run)
    {
        var (_, _, payload, blobs) = run.TakePack();
        foreach (var blob in blobs)
            if (blob.Content is { } content)
                services.Payloads[blob.Id] = content.ToArray();
        return payload;
    }

    private void Begin() =>
        Run.Append(new RunStarted(Micros.Of(time.GetUtcNow()), workflow.IndexOfId(scenario.Trigger), SimulatedEngine.Payload(scenario), RunMode.Production, RunHeader.None));

    private List<ActivationId> KeptAt(ActivationId? point) => point is { } at && Run.State.Activations.Find(step => step.Node.Id == at.Node && step.Number == at.Number) is { } step
        ? [.. Workflows.Runs.RunFork.Kept(Run.State, step).Select(kept => new ActivationId(kept.Node.Id, kept.Number))]
        : [];

    private DateTimeOffset? NextMoment()
    {
        var moments = new List<DateTimeOffset>();
        if (stimuli.TryPeek(out var stimulus)) moments.Add(begun.AddSeconds(stimulus.At));
        if (store.Next is { } committed) moments.Add(committed);
        if (!Run.IsOver)
        {
            if (RunPlanner.WakeAt(Run.State) is > 0 and var wake) moments.Add(Micros.ToInstant(wake));
            if (underWay.Count > 0 && time.Next is { } timer) moments.Add(timer);
        }

        return moments.Count == 0 ? null : moments.Min();
    }

    /// <summary>Everything that can happen at this moment.</summary>
    private async Task SettleAsync()
    {
        while (true)
        {
            while (Run.Advance(100)) { }
            Submit();
            if (!store.Write())
            {
                Die();
                continue;
            }

            Snapshot();
            heard = false;
            unacknowledged.RemoveAll(stimulus => stimulus.Ticket <= store.Flushed);
            if (gated.TryPeek(out var next) && next.Ticket <= store.Flushed) Start(gated.Dequeue().Work);
            else if (underWay.FindIndex(entry => entry.Task.IsCompleted) is >= 0 and var done) await EndAsync(done);
            else break;
        }
    }

    private void Submit()
    {
        if (Run.HasEvents)
        {
            var first = Run.PackedUpTo;
            store.Append(++lastTicket, first, Pack(Run));
        }

        foreach (var work in asked)
            gated.Enqueue((lastTicket, work));
        asked.Clear();
    }

    private void Snapshot()
    {
        if (snapshotEvery == 0 || store.Packs.Count < (snapshot?.Packs ?? 0) + snapshotEvery) return;
        snapshot = (store.Packs.Count, SnapshotCodec.Write(Restored()));
    }

    private async Task EndAsync(int index)
    {
        var (owner, task) = underWay[index];
        underWay.RemoveAt(index);
        if (owner != Run) return;
        if (mishaps.DiesAfterEffect.Contains(++Effects))
        {
            LostEffects = true;
            Die();
        }
        else
        {
            heard = true;
            Run.Take(await task);
        }
    }

    /// <summary>Everything in memory is gone, effects under way included; whoever was not answered asks again.</summary>
    private void Die()
    {
        Deaths.Add(new Death([.. SimulatedObservation.OrderOf(Replay().State)]));
        LostEffects |= heard || underWay.Exists(entry => entry.Run == Run);
        heard = false;
        store.Die();
        lastTicket = store.Flushed;
        gated.Clear();
        asked.Clear();
        underWay.Clear();
        writer.Clear();
        var again = unacknowledged.Select(entry => entry.Stimulus).ToList();
        unacknowledged.Clear();
        Run = Restored();
        if (Run.Sequence == 0) Begin();
        else if (!Run.IsOver) Run.Recover();
        HasUnknownOutcomes |= Run.State.Activations.Exists(step => step.Units?.Any(unit => unit.Error?.Code == "unknown-outcome" || unit.Steps?.Calls.Exists(call => call.Error?.Code == "unknown-outcome") == true) == true);
        foreach (var stimulus in again)
            Apply(stimulus);
    }

    private void Start(Work work)
    {
        var at = work.Activation.StartedAt;
        if (work.IsEffect && !IsOnDisk(work.Activation)) StartedEarly.Add($"{work.Activation.Node.Id}#{work.Activation.Number}");
        switch (work)
        {
            case Work.Pure: Run.Take(StepRunner.RunPure(Run.View, work.Activation, at, work, CancellationToken.None)); break;
            case Work.Step step: Run.Take(CallRunner.RunStep(Run.View, step, at, CancellationToken.None)); break;
            case Work.Admission admission: underWay.Add((Run, StepPolicies.AdmitAsync(Run.View, admission, at, limits, Run.Cancelled))); break;
            case Work.Attempt attempt: underWay.Add((Run, StepRunner.RunAttemptAsync(Run.View, attempt, at, time, Run.Cancelled))); break;
            case Work.LookUp lookUp: underWay.Add((Run, CallRunner.LookUpAsync(Run.View, lookUp, at, time, Run.Cancelled))); break;
            case Work.Call call: underWay.Add((Run, CallRunner.RunCallAsync(Run.View, call, at, time, Run.Cancelled))); break;
        }
    }

    /// <summary>Whether a process that read the disk now would know that the step has begun.</summary>
    private bool IsOnDisk(Workflows.Execution.Core.Activation activation) =>
        mishaps == Mishaps.None || Replay().State.Activations.Find(step => step.Id == activation.Id) is { Status: ActivationStatus.Started };

    private void Apply(Stimulus stimulus)
    {
        RunCommand? command = stimulus switch
        {
            Stimulus.Signal signal => new RunCommand.Signal(signal.Name, signal.Items.Count == 1 ? signal.Items[0] : Item.From(JsonSerializer.SerializeToElement(signal.Items.Select(item => item.Json))), signal.At.ToString(CultureInfo.InvariantCulture), null, 0, null),
            Stimulus.Pause => new RunCommand.Pause(null),
            Stimulus.Resume => new RunCommand.Resume(null),
            Stimulus.Cancel => new RunCommand.Cancel(null),
            Stimulus.Answer answer => SimulatedEngine.DecisionOf(Run, answer),
            _ => null,
        };
        if (command is null) return;
        RunCommands.Apply(Run, command, Micros.Of(time.GetUtcNow()));
        if (Run.HasEvents) unacknowledged.Add((lastTicket + 1, stimulus));
    }
}

/// <summary>One end of the process.</summary>
/// <param name="Order">What had completed on disk.</param>
internal sealed record Death(IReadOnlyList<ActivationId> Order);
