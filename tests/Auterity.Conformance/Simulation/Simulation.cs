using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Conformance.Simulation;

/// <summary>One run of the engine's code, driven by hand: time moves when nothing else can happen.</summary>
internal sealed class Simulation : IRunHost
{
    private readonly Scenario scenario;
    private readonly CompiledWorkflow workflow;
    private readonly VirtualTime time = new();
    private readonly Ledger ledger = new();
    private readonly NoServices services = new();
    private readonly ByteWriter writer = new();
    private readonly Queue<Work> queue = new();
    private readonly List<(LiveRun Run, Task<Report> Task)> underWay = [];
    private readonly Random chance = new(1);
    private readonly EffectLimits limits;
    private readonly DateTimeOffset begun;
    private LiveRun run;

    public Simulation(Scenario scenario)
    {
        this.scenario = scenario;
        if (scenario.Definition.Nodes.Single(node => node.Id == scenario.Trigger).Disabled) throw new InvalidOperationException($"The trigger {scenario.Trigger} is disabled.");
        var catalog = SimulatedEngine.CatalogOf(ledger, time);
        workflow = SimulatedEngine.Compile(scenario, catalog);
        begun = time.GetUtcNow();
        limits = new EffectLimits(time);
        run = NewRun();
    }

    /// <summary>Everything that would be on disk, one entry a commit.</summary>
    public List<byte[]> Packs { get; } = [];

    /// <summary>Called after each pack; false dies there: memory is lost, what is on disk stays.</summary>
    public Func<int, bool> Survives { get; set; } = _ => true;

    public LiveRun Run => run;

    long IRunHost.Now => Micros.Of(time.GetUtcNow());

    double IRunHost.Chance() => chance.NextDouble();

    void IRunHost.Dispatch(LiveRun asked, Work work) => queue.Enqueue(work);

    void IRunHost.Answer(LiveRun asked, Answer answer) { }

    (Guid RunId, NodeError? Error) IRunHost.StartChild(LiveRun parent, Guid workflowId, Workflows.Execution.Core.Activation activation, int child, Item input, bool waits) =>
        (Guid.Empty, new NodeError("No children here.", "workflow-missing"));

    public async Task<ObservedRun> RunAsync()
    {
        run.Append(new RunStarted(Micros.Of(time.GetUtcNow()), workflow.IndexOfId(scenario.Trigger), SimulatedEngine.Payload(scenario), RunMode.Production, RunHeader.None));
        var stimuli = new Queue<Stimulus>(scenario.Stimuli.OrderBy(stimulus => stimulus.At));
        while (true)
        {
            await SettleAsync();
            if (run.IsOver && stimuli.Count == 0) break;
            if (NextMoment(stimuli) is not { } next) break;
            time.MoveTo(next);
            await SettleAsync();
            while (stimuli.TryPeek(out var stimulus) && begun.AddSeconds(stimulus.At) <= time.GetUtcNow())
                Apply(stimuli.Dequeue());
        }

        return SimulatedObservation.Of(run, ledger) with { Kept = KeptAt(scenario.ForkAt) };
    }

    /// <summary>A fresh run from what is on disk, as a restarted process would have it.</summary>
    public LiveRun Replay()
    {
        var again = NewRun();
        RunReplay.Into(again, [.. Packs.Select(pack => (ReadOnlyMemory<byte>)pack)]);
        return again;
    }

    /// <summary>The same run before anything happened.</summary>
    public LiveRun Empty() => NewRun();

    private List<ActivationId> KeptAt(ActivationId? point) => point is { } at && run.State.Activations.Find(step => step.Node.Id == at.Node && step.Number == at.Number) is { } step
        ? [.. Workflows.Runs.RunFork.Kept(run.State, step).Select(kept => new ActivationId(kept.Node.Id, kept.Number))]
        : [];

    private LiveRun NewRun() => new(Guid.Parse("01900000-0000-7000-8000-000000000001"), workflow, workflow.IndexOfId(scenario.Trigger), services, this, writer);

    private DateTimeOffset? NextMoment(Queue<Stimulus> stimuli)
    {
        var moments = new List<DateTimeOffset>();
        if (stimuli.TryPeek(out var stimulus)) moments.Add(begun.AddSeconds(stimulus.At));
        if (!run.IsOver)
        {
            if (RunPlanner.WakeAt(run.State) is > 0 and var wake) moments.Add(Micros.ToInstant(wake));
            if (underWay.Count > 0 && time.Next is { } timer) moments.Add(timer);
        }

        return moments.Count == 0 ? null : moments.Min();
    }

    /// <summary>Everything that can happen at this moment.</summary>
    private async Task SettleAsync()
    {
        while (true)
        {
            while (run.Advance(100)) { }
            if (!Commit()) continue;
            if (queue.TryDequeue(out var work))
            {
                Start(work);
                continue;
            }

            if (underWay.FindIndex(entry => entry.Task.IsCompleted) is >= 0 and var done)
            {
                var (owner, task) = underWay[done];
                underWay.RemoveAt(done);
                if (owner == run) run.Take(await task);
                continue;
            }

            break;
        }
    }

    private bool Commit()
    {
        if (!run.HasEvents) return true;
        var pack = run.TakePack();
        foreach (var blob in pack.Blobs)
            if (blob.Content is { } content)
                services.Payloads[blob.Id] = content;
        Packs.Add(pack.Payload);
        if (Survives(Packs.Count)) return true;

        // Died right after the commit: everything in memory is gone, effects under way included.
        queue.Clear();
        underWay.Clear();
        run = Replay();
        run.Recover();
        return false;
    }

    private void Start(Work work)
    {
        var at = work.Activation.StartedAt;
        switch (work)
        {
            case Work.Pure: run.Take(StepRunner.RunPure(run.View, work.Activation, at, work, CancellationToken.None)); break;
            case Work.Step step: run.Take(StepRunner.RunStep(run.View, step, at, CancellationToken.None)); break;
            case Work.Admission admission: underWay.Add((run, StepPolicies.AdmitAsync(run.View, admission, at, limits, run.Cancelled))); break;
            case Work.Attempt attempt: underWay.Add((run, StepRunner.RunAttemptAsync(run.View, attempt, at, time, run.Cancelled))); break;
            case Work.Call call: underWay.Add((run, StepRunner.RunCallAsync(run.View, call, at, time, run.Cancelled))); break;
        }
    }

    private void Apply(Stimulus stimulus)
    {
        RunCommand? command = stimulus switch
        {
            Stimulus.Signal signal => new RunCommand.Signal(signal.Name, signal.Items.Count == 1 ? signal.Items[0] : Item.From(JsonSerializer.SerializeToElement(signal.Items.Select(item => item.Json))), null, null, 0, null),
            Stimulus.Pause => new RunCommand.Pause(null),
            Stimulus.Resume => new RunCommand.Resume(null),
            Stimulus.Cancel => new RunCommand.Cancel(null),
            Stimulus.Answer answer => Decision(answer),
            _ => null,
        };
        if (command is not null) RunCommands.Apply(run, command, Micros.Of(time.GetUtcNow()));
    }

    private RunCommand.Decide? Decision(Stimulus.Answer answer)
    {
        var step = run.State.Activations.Find(activation => activation.Node.Id == answer.Node && activation.Number == answer.Activation);
        return step is null ? null : new RunCommand.Decide(step.Id, -1, answer.Decision switch
        {
            Conformance.Decision.Sent => Workflows.Execution.Core.Decision.Done,
            Conformance.Decision.Again => Workflows.Execution.Core.Decision.Again,
            _ => Workflows.Execution.Core.Decision.Fail,
        }, null, null);
    }
}
