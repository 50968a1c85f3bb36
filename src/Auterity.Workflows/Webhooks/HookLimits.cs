using System.Threading.RateLimiting;
using Auterity.Platform;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Webhooks;

/// <summary>How often one hook answers, so that a flood on one leaves the others alone.</summary>
internal sealed class HookLimits(IOptions<PlatformOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<HookKey> calls = PartitionedRateLimiter.Create<HookKey, HookKey>(key => RateLimits.PerMinute(key, options.Value.CallsPerMinutePerHook));

    /// <summary>Takes one call of the hook; a problem when there are none left.</summary>
    public ProblemHttpResult? Take(Guid tenantId, Guid workflowId, string nodeId)
    {
        using var lease = calls.AttemptAcquire(new HookKey(tenantId, workflowId, nodeId));
        if (lease.IsAcquired) return null;
        var wait = RateLimits.WaitOf(lease);
        return Problems.TooMany("too-many-requests", "Too many calls", $"The limit of calls of this hook is reached; nothing was started. Try again in {wait} s.", wait);
    }

    public void Dispose() => calls.Dispose();

    private readonly record struct HookKey(Guid TenantId, Guid WorkflowId, string NodeId);
}
