using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>What a run wants next. Somebody else does it and tells the run what happened.</summary>
internal abstract record Command
{
    private Command() { }

    /// <summary>Start a ready activation.</summary>
    public sealed record Start(Activation Activation) : Command;

    /// <summary>Try a unit again: its delay is over.</summary>
    public sealed record Retry(Activation Activation, int Unit) : Command;

    /// <summary>Make a call of an attachment again: its delay is over.</summary>
    public sealed record RetryCall(Activation Activation, int Unit, int Call) : Command;

    /// <summary>End a wait: its time has come.</summary>
    public sealed record Wake(Activation Activation) : Command;

    /// <summary>Fire a join without what never came.</summary>
    public sealed record Force(PlanNode Node, IReadOnlyList<int> Missing) : Command;

    /// <summary>An activation is lost; its units have settled.</summary>
    public sealed record Fail(Activation Activation, NodeError Error) : Command;

    /// <summary>The run's own time is up.</summary>
    public sealed record TimeOut : Command;

    /// <summary>The run is over.</summary>
    public sealed record End(RunOutcome Outcome, NodeError? Error) : Command;
}

/// <summary>Finds the next command of a run. No clock, no I/O: the same state and time give the same answer.</summary>
internal static class RunPlanner
{
    /// <summary>The next thing to do; null when the run waits for somebody else.</summary>
    /// <param name="run">The run.</param>
    /// <param name="now">Time, µs since 1970 UTC.</param>
    public static Command? Next(RunState run, long now)
    {
        // 1. Endings: nothing new starts, what is under way settles first.
        if (run.End is not null) return null;
        foreach (var activation in run.Failing)
            if (activation.InFlight == 0)
                return new Command.Fail(activation, Array.Find(activation.Units!, unit => unit is { Status: UnitStatus.Failed, Leaves: Disposition.Fail })!.Error!);
        if (run.Cancel is { } cancel) return run.InFlight > 0 ? null : EndOf(run, cancel);
        if (run.Failed is { } failed) return run.InFlight > 0 ? null : new Command.End(RunOutcome.Failed, failed.Error);
        if (run.Stopped) return run.InFlight > 0 ? null : new Command.End(RunOutcome.Succeeded, null);
        if (run.IsPaused) return null;
        if (run.Deadline is > 0 and var deadline && now >= deadline) return new Command.TimeOut();

        // 2. Whatever time has brought.
        if (DueNow(run, now) is { } due) return due;

        // 3. Ready steps; in sequential mode one at a time.
        if (run.Ready.First is { } first && (!run.IsSequential || run.Open == run.Ready.Count))
            return new Command.Start(first);
        if (run.Open > 0) return null;

        // 4. Rest: items at a join that will never be complete, or the end.
        return run.ItemTokens + run.LoopsInProgress > 0 && Waiting(run) is { } force ? force : new Command.End(RunOutcome.Succeeded, null);
    }

    /// <summary>When the run wants to be looked at again though nothing arrives; 0 never.</summary>
    public static long WakeAt(RunState run)
    {
        // A run that is ending waits for what is under way, not for the clock.
        if (run.End is not null || run.IsPaused || run.Cancel is not null || run.Failed is not null || run.Stopped) return 0;
        DropStale(run);
        var due = run.Due.TryPeek(out _, out var at) ? at : 0;
        return run.Deadline is > 0 and var deadline && (due == 0 || deadline < due) ? deadline : due;
    }

    private static Command.End EndOf(RunState run, CancelRequested cancel) => cancel.TimedOut
        ? new Command.End(RunOutcome.Failed, new NodeError($"The run took longer than its limit of {run.Plan.Settings.RunTimeoutSeconds:0.###} s (settings.runTimeoutSeconds).", "run-timeout"))
        : new Command.End(RunOutcome.Cancelled, null);

    private static Command? DueNow(RunState run, long now)
    {
        DropStale(run);
        if (!run.Due.TryPeek(out var due, out var at) || at > now) return null;
        if (due.Activation.Status == ActivationStatus.Waiting) return new Command.Wake(due.Activation);
        return due.Call < 0 ? new Command.Retry(due.Activation, due.Unit) : new Command.RetryCall(due.Activation, due.Unit, due.Call);
    }

    private static void DropStale(RunState run)
    {
        while (run.Due.TryPeek(out var due, out var at) && !StillDue(due, at))
            run.Due.Dequeue();
    }

    private static bool StillDue(Due due, long at) => due.Activation.Status switch
    {
        ActivationStatus.Waiting => due.Activation.Wait?.Until == at,
        ActivationStatus.Started => Retried(due) is { Status: UnitStatus.Retrying } retrying && retrying.RetryAt == at,
        _ => false,
    };

    private static Attempts? Retried(Due due)
    {
        var unit = due.Activation.Units?[Math.Min(due.Unit, due.Activation.Units.Length - 1)];
        return due.Call < 0 ? unit : unit?.Steps is { } steps && due.Call < steps.Calls.Count ? steps.Calls[due.Call] : null;
    }

    private static Command.Force? Waiting(RunState run)
    {
        PlanNode? best = null;
        IReadOnlyList<int> missing = [];
        foreach (var node in run.Plan.Nodes)
        {
            if (best is not null && node.Rank >= best.Rank) continue;
            if (Firing.MissingFor(run, node) is not { } without) continue;
            best = node;
            missing = without;
        }

        return best is null ? null : new Command.Force(best, missing);
    }
}
