using System.Buffers.Binary;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Runs that a run starts: those its steps call, and the one that handles its failure.</summary>
/// <remarks><code>ChildStarted ─ on disk ─▶ the child starts ─ on disk, or over ─▶ ChildEnded</code></remarks>
internal sealed partial class LiveRun
{
    /// <summary>Most runs that may stand above one another: a workflow that calls itself ends here.</summary>
    public const int MaxDepth = 32;

    private bool errorRunStarted;

    private void CallWorkflow(Activation activation, NodeResult.CallWorkflow call, long now)
    {
        if (call.Inputs.Count == 0)
        {
            Append(new NodeCompleted(now, activation.Id, now, [Activations.PassedOn(activation)]));
            return;
        }

        var children = new ChildRun[call.Inputs.Count];
        for (var i = 0; i < children.Length; i++)
            children[i] = new ChildRun(ChildId(activation, i, activation.Calls), call.WorkflowId, LinkTo(activation.Id, i, call.Wait), ChildInput.Of(call.Inputs[i].Items));
        if (children[0].Link.Depth > MaxDepth)
        {
            Fail(activation, 0, new Fault(new NodeError($"Workflows call each other more than {MaxDepth} deep here. Does one call itself?", "call-depth"), false, Sent.No, null), 1);
            return;
        }

        foreach (var child in children)
        {
            if (host.StartChild(this, child) is { } error)
            {
                Fail(activation, 0, new Fault(error, false, Sent.No, null), 1);
                return;
            }

            Append(new ChildStarted(now, activation.Id, child.Link.Child, child.RunId, child.WorkflowId, child.Input, call.Wait));
        }
    }

    /// <summary>Children of which this run has not heard yet.</summary>
    public IEnumerable<ChildRun> OpenChildren() =>
        from activation in State.Activations
        where activation is { Status: ActivationStatus.Waiting, Children: not null }
        from pair in activation.Children!.Index()
        where pair.Item.End is null
        select new ChildRun(pair.Item.RunId, pair.Item.WorkflowId, LinkTo(activation.Id, pair.Index, pair.Item.Waits), pair.Item.Input);

    /// <summary>The run that an error workflow may have been started with; null when there is no reason for one.</summary>
    public Guid? ErrorRunId() => !IsOver && Workflow.Definition.Settings.ErrorWorkflow is not null && (State.Failed is not null || State.Cancel is { TimedOut: true }) ? ChildId(Failing, -1, State.Reopenings) : null;

    /// <summary>The error run is on disk: it must not be started again.</summary>
    public void ErrorRunFound() => errorRunStarted = true;

    private Activation Failing => State.Failed ?? State.Activations[0];

    private bool StartsErrorRun(Command.End end)
    {
        if (errorRunStarted || State.Start!.Mode != RunMode.Production || Header.IsErrorRun || Workflow.Definition.Settings.ErrorWorkflow is not { } handler) return false;
        errorRunStarted = true;
        return host.StartChild(this, new ChildRun(ChildId(Failing, -1, State.Reopenings), handler, LinkTo(Failing.Id, -1, waits: false), ErrorReport.Of(this, end.Error))) is null;
    }

    private ParentLink LinkTo(int activation, int child, bool waits) => new(Id, activation, child, waits, (Header.Parent?.Depth ?? 0) + 1);

    /// <param name="round">What tells a repetition from the first time.</param>
    private Guid ChildId(Activation activation, int child, int round)
    {
        Span<byte> seed = stackalloc byte[28];
        Id.TryWriteBytes(seed, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(seed[16..], activation.Id);
        BinaryPrimitives.WriteInt32LittleEndian(seed[20..], child);
        BinaryPrimitives.WriteInt32LittleEndian(seed[24..], round);
        return RunId.Derived(Micros.ToInstant(State.Start!.At), RunId.ShardOf(Id), seed);
    }
}
