using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>What becomes of reports: the events that workers' results and failures turn into.</summary>
internal sealed partial class LiveRun
{
    private void TakeResult(Report.Result report)
    {
        var activation = report.Work.Activation;
        var now = host.Now;
        var since = activation.StartedAt > 0 ? activation.StartedAt : now;
        switch (report.Value)
        {
            case NodeResult.Outputs outputs:
                if (outputs.Ports.Select(port => port is null ? null : Limits.Exceeded(State, port.Items)).FirstOrDefault(limit => limit is not null) is { } limit)
                {
                    Append(new LimitReached(now, activation.Id, limit));
                    return;
                }

                Append(new NodeCompleted(now, activation.Id, since, [.. outputs.Ports.Select(port => PortOf(port, activation))])
                {
                    Answer = outputs.Answer,
                    IsRunOutput = outputs.IsRunOutput,
                    Log = report.Log,
                });
                if (outputs.Answer is { } answer && !Answered)
                {
                    Answered = true;
                    host.Answer(this, answer);
                }

                break;
            case NodeResult.Sleep sleep:
                Append(new WaitCreated(now, activation.Id, Math.Max(1, Micros.Of(sleep.Until)), null, PortOf(sleep.Items, activation)));
                break;
            case NodeResult.AwaitSignal wait:
                var fallback = wait.OnTimeout is { } items ? PortOf(items, activation) : Activations.PassedOn(activation);
                Append(new WaitCreated(now, activation.Id, wait.Deadline is { } deadline ? Micros.Of(deadline) : 0, wait.Signal, fallback));
                break;
            case NodeResult.CallWorkflow call:
                CallWorkflow(activation, call, now);
                break;
            case NodeResult.Stop { Error: null }:
                Append(new NodeCompleted(now, activation.Id, since, []) { StopsRun = true, Log = report.Log });
                break;
            case NodeResult.Stop stop:
                Append(new UnitFailed(now, activation.Id, 0, 1, stop.Error, Disposition.Fail) { Log = report.Log });
                break;
        }
    }

    private void TakeUnits(Report.Units report)
    {
        var activation = report.Work.Activation;
        var pure = report.Work is Work.Pure;
        if (pure && report.Ended.All(unit => unit.Fault is null))
        {
            var since = activation.StartedAt > 0 ? activation.StartedAt : host.Now;
            var (items, lineage) = Joined(report.Ended, activation);
            if (Limits.Exceeded(State, items) is { } limit)
            {
                Append(new LimitReached(host.Now, activation.Id, limit));
                return;
            }

            Append(new NodeCompleted(host.Now, activation.Id, since, [PortOutput.Of(items, lineage)]) { Log = report.Log });
            return;
        }

        if (pure) Append(new NodeStarted(activation.StartedAt > 0 ? activation.StartedAt : host.Now, activation.Id));
        var ended = report.Ended.Select(unit => Within(unit, activation)).ToArray();
        var good = ended.Where(unit => unit.Fault is null).Select(unit => new UnitOutput(unit.Unit, unit.Items)).ToArray();
        if (good.Length > 0) Append(new UnitsCompleted(host.Now, activation.Id, good) { Log = report.Log });
        var log = good.Length > 0 ? null : report.Log;
        foreach (var unit in ended)
        {
            if (unit.Fault is not { } fault || !activation.IsOpen) continue;
            Fail(activation, unit.Unit, fault, Math.Max(1, activation.Units![unit.Unit].Attempt), log);
            log = null;
        }
    }

    /// <summary>One unit too many for a token is held; what must not be done twice is never thrown away for it.</summary>
    private UnitReport Within(UnitReport unit, Activation activation) =>
        unit.Fault is null && Workflow.Nodes[activation.Node.Index].Delivery != Delivery.AtMostOnce && Limits.Exceeded(State, activation, unit.Items.Count) is { } limit
            ? new UnitReport(unit.Unit, [], new Fault(new NodeError(limit, Limits.Code), false, Sent.Yes, null))
            : unit;

    private static (IReadOnlyList<Item> Items, Lineage Lineage) Joined(IReadOnlyList<UnitReport> ended, Activation activation)
    {
        if (ended.Count == 1) return (ended[0].Items, activation.Inputs.Length == 0 ? Lineage.Unknown : Lineage.Single(new ItemSource(0, 0)));
        var items = new List<Item>(ended.Count);
        var sources = new List<ItemSource>(ended.Count);
        foreach (var unit in ended)
            foreach (var item in unit.Items)
            {
                items.Add(item);
                sources.Add(new ItemSource(0, unit.Unit));
            }

        for (var i = 0; i < sources.Count; i++)
            if (sources[i].Index != i || items.Count != ended.Count)
                return (items, Lineage.Index([.. sources]));
        return (items, Lineage.Identity(0));
    }

    private void TakeFailure(Report.Failed report)
    {
        var activation = report.Work.Activation;
        switch (report.Work)
        {
            case Work.Call call:
                FailCall(call, report.Fault);
                break;
            case Work.Attempt attempt:
                Fail(activation, attempt.Unit, report.Fault, attempt.Number, report.Log);
                break;
            case Work.Admission admission:
                Fail(activation, admission.Unit, report.Fault, admission.Number);
                break;
            case Work.Step step:
                Fail(activation, step.Unit, report.Fault, Math.Max(1, activation.Units![step.Unit].Attempt), report.Log);
                break;
            default:
                Fail(activation, 0, report.Fault, 1, report.Log);
                break;
        }
    }

    /// <summary>The attempt was not made. One that must not be repeated on a guess has been announced: say that it was not made, so that it can be.</summary>
    private void Defer(Report.Deferred report)
    {
        if (TriedBy(report.Work) is not { } tried) return;
        if (report.Work is Work.LookUp) tried.LookedUp = 0;
        if (tried is not { Status: UnitStatus.Pending, Begun: true }) return;
        if (report.Work is Work.Attempt attempt)
            Append(new UnitFailed(host.Now, attempt.Activation.Id, attempt.Unit, attempt.Number - 1, NotMade, Disposition.Retry, host.Now, tried.Round));
        else if (report.Work is Work.Call call)
            Append(new CallFailed(host.Now, call.Activation.Id, call.Unit, call.Request.Index, call.Number - 1, NotMade, Disposition.Retry, host.Now, tried.Round));
    }

    private static readonly NodeError NotMade = new("The server was about to stop: this attempt was not made.", "not-made");

    private void Fail(Activation activation, int unit, Fault fault, int attempt, IReadOnlyList<string>? log = null)
    {
        var node = Workflow.Nodes[activation.Node.Index];
        var (disposition, retryAt, newKey) = FailurePlanner.Decide(node.Definition.Policy, node.Delivery, fault, attempt - (activation.Units?[unit].Forgiven ?? 0), host.Now, host.Chance(), fault.RetryIf);
        var round = activation.Units?[unit].Round ?? 0;
        if (disposition == Disposition.Retry && (newKey || fault.Sent == Sent.Unknown && node.Definition.Policy.NewKeyAfter == Definitions.NewKey.Any)) round++;
        Append(new UnitFailed(host.Now, activation.Id, unit, attempt, fault.Error, disposition, retryAt, round) { Log = log });
    }

    /// <summary>What the run does not know yet: a repetition with the same parameters says nothing new.</summary>
    private static StepRecord? New(StepRecord record, Activation activation)
    {
        var parameters = record.Parameters.Where(unit => activation.Parameters?.TryGetValue(unit.Unit, out var known) is not true || !known.Span.SequenceEqual(unit.Json.Span)).ToArray();
        return parameters.Length == 0 && (record.Warnings & ~activation.Warnings) == 0 ? null : record with { Parameters = parameters };
    }

    private static PortOutput PortOf(PortItems? port, Activation activation)
    {
        if (port is null || port.Items.Count == 0) return PortOutput.Skip;
        return PortOutput.Of(port.Items, port.Sources is { } sources ? LineageFinder.Of(sources) : LineageFinder.Find(port.Items, activation.Inputs));
    }

    private LateCompletion Late(Report report) => new(
        host.Now, report.Work.Activation.Id, report.Work switch { Work.Attempt attempt => attempt.Unit, Work.Call call => call.Unit, _ => 0 }, report is not Report.Failed, (report as Report.Failed)?.Fault.Error);
}
