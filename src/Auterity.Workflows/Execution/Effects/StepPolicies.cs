using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>The parts of a node's policy that need its data: limits by key, the condition of a repetition, results used again.</summary>
internal static class StepPolicies
{
    private static readonly TimeSpan LeaseBeyondTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Waits until the policy lets one unit begin. The slot goes back when the attempt has ended.</summary>
    public static async Task<Report> AdmitAsync(RunData run, Work.Admission work, long at, EffectLimits limits, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[work.Activation.Node.Index];
        var policy = node.Definition.Policy;
        IDisposable? slot = null;
        try
        {
            var context = new ActivationContext(run, work.Activation, node, work.Unit, work.Number, work.Round, at, cancellationToken);
            if (policy.Concurrency is { } concurrency)
            {
                var lease = TimeSpan.FromSeconds(policy.TimeoutSeconds ?? StepRunner.DefaultTimeout) + LeaseBeyondTimeout;
                slot = await limits.EnterAsync(KeyOf(run, node, context, concurrency.Key, work.Unit), concurrency.Limit, lease, cancellationToken);
            }

            if (policy.Rate is { } rate)
                await limits.PassAsync(KeyOf(run, node, context, rate.Key, work.Unit), rate.Count, TimeSpan.FromSeconds(rate.Seconds), cancellationToken);
            return new Report.Admitted(work, slot);
        }
        catch (Exception e)
        {
            slot?.Dispose();
            return new Report.Failed(work, Fault.Of(e));
        }
    }

    /// <summary>What the policy's condition says of a failure; unchanged when there is none.</summary>
    public static Fault Judged(Fault fault, CompiledNode node, ActivationContext context, int unit)
    {
        if (node.Definition.Policy.Retry?.If is not { } condition) return fault;
        try
        {
            var error = JsonSerializer.SerializeToElement(fault.Error, JsonDefaults.Options);
            var verdict = context.Evaluate(RetryPolicy.TemplateOf(condition), unit, new Dictionary<string, JsonElement> { ["$error"] = error });
            return fault with { RetryIf = IsTrue(verdict) };
        }
        catch (NodeException e)
        {
            context.Log($"policy.retry.if could not be evaluated, so the step is not tried again: {e.Message}");
            return fault with { RetryIf = false };
        }
    }

    /// <summary>The key under which the result of a unit may be kept; null when it may not.</summary>
    public static string? CacheKey(RunData run, CompiledNode node, ActivationContext context, int unit)
    {
        if (node.Definition.Policy.Cache is not { } cache || node.Delivery != Delivery.AtLeastOnce || context.SawSensitive) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            Workflow = run.Workflow.Identity.Id,
            node.Definition.Id,
            node.Definition.Type,
            node.Definition.Version,
            node.Definition.Credentials,
            Key = cache.Key is { } template ? context.Evaluate(template, unit) : context.ResolvedParameters(unit),
        }));
        if (cache.Key is null)
        {
            var writer = new ByteWriter();
            ItemCodec.Write(writer, context.Item);
            hash.AppendData(writer.Written);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string KeyOf(RunData run, CompiledNode node, ActivationContext context, string? template, int unit) => template is null
        ? $"{run.Workflow.Identity.TenantId:N}/node/{run.Workflow.Identity.Id:N}/{node.Definition.Id}"
        : $"{run.Workflow.Identity.TenantId:N}/key/{context.Evaluate(template, unit)}";

    private static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text && text != "false",
        JsonValueKind.Object or JsonValueKind.Array => true,
        _ => false,
    };
}
