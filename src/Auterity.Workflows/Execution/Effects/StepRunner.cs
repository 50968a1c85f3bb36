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
        using var timeout = TimeoutOf(limit, time);
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

    /// <summary>Ends an attempt after so many seconds.</summary>
    public static CancellationTokenSource TimeoutOf(double seconds, TimeProvider time) => new(TimeSpan.FromSeconds(Math.Clamp(seconds, 0.001, 4_000_000)), time);

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

    private static UnitReport Checked(int unit, IReadOnlyList<Item> items, RunData run) => Limits.Exceeded(run.State, items) is { } limit
        ? new UnitReport(unit, [], new Fault(new NodeError(limit, Limits.Code), false, Sent.Yes, null))
        : new UnitReport(unit, items, null);

    public static Fault Missing(CompiledNode node) => new(
        new NodeError($"'{node.Definition.Name}' has the type '{node.Definition.Type}', which this installation does not have.", "node-type-missing"), false, Sent.No, null);
}
