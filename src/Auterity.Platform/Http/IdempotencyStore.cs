using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Http;

/// <summary>Remembers for seven days what was answered to which key.</summary>
internal sealed class IdempotencyStore(AuterityDbFactory contexts, Database database, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>A claim older than this belongs to a process that died at work; the next request takes it over.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<(Guid, string, string), TaskCompletionSource> working = new();

    /// <summary>Claims the key for this request, or returns what an earlier one left: its answer, or status 0 while it is at work.</summary>
    public async Task<IdempotentAnswer?> ClaimAsync(Guid tenant, string route, string key, byte[] bodyHash, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenant));
        var now = time.GetUtcNow();
        var earlier = await FindAsync(db, route, key, cancellationToken);
        if (earlier is not null && earlier.CreatedAt + (earlier.Status == 0 ? Abandoned : Kept) > now) return earlier;
        if (earlier is not null) db.Remove(earlier);
        if (earlier is not null) await db.SaveChangesAsync(cancellationToken);

        db.Add(new IdempotentAnswer { Route = route, Key = key, BodyHash = bodyHash, CreatedAt = now });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(db, route, key, cancellationToken) is { } other) return other;
            throw;
        }

        working[(tenant, route, key)] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return null;
    }

    /// <summary>Keeps the answer; a fault of ours is forgotten instead, so that trying again tries again.</summary>
    public async Task FinishAsync(Guid tenant, string route, string key, Action<IdempotentAnswer>? fill, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenant));
            var row = await FindAsync(db, route, key, cancellationToken);
            if (row is null) return;
            if (fill is null) db.Remove(row);
            else fill(row);
            await db.SaveChangesAsync(cancellationToken);
        }
        finally
        {
            if (working.TryRemove((tenant, route, key), out var done)) done.SetResult();
        }
    }

    /// <summary>Waits until the request at work has answered.</summary>
    /// <returns>False when it takes too long, or the process it was at work in has died.</returns>
    public async Task<bool> WaitAsync(Guid tenant, string route, string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!working.TryGetValue((tenant, route, key), out var done))
            return database.Provider == DatabaseProvider.Postgres && await WaitForOtherAsync(tenant, route, key, longest, cancellationToken);
        try
        {
            await done.Task.WaitAsync(longest, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>It is at work in another process: look until it has answered.</summary>
    private async Task<bool> WaitForOtherAsync(Guid tenant, string route, string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < longest; await Task.Delay(BetweenLooks, time, cancellationToken))
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenant));
            if (await FindAsync(db, route, key, cancellationToken) is not { Status: 0 }) return true;
        }

        return false;
    }

    /// <summary>Deletes what is older than seven days, a few hundred rows a step.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        const int step = 500;
        await using var db = contexts.Create(TenantScope.System("expired idempotency keys"));
        var before = time.GetUtcNow() - Kept;
        int deleted;
        do
        {
            var batch = db.AcrossTenants<IdempotentAnswer>("expiry").Where(answer => answer.CreatedAt < before).OrderBy(answer => answer.CreatedAt).Take(step);
            deleted = await batch.ExecuteDeleteAsync(cancellationToken);
        }
        while (deleted == step);
    }

    private static Task<IdempotentAnswer?> FindAsync(AuterityDb db, string route, string key, CancellationToken cancellationToken) =>
        db.Set<IdempotentAnswer>().FirstOrDefaultAsync(answer => answer.Route == route && answer.Key == key, cancellationToken);
}
