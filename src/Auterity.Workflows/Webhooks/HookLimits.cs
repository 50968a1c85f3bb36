using System.Net;
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

    private readonly PartitionedRateLimiter<string> tests = PartitionedRateLimiter.Create<string, string>(address => RateLimits.PerMinute(address, options.Value.TestCallsPerMinute));

    /// <summary>Takes one call of the hook; a problem when there are none left.</summary>
    public ProblemHttpResult? Take(Guid tenantId, Guid workflowId, string nodeId) =>
        Take(calls, new HookKey(tenantId, workflowId, nodeId), "The limit of calls of this hook is reached");

    /// <summary>Takes one look for a draft, which costs more than a call of a published hook; a problem when the caller's address has none left.</summary>
    public ProblemHttpResult? TakeTest(IPAddress? caller) => Take(tests, caller?.ToString() ?? "", "The limit of test calls from this address is reached");

    private static ProblemHttpResult? Take<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key, string refusal)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired) return null;
        var wait = RateLimits.WaitOf(lease);
        return Problems.TooMany("too-many-requests", "Too many calls", $"{refusal}; nothing was started. Try again in {wait} s.", wait);
    }

    public void Dispose()
    {
        calls.Dispose();
        tests.Dispose();
    }

    private readonly record struct HookKey(Guid TenantId, Guid WorkflowId, string NodeId);
}
