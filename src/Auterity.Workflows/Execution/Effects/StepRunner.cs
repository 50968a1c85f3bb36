using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Runs steps: binds their parameters, calls the node, turns what it throws into faults. Knows nothing of journals and shards.</summary>
internal static class StepRunner
{
    /// <summary>Longest time of an attempt when the policy says nothing, in seconds.</summary>
    public const double DefaultTimeout = 300;

    /// <summary>Runs a pure step on this thread.</summary>
    public static Report RunPure(RunData run, Activation activation, long at, Work work, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[activation.Node.Index];
        try
        {
            if (node.Type is null) return new Report.Failed(work, Missing(node));
            return node.Type.Kind == NodeKind.PerItem
                ? RunItems(run, activation, node, at, work, cancellationToken)
                : RunBatch(run, activation, node, at, work, cancellationToken);
        }
        catch (Exception e)
        {
            return new Report.Failed(work, Fault.Of(e));
        }
    }

    /// <summary>Makes one attempt at one unit of an effect, under the policy's timeout.</summary>
    public static async Task<Report> RunAttemptAsync(RunData run, Work.Attempt work, long at, TimeProvider time, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[work.Activation.Node.Index];
        var limit = node.Definition.Policy.TimeoutSeconds ?? DefaultTimeout;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Clamp(limit, 0.001, 4_000_000)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var context = new ActivationContext(run, work.Activation, node, work.Unit, work.Number, work.Round, at, either.Token);
        try
        {
            if (node.Type is null) return new Report.Failed(work, Missing(node));
            var input = context.BoundInput(work.Unit);
            if (node.Type.Kind == NodeKind.PerItem)
            {
                var items = await RunItemAsync(run, node, input, context, work.Unit, either.Token).WaitAsync(either.Token);
                return Redaction.Apply(new Report.Units(work, [Checked(work.Unit, items, run)]), context);
            }

            var result = await node.Type.RunBatchAsync(input, context, either.Token).WaitAsync(either.Token);
            return Redaction.Apply(new Report.Result(work, result), context);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Redaction.Apply(new Report.Failed(work, StepPolicies.Judged(Fault.TimedOut(limit), node, context, work.Unit)), context);
        }
        catch (Exception e)
        {
            return Redaction.Apply(new Report.Failed(work, StepPolicies.Judged(Fault.Of(e), node, context, work.Unit)), context);
        }
    }

    private static async Task<IReadOnlyList<Item>> RunItemAsync(RunData run, CompiledNode node, object input, ActivationContext context, int unit, CancellationToken cancellationToken)
    {
        if (run.Services.Results is not { } cache || StepPolicies.CacheKey(run, node, context, unit) is not { } key)
            return await node.Type!.RunItemAsync(input, context, cancellationToken);
        var tenant = run.Workflow.Identity.TenantId;
        if (await cache.FindAsync(tenant, key, cancellationToken) is { } kept)
        {
            context.Log("Answered from the cache (policy.cache).");
            return kept;
        }

        var items = await node.Type!.RunItemAsync(input, context, cancellationToken);
        await cache.KeepAsync(tenant, key, items, node.Definition.Policy.Cache!, cancellationToken);
        return items;
    }

    /// <summary>Lets a stepped node decide.</summary>
    public static Report RunStep(RunData run, Work.Step work, long at, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[work.Activation.Node.Index];
        var unit = work.Activation.Units![work.Unit];
        var context = new ActivationContext(run, work.Activation, node, work.Unit, Math.Max(1, unit.Attempt), unit.Round, at, cancellationToken);
        try
        {
            var type = (SteppedType)node.Type!;
            var input = context.BoundInput(work.Unit);
            var step = unit.Steps is not { } steps
                ? type.Start(input, context)
                : type.Continue(input, steps.State.Json, [.. steps.Calls.Skip(steps.From).Select(call => OutcomeOf(steps.Outcomes[call.Index]))], context);
            return Redaction.Apply(new Report.Stepped(work, step), context);
        }
        catch (Exception e)
        {
            return Redaction.Apply(new Report.Failed(work, Fault.Of(e)), context);
        }
    }

    /// <summary>Calls an attachment, again if its policy says so; the host hears of the last attempt only.</summary>
    public static async Task<Report> RunCallAsync(RunData run, Work.Call work, long at, TimeProvider time, CancellationToken cancellationToken)
    {
        var attached = run.Workflow.Nodes[work.Request.Node];
        for (var attempt = 1; ; attempt++)
        {
            var report = await RunCallAsync(run, work, attached, attempt, at, time, cancellationToken);
            if (report is not Report.Failed failed || cancellationToken.IsCancellationRequested) return report;
            var (disposition, retryAt, _) = FailurePlanner.Decide(attached.Definition.Policy, attached.Delivery, failed.Fault, attempt, 0, 0.5);
            if (disposition != Disposition.Retry) return report;
            await Task.Delay(TimeSpan.FromMicroseconds(retryAt), time, cancellationToken);
        }
    }

    private static async Task<Report> RunCallAsync(RunData run, Work.Call work, CompiledNode attached, int attempt, long at, TimeProvider time, CancellationToken cancellationToken)
    {
        var limit = attached.Definition.Policy.TimeoutSeconds ?? DefaultTimeout;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(Math.Clamp(limit, 0.001, 4_000_000)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var context = new ActivationContext(run, work.Activation, attached, work.Unit, attempt, work.Request.Index, at, either.Token);
        try
        {
            if (attached.Type is not AttachmentType type) return new Report.Failed(work, Missing(attached));
            var result = await type.CallAsync(context.BoundInput(work.Unit), work.Request.Arguments.Json, context, either.Token).WaitAsync(either.Token);
            return Redaction.Apply(new Report.Called(work, Item.From(result)), context);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Redaction.Apply(new Report.Failed(work, Fault.TimedOut(limit)), context);
        }
        catch (Exception e)
        {
            return Redaction.Apply(new Report.Failed(work, Fault.Of(e)), context);
        }
    }

    private static Report.Units RunItems(RunData run, Activation activation, CompiledNode node, long at, Work work, CancellationToken cancellationToken)
    {
        var count = activation.UnitCount(perItem: true);
        var ended = new UnitReport[count];
        List<string>? log = null;
        var session = run.NewSession();
        for (var i = 0; i < count; i++)
        {
            var context = new ActivationContext(run, activation, node, i, 1, 0, at, cancellationToken, session);
            try
            {
                var items = node.Type!.RunItemAsync(context.BoundInput(i), context, cancellationToken).GetAwaiter().GetResult();
                ended[i] = Redaction.Apply(Checked(i, items, run), context);
            }
            catch (Exception e)
            {
                ended[i] = Redaction.Apply(new UnitReport(i, [], StepPolicies.Judged(Fault.Of(e), node, context, i)), context);
            }

            if (Redaction.LinesOf(context, context.Secrets.Mask()) is { } lines) (log ??= []).AddRange(lines);
        }

        return new Report.Units(work, ended) { Log = log };
    }

    private static Report RunBatch(RunData run, Activation activation, CompiledNode node, long at, Work work, CancellationToken cancellationToken)
    {
        var context = new ActivationContext(run, activation, node, 0, 1, 0, at, cancellationToken);
        try
        {
            var result = node.Type!.RunBatchAsync(context.BoundInput(0), context, cancellationToken).GetAwaiter().GetResult();
            return Redaction.Apply(new Report.Result(work, result), context);
        }
        catch (Exception e)
        {
            return Redaction.Apply(new Report.Failed(work, Fault.Of(e)), context);
        }
    }

    private static UnitReport Checked(int unit, IReadOnlyList<Item> items, RunData run) => Limits.Exceeded(items, run.State.ItemLimit) is { } limit
        ? new UnitReport(unit, [], new Fault(new NodeError(limit, Limits.Code), false, Sent.Yes, null))
        : new UnitReport(unit, items, null);

    private static CallOutcome OutcomeOf(CallEnded call) => new(call.Result?.Json, call.Error);

    private static Fault Missing(CompiledNode node) => new(
        new NodeError($"'{node.Definition.Name}' has the type '{node.Definition.Type}', which this installation does not have.", "node-type-missing"), false, Sent.No, null);
}
