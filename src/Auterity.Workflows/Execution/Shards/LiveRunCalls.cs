using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Stepped nodes and the calls they ask for: each call is tried under the attached node's own policy (ENGINE rule 14).</summary>
internal sealed partial class LiveRun
{
    private void PumpCalls(Activation activation, int index, Steps steps)
    {
        if (steps.IsDoubted && steps.Calls.Exists(call => call is { Status: UnitStatus.Pending, InFlight: false }))
        {
            Dispatch(new Work.Step(activation, index) { IsReplay = true });
            return;
        }

        foreach (var call in steps.Calls)
        {
            if (call.InFlight) continue;
            LookUp(activation, index, call, Workflow.Nodes[call.Request.Node], call.Request);
            if (call.Status == UnitStatus.Pending) BeginCall(activation, index, call);
        }
    }

    private void BeginCall(Activation activation, int unit, Call call)
    {
        var number = call.Begun ? call.Attempt : call.Attempt + 1;
        if (!call.Begun && (number > 1 || Workflow.Nodes[call.Request.Node].Delivery == Delivery.AtMostOnce))
            Append(new CallStarted(host.Now, activation.Id, unit, call.Request.Index, number, call.Round));
        Dispatch(new Work.Call(activation, unit, call.Request, number, call.Round));
    }

    private void RetryCall(Command.RetryCall retry, long now)
    {
        var call = retry.Activation.Units![retry.Unit].Steps!.Calls[retry.Call];
        Append(new CallStarted(now, retry.Activation.Id, retry.Unit, retry.Call, call.Attempt + 1, call.Round));
    }

    private void TakeStep(Report.Stepped report)
    {
        var work = (Work.Step)report.Work;
        var activation = work.Activation;
        if (work.IsReplay)
        {
            Compare(work, report.Value);
            return;
        }

        switch (report.Value)
        {
            case NodeStep.Done done when Limits.Exceeded(State, [done.Output]) is { } limit:
                Fail(activation, work.Unit, new Fault(new NodeError(limit, Limits.Code), false, Sent.No, null), Math.Max(1, activation.Units![work.Unit].Attempt));
                break;
            case NodeStep.Done done:
                Append(new UnitsCompleted(host.Now, activation.Id, [new UnitOutput(work.Unit, ItemJson.MarkedFor(activation.Node, [done.Output]))]) { Log = report.Log });
                break;
            case NodeStep.Calls calls:
                var first = activation.Units![work.Unit].Steps?.Calls.Count ?? 0;
                var requests = new List<CallRequest>(calls.Requests.Count);
                foreach (var call in calls.Requests)
                {
                    var target = FindAttachment(activation, call);
                    if (target < 0)
                    {
                        Fail(activation, work.Unit, new Fault(new NodeError($"'{activation.Node.Name}' has no attachment '{call.Attachment ?? call.Slot}' to call.", "attachment-missing"), false, Sent.No, null), 1);
                        return;
                    }

                    requests.Add(new CallRequest(first + requests.Count, target, ItemJson.MarkedFor(activation.Node, [Item.From(call.Arguments)])[0]));
                }

                Append(new CallsRequested(host.Now, activation.Id, work.Unit, ItemJson.MarkedFor(activation.Node, [Item.From(calls.State)])[0], requests));
                break;
        }
    }

    /// <summary>A step taken again must ask for what it asked for before: else the answers that are known belong to other questions.</summary>
    private void Compare(Work.Step work, NodeStep again)
    {
        var activation = work.Activation;
        var steps = activation.Units![work.Unit].Steps!;
        var known = steps.Calls[steps.From..];
        var asked = (again as NodeStep.Calls)?.Requests ?? [];
        steps.IsDoubted = false;
        for (var i = 0; i < Math.Max(known.Count, asked.Count); i++)
        {
            if (i < known.Count && i < asked.Count && known[i].Request.Node == FindAttachment(activation, asked[i]) && JsonElement.DeepEquals(known[i].Request.Arguments.Json, asked[i].Arguments)) continue;
            var error = new NodeError($"'{activation.Node.Name}' was asked again after a restart and wants something else for call {steps.From + i}: its steps must depend on nothing but their input and the answers so far.", "non-repeatable");
            Fail(activation, work.Unit, new Fault(error, false, Sent.Yes, null), Math.Max(1, activation.Units[work.Unit].Attempt));
            return;
        }
    }

    private int FindAttachment(Activation activation, NodeCall call)
    {
        foreach (var (slot, node) in Workflow.Nodes[activation.Node.Index].Attachments)
            if (slot == call.Slot && (call.Attachment is null || Workflow.Nodes[node].Definition.Name == call.Attachment))
                return node;
        return -1;
    }

    /// <summary>A call failed: again later, a person, or the host hears of it.</summary>
    private void FailCall(Work.Call work, Fault fault)
    {
        var (activation, unit, index, now) = (work.Activation, work.Unit, work.Request.Index, host.Now);
        if (CallOf(activation, unit, index) is not { Outcome: null } call) return;
        var attached = Workflow.Nodes[work.Request.Node];
        var policy = attached.Definition.Policy;
        var (disposition, retryAt, newKey) = FailurePlanner.Decide(policy, attached.Delivery, fault, work.Number - call.Forgiven, now, host.Chance(), fault.RetryIf);
        if (disposition is Disposition.Retry or Disposition.Hold or Disposition.NeedsDecision)
        {
            var isNew = disposition == Disposition.Retry && (newKey || (fault.Sent == Sent.Unknown && policy.NewKeyAfter == Definitions.NewKey.Any));
            Append(new CallFailed(now, activation.Id, unit, index, work.Number, fault.Error, disposition, retryAt, isNew ? call.Round + 1 : call.Round));
        }
        else
        {
            Append(new CallEnded(now, activation.Id, unit, index, null, fault.Error));
        }
    }

    /// <summary>After a crash: calls that nobody heard of, and steps that nobody remembers taking.</summary>
    private void RecoverCalls(Activation activation)
    {
        for (var i = 0; i < activation.Units!.Length; i++)
        {
            if (activation.Units[i] is not { Status: UnitStatus.Pending, Steps: { IsAsking: true } steps }) continue;
            steps.IsDoubted = true;
            foreach (var call in steps.Calls)
                if (call is { Status: UnitStatus.Pending, Begun: true } && Workflow.Nodes[call.Request.Node].Delivery == Delivery.AtMostOnce)
                    Append(new CallFailed(host.Now, activation.Id, i, call.Request.Index, call.Attempt, UnknownOutcome, Disposition.NeedsDecision, 0, call.Round));
        }
    }
}
