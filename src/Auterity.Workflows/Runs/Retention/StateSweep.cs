using Auterity.Platform.Data;
using Auterity.Workflows.State;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Deletes values of the key-value state whose time is over (ENGINE rule 38).</summary>
internal sealed class StateSweep(AuterityDbFactory contexts, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <summary>So long a value that is over still knows who wrote it, for steps that are repeated after a crash.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <returns>How many values were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Grace;
        await using var db = contexts.Create(TenantScope.System("retention"));
        var deleted = 0;
        while (true)
        {
            var step = await db.AcrossTenants<StateRow>("retention of every tenant").Where(value => value.ExpiresAt < before).OrderBy(value => value.ExpiresAt).Take(AtOnce)
                .ExecuteDeleteAsync(cancellationToken);
            deleted += step;
            if (step < AtOnce) return deleted;
        }
    }
}
