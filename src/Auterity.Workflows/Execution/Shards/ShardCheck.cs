using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The shards of this process have been recovered: before, it has runs that it cannot go on with.</summary>
internal sealed class ShardCheck(ShardService shards) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (shards.IsReady) return Task.FromResult(HealthCheckResult.Healthy());
        var (up, home) = shards.Progress;
        return Task.FromResult(HealthCheckResult.Unhealthy(home == 0 ? "The process is not a member of the cluster yet." : $"{up} of {home} shards are recovered."));
    }
}
