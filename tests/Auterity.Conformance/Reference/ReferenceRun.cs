
namespace Auterity.Conformance.Reference;

/// <summary>
/// One run, straight from the rules: slow, in virtual time, without a journal.
/// <code>settle tokens → start what may start → end the next thing due → settle …; nothing left: free the quiet run, or complete</code>
/// </summary>
internal sealed class ReferenceRun
{
    private readonly Scenario scenario;
    private readonly Schedule? schedule;
    private readonly Queue<Stimulus> stimuli;
    private readonly Worker worker;
    private double now;
    private double? pausedSince;
    private double pausedFor;
    private RunStatus? ending;
    private string? error;

    private ReferenceRun(Scenario scenario, Schedule? schedule, int budget)
    {
        this.scenario = scenario;
        this.schedule = schedule;
        stimuli = new(scenario.Stimuli);
        Graph = FlowGraph.Of(scenario.Definition, scenario.Trigger);
        Flow = new TokenFlow(Graph, scenario.Definition.Settings) { Budget = budget };
        worker = new Worker(scenario.Definition, Flow);
    }

    public FlowGraph Graph { get; }

    public TokenFlow Flow { get; }

    /// <exception cref="InvalidOperationException">The trigger is disabled.</exception>
    /// <exception cref="RunsAwayException">The run does more work than any test needs.</exception>
    public static ReferenceRun Of(Scenario scenario, Schedule? schedule = null, int budget = 20_000)
    {
        var trigger = scenario.Definition.Nodes.Single(node => node.Id == scenario.Trigger);
        if (trigger.Disabled) throw new InvalidOperationException($"Trigger '{trigger.Name}' is disabled and cannot fire.");
        var run = new ReferenceRun(scenario, schedule, budget);
        run.Run();
        return run;
    }

    public ObservedRun Observe() => Observation.Of(this, StatusNow(), error, worker, scenario);

    private void Run()
    {
        Flow.Begin();
        do
        {
            Flow.Settle();
            Start();
        }
        while (Step());
    }

    /// <summary>The next thing that happens; false when nothing does.</summary>
    private bool Step()
    {
        var inFlight = Flow.All.Where(activation => activation.InFlight).ToList();
        if (ending is not null && inFlight.Count == 0) return false;
        if (pausedSince is null && ending is null && IsIdle(inFlight) && Flow.DeliverNext()) return true;
        if (schedule is not null && inFlight.Exists(CanEnd)) return RunScheduled([.. inFlight.Where(CanEnd)]);
        if (schedule is null && EndNextDue(inFlight)) return true;
        var isOver = ending is null && pausedSince is null && IsIdle(inFlight);
        if (!isOver) return stimuli.TryDequeue(out var stimulus) && Apply(stimulus);
        if (Flow.Free()) return true;
        ending = RunStatus.Succeeded;
        return false;
    }

    private bool IsIdle(List<Activation> inFlight) => inFlight.Count == 0 && Flow.All.All(activation => activation.Ended is not null);

    private static bool CanEnd(Activation activation) => activation.Units.Exists(unit => unit.Due < double.PositiveInfinity);

    // ---- starting ------------------------------------------------------------

    private void Start()
    {
        if (ending is not null) return;
        foreach (var activation in Flow.All.Where(activation => !activation.Started && activation.Ended is null).ToList())
        {
            if (pausedSince is not null && !activation.Node.Definition.Disabled) continue;
            if (activation.Limit is not null || !MayStart(activation)) continue;
            activation.Started = true;
            worker.Begin(activation, now, scenario.Input);
            AfterProgress(activation);
            if (ending is not null) return;
        }
    }

    private bool MayStart(Activation activation)
    {
        var running = Flow.All.Where(other => other.Started && other.Ended is null).ToList();
        if (scenario.Definition.Settings.Flow == Workflows.Definitions.Flow.Sequential) return running.Count == 0;
        var earlier = Flow.All.Exists(other => other.Node == activation.Node && other.Number < activation.Number && !other.Started && other.Ended is null);
        return !earlier && running.Count(other => other.Node == activation.Node) < Math.Max(1, activation.Node.Policy.Parallel);
    }

    // ---- time ----------------------------------------------------------------

    private bool EndNextDue(List<Activation> inFlight)
    {
        var due = inFlight
            .SelectMany(activation => activation.Units.Select(unit => (activation, unit)))
            .Where(pair => pair.unit.Due < double.PositiveInfinity && (pausedSince is null || pair.unit.Phase == UnitPhase.Calling))
            .OrderBy(pair => pair.unit.Due)
            .ToList();
        var at = due.Count == 0 ? double.PositiveInfinity : Math.Max(due[0].unit.Due, now);
        if (Deadline() is { } deadline && deadline < Math.Min(at, NextStimulus())) return TimeOut(deadline);
        if (due.Count == 0 || NextStimulus() < at) return false;
        now = at;
        worker.EndPhase(due[0].activation, due[0].unit, now);
        AfterProgress(due[0].activation);
        return true;
    }

    private double NextStimulus() => stimuli.TryPeek(out var stimulus) ? stimulus.At : double.PositiveInfinity;

    private double? Deadline() => ending is null && pausedSince is null && scenario.Definition.Settings.RunTimeoutSeconds is { } seconds ? seconds + pausedFor : null;

    private bool TimeOut(double deadline)
    {
        if (Flow.All.All(activation => activation.Ended is not null)) return false;
        now = deadline;
        End(RunStatus.Failed, "run-timeout", cancel: true);
        return true;
    }

    private bool RunScheduled(IReadOnlyList<Activation> inFlight)
    {
        if (schedule!.Next(inFlight) is { } next) return RunToEnd(next);
        if (ending is null) throw new InvalidOperationException($"The recorded order ends while {string.Join(", ", inFlight)} could still go on.");
        foreach (var activation in inFlight)
            CancelOpen(activation, calls: true);
        return true;
    }

    private bool RunToEnd(Activation activation)
    {
        while (activation.Ended is null && activation.Units.Find(unit => unit.Due < double.PositiveInfinity) is { } unit)
            worker.EndPhase(activation, unit, now);
        AfterProgress(activation);
        return true;
    }

    // ---- what follows --------------------------------------------------------

    private void AfterProgress(Activation activation)
    {
        if (!worker.TryFinish(activation)) return;
        var script = activation.Node.Script;
        if (activation.Ended == StepStatus.Failed) End(RunStatus.Failed, activation.Error);
        else if (script.Stop is not null && !activation.Node.Definition.Disabled) End(script.Stop == "ok" ? RunStatus.Succeeded : RunStatus.Failed, script.Stop == "ok" ? null : script.Stop);
    }

    /// <summary>Nothing new starts; calls in flight settle or are cancelled; everything that waits is cancelled.</summary>
    private void End(RunStatus status, string? code, bool cancel = false)
    {
        if (ending is not null) return;
        ending = status;
        error = code;
        Flow.Open = false;
        foreach (var activation in Flow.All.Where(activation => activation.Started && activation.Ended is null).ToList())
            CancelOpen(activation, calls: cancel);
    }

    private void CancelOpen(Activation activation, bool calls)
    {
        foreach (var unit in activation.Units.Where(unit => unit.Phase is not (UnitPhase.Done or UnitPhase.Failed)))
            if (calls || unit.Phase != UnitPhase.Calling) Worker.Cancel(unit);
        worker.TryFinish(activation);
    }

    private bool Apply(Stimulus stimulus)
    {
        now = Math.Max(now, stimulus.At);
        if (ending is not null) return true;
        switch (stimulus)
        {
            case Stimulus.Pause:
                pausedSince ??= now;
                break;
            case Stimulus.Resume when pausedSince is not null:
                pausedFor += now - pausedSince.Value;
                pausedSince = null;
                worker.HandOutSignals(AfterProgress);
                break;
            case Stimulus.Cancel:
                End(RunStatus.Cancelled, code: null, cancel: true);
                break;
            case Stimulus.Signal signal:
                worker.Receive(signal);
                if (pausedSince is null) worker.HandOutSignals(AfterProgress);
                break;
            case Stimulus.Answer answer:
                if (Flow.All.Find(activation => activation.Id == new ActivationId(answer.Node, answer.Activation)) is not { } asked) break;
                worker.Answer(asked, answer.Decision, now, paused: pausedSince is not null);
                AfterProgress(asked);
                break;
        }

        return true;
    }

    private RunStatus StatusNow()
    {
        if (ending is { } ended) return ended;
        if (Flow.All.Exists(activation => activation.Limit is not null || activation.Units.Exists(unit => unit.Phase is UnitPhase.Held or UnitPhase.Undecided))) return RunStatus.NeedsDecision;
        return pausedSince is null ? RunStatus.Waiting : RunStatus.Paused;
    }
}
