using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What a run looks like from outside: its row, its status, whether it only waits.</summary>
internal sealed partial class LiveRun
{
    /// <summary>The run's row, as of now.</summary>
    /// <param name="unfinished">There is more to do at once, although nothing may be under way.</param>
    public RunRow Row(bool unfinished = false)
    {
        var status = Status();
        if (status == RunStatus.Waiting && unfinished) status = RunStatus.Running;
        var wake = RunPlanner.WakeAt(State);
        // A person's turn hides that other steps are under way: after a crash somebody must look at them all the same.
        if (status is RunStatus.NeedsDecision or RunStatus.Paused && (State.IsPaused ? !IsResting : unfinished || !IsIdle)) wake = State.Start!.At;
        return new RunRow
        {
            Id = Id,
            TenantId = Workflow.Identity.TenantId,
            WorkflowId = Workflow.Identity.Id,
            WorkflowVersion = Workflow.Identity.Version,
            DefinitionHash = Workflow.Identity.Hash,
            Shard = RunId.ShardOf(Id),
            Status = status,
            Mode = State.Start!.Mode,
            Trigger = State.Plan.Nodes[State.Plan.Trigger].Id,
            StartedAt = Micros.ToInstant(State.Start.At),
            FinishedAt = State.End is { } end ? Micros.ToInstant(end.At) : null,
            WakeAt = wake > 0 ? Micros.ToInstant(wake) : null,
            LastSequence = Sequence - 1,
            Steps = State.Activations.Count,
            Error = RowText.Clean((State.End?.Error ?? State.Failed?.Error)?.Message),
            Label = RowText.Clean(Header.Label),
            ParentId = Header.Parent?.RunId,
            StartKey = RowText.Clean(Header.StartKey),
        };
    }

    public RunStatus Status()
    {
        if (State.End is { } end)
            return end.Outcome switch { RunOutcome.Succeeded => RunStatus.Succeeded, RunOutcome.Failed => RunStatus.Failed, _ => RunStatus.Cancelled };
        if (started.Any(NeedsPerson)) return RunStatus.NeedsDecision;
        if (State.IsPaused) return RunStatus.Paused;
        return IsIdle ? RunStatus.Waiting : RunStatus.Running;
    }

    /// <summary>Nothing to do until something arrives or time passes.</summary>
    public bool IsIdle => State.InFlight == 0 && State.Ready.Count == 0 && State.Cancel is null && State.Failed is null && !started.Any(HasPending)
        && !parents.Any(activation => activation is { Status: ActivationStatus.Waiting, Children: not null });

    /// <summary>Nothing of it is needed in memory until something arrives or time passes: it is idle, waits for its children alone, or is paused with nothing under way.</summary>
    public bool IsResting => State.InFlight == 0 && State.Cancel is null && State.Failed is null
        && (State.IsPaused ? !started.Any(HasBegun) : State.Ready.Count == 0 && !started.Any(HasPending));

    private bool NeedsPerson(Activation activation) => activation.Status == ActivationStatus.Started
        && (activation.Tally.Held > 0 || IsStepped(activation)) && Array.Exists(activation.Units!, unit => unit.NeedsPerson);

    private bool HasPending(Activation activation) => activation.Status == ActivationStatus.Started && activation.Tally[UnitStatus.Pending] > 0
        && (!IsStepped(activation) || Array.Exists(activation.Units!, unit => unit.HasWork));

    /// <summary>An attempt was announced and not made. Read again from disk, it would look like one whose outcome is unknown.</summary>
    private bool HasBegun(Activation activation) => activation.Status == ActivationStatus.Started && activation.Tally[UnitStatus.Pending] > 0
        && Array.Exists(activation.Units!, unit => unit.Status == UnitStatus.Pending && (unit.Begun || unit.Steps?.Calls.Exists(call => call is { Status: UnitStatus.Pending, Begun: true }) == true));

    private bool IsStepped(Activation activation) => Workflow.Nodes[activation.Node.Index].Type?.Kind == Catalog.NodeKind.Stepped;
}
