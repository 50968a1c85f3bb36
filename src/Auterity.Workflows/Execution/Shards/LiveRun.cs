using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>A run in memory: applies what happens to it, does its pure steps, hands out its effects. One thread at a time.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A cancellation source without a timer holds nothing that must be given back.")]
internal sealed partial class LiveRun
{
    private readonly IRunHost host;
    private readonly ByteWriter writer;
    private readonly HashSet<Activation> started = [];
    private readonly HashSet<Activation> parents = [];
    private readonly CancellationTokenSource cancelling = new();
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(5);

    /// <summary>Bytes in the writer up to the last event that was applied as a whole.</summary>
    private int whole;

    public LiveRun(Guid id, CompiledWorkflow workflow, int trigger, StepServices services, IRunHost host, ByteWriter writer)
    {
        Id = id;
        Workflow = workflow;
        this.host = host;
        this.writer = writer;
        State = new RunState(workflow.PlanFor(trigger));
        View = new RunData(State, workflow, id, services);
    }

    public Guid Id { get; }

    public CompiledWorkflow Workflow { get; }

    public RunHeader Header => State.Start!.Header;

    public RunState State { get; }

    public RunData View { get; }

    /// <summary>Seals the run's sensitive data.</summary>
    public ItemSeal Seal => field ??= View.Services.SealOf(Workflow.Identity.TenantId, Id);

    /// <summary>Sequence of the next event.</summary>
    public long Sequence { get; private set; }

    /// <summary>Sequence of the first event not yet handed to the journal.</summary>
    public long PackedUpTo { get; private set; }

    public bool HasEvents => Sequence > PackedUpTo;

    public bool IsOver => State.End is not null;

    /// <summary>Answer already given to whoever waited.</summary>
    public bool Answered { get; private set; }

    /// <summary>Ends the work under way when the run is cancelled.</summary>
    public CancellationToken Cancelled => cancelling.Token;

    /// <summary>Journals an event and applies it.</summary>
    public void Append(RunEvent happened)
    {
        if (happened is CancelRequested) host.Cancel(cancelling);
        writer.Seal = Seal;
        var before = writer.Length + writer.BlobBytes;
        EventCodec.Write(writer, happened, State);
        Bytes += writer.Length + writer.BlobBytes - before;
        Apply(happened);
        Sequence++;
        whole = writer.Written.Length;
    }

    /// <summary>Does what can be done now.</summary>
    /// <param name="budget">Most commands to carry out; a turn of one run ends after some milliseconds too.</param>
    /// <returns>Whether there is more to do at once.</returns>
    public bool Advance(int budget)
    {
        var since = Stopwatch.GetTimestamp();
        while (budget-- > 0 && ((budget & 7) != 0 || Stopwatch.GetElapsedTime(since) < MostTime))
        {
            Pump();
            if (RunPlanner.Next(State, host.Now) is not { } command) return false;
            // An error workflow is on disk before its run ends: its start goes first.
            if (command is Command.End { Outcome: RunOutcome.Failed } failed && StartsErrorRun(failed)) return true;
            Carry(command);
        }

        return true;
    }

    /// <summary>Takes in what came of some work.</summary>
    public void Take(Report report)
    {
        Settled(report.Work);
        if (report is Report.Admitted admitted)
        {
            Begin(admitted);
            return;
        }

        if (report is Report.LookedUp lookedUp)
        {
            TakeLookUp(lookedUp);
            return;
        }

        if (!report.Work.Activation.IsOpen || IsOver || (State.Cancel is not null && report is Report.Failed))
        {
            if (report.Work is Work.Attempt or Work.Call && report is not Report.Deferred) Append(Late(report));
            return;
        }

        if (report.Record is { } record && New(record, report.Work.Activation) is { } news) Append(new StepRecorded(host.Now, report.Work.Activation.Id, news));
        switch (report)
        {
            case Report.Result result: TakeResult(result); break;
            case Report.Units units: TakeUnits(units); break;
            case Report.Failed failed: TakeFailure(failed); break;
            case Report.Deferred deferred: Defer(deferred); break;
            case Report.Stepped stepped: TakeStep(stepped); break;
            case Report.Called called when called.Work is Work.Call call:
                Append(new CallEnded(host.Now, call.Activation.Id, call.Unit, call.Request.Index, called.Value, null));
                break;
        }
    }

    /// <summary>After a crash: outcomes that nobody heard of. At-most-once attempts need a person; the rest starts again.</summary>
    public void Recover()
    {
        foreach (var activation in State.Activations.Where(activation => activation.Status == ActivationStatus.Started))
        {
            started.Add(activation);
            var node = Workflow.Nodes[activation.Node.Index];
            RecoverCalls(activation);
            if (node.Delivery != Delivery.AtMostOnce) continue;
            for (var i = 0; i < activation.Units!.Length; i++)
                if (activation.Units[i] is { Status: UnitStatus.Pending, Begun: true } unit)
                    Append(new UnitFailed(host.Now, activation.Id, i, unit.Attempt, UnknownOutcome, Disposition.NeedsDecision));
        }
    }

    private static readonly NodeError UnknownOutcome = new("The server stopped while this was under way: nobody knows whether it was done. Say whether it was.", "unknown-outcome");

    private void Apply(RunEvent happened)
    {
        var known = State.Activations.Count;
        var open = State.Open;
        Transitions.Apply(State, happened);
        if (happened.About >= 0) State.Activations[happened.About].ChangedAt = Sequence;
        for (var i = known; i < State.Activations.Count; i++)
            State.Activations[i].ChangedAt = Sequence;
        if (happened is SignalReceived or RunReopened || (happened.About < 0 && State.Open != open))
            foreach (var activation in State.Activations.Where(activation => activation.FinishedAt == happened.At))
                activation.ChangedAt = Sequence;
        switch (happened)
        {
            case NodeStarted e: Track(e.Activation); break;
            case UnitStarted e: Track(e.Activation); break;
            case UnitFailed e: Track(e.Activation); break;
            case CallsRequested e: Track(e.Activation); break;
            case CallDecided e: Track(e.Activation); break;
            case DecisionMade e: Track(e.Activation); break;
            case LimitReached e: Track(e.Activation); break;
            case ChildStarted e: Track(e.Activation); break;
            case ChildEnded e: Track(e.Activation); break;
            case RunPaused e: NoteStop(e); break;
            case RunReopened:
                errorRunStarted = false;
                foreach (var activation in State.Activations)
                    Track(activation.Id);
                break;
        }

        // A limit holds a step the moment it is created.
        for (var i = known; i < State.Activations.Count; i++)
            if (State.Activations[i] is { Status: ActivationStatus.Started, StartedAt: 0 })
                Track(i);
    }

    private void Track(int id)
    {
        var activation = State.Activations[id];
        if (activation.Status == ActivationStatus.Started) started.Add(activation);
        else started.Remove(activation);
        if (activation is { Status: ActivationStatus.Waiting, Children: not null }) parents.Add(activation);
        else parents.Remove(activation);
    }

    private void Carry(Command command)
    {
        var now = host.Now;
        switch (command)
        {
            case Command.Start start:
                Start(start.Activation, now);
                break;
            case Command.Retry retry:
                var unit = retry.Activation.Units![retry.Unit];
                Append(new UnitStarted(now, retry.Activation.Id, retry.Unit, unit.Attempt + 1, unit.Round));
                // Steps of stepped nodes and limited units are handed out like any others.
                if (Workflow.Nodes[retry.Activation.Node.Index] is { IsLimited: false, Type.Kind: not Catalog.NodeKind.Stepped })
                    Dispatch(new Work.Attempt(retry.Activation, retry.Unit, unit.Attempt, unit.Round));
                break;
            case Command.RetryCall retry:
                RetryCall(retry, now);
                break;
            case Command.Wake wake:
                Append(new WaitResolved(now, wake.Activation.Id, WaitEnd.Timer, wake.Activation.Wait!.AtDeadline));
                break;
            case Command.Force force:
                Append(new JoinForced(now, force.Node.Index, force.Missing));
                break;
            case Command.Fail fail:
                Append(new NodeFailed(now, fail.Activation.Id, fail.Error));
                break;
            case Command.TimeOut:
                Append(new CancelRequested(now, null, TimedOut: true));
                break;
            case Command.End end:
                End(end, now);
                break;
        }
    }

    private void End(Command.End end, long now)
    {
        var output = end.Outcome == RunOutcome.Succeeded ? RunResult.Find(State) : null;
        Append(new RunEnded(now, end.Outcome, end.Error, output?.Id ?? -1));
    }

    private void Start(Activation activation, long now)
    {
        var node = Workflow.Nodes[activation.Node.Index];
        if (StopsBefore(activation, node.Definition)) Append(new RunPaused(now, StopAt(activation)));
        else if (Limits.Exceeded(State, Bytes) is { } limit) Append(new LimitReached(now, activation.Id, limit));
        else if (State.Start!.Mode != RunMode.Production && node.Definition.Pin is { } pin)
        {
            var items = NodeResult.ItemsOf(pin);
            Append(new NodeCompleted(now, activation.Id, now, [PortOutput.Of(items, LineageFinder.Find(items, activation.Inputs))]));
        }
        else if (activation.Node.Disabled) Append(new NodeCompleted(now, activation.Id, now, Activations.PassedThrough(activation)));
        else if (activation.Node.IsLoop) LoopStart(activation, node, now);
        else if (node.Type?.Kind == Catalog.NodeKind.Stepped || node.Delivery != Delivery.Pure) Append(new NodeStarted(now, activation.Id));
        else if (node.IsInline && IsSmall(activation)) Take(StepRunner.RunPure(View, activation, now, Under(new Work.Pure(activation)), CancellationToken.None));
        else
        {
            State.Ready.Remove(activation);
            activation.StartedAt = now;
            Dispatch(new Work.Pure(activation));
        }
    }

    private void LoopStart(Activation activation, CompiledNode node, long now)
    {
        if (activation.IsBackPass && State.Nodes[activation.Node.Index].Loop is { } open)
        {
            Append(new LoopAdvanced(now, activation.Id, open.BatchSize, open.StopWhenNothingReturns));
            return;
        }

        try
        {
            var context = new ActivationContext(View, activation, node, 0, 1, 0, now, CancellationToken.None);
            var (size, stop) = LoopParameters.Of(context.BoundInput(0));
            Append(new LoopAdvanced(now, activation.Id, size, stop));
        }
        catch (NodeException e)
        {
            Fail(activation, 0, Fault.Of(e), 1);
        }
    }

    private bool IsSmall(Activation activation)
    {
        var items = 0;
        // A trigger works on what happened outside.
        var bytes = activation.Inputs.Length == 0 ? State.Start!.Input.Size : 0;
        foreach (var port in activation.Inputs)
        {
            items += port.Count;
            if (items > 256) return false;
            foreach (var item in port)
                bytes += item.Size;
        }

        return bytes <= 64 * 1024;
    }
}
