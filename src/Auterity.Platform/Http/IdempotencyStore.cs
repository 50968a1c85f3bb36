using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Http;

/// <summary>Remembers for seven days what was answered to which key.</summary>
internal sealed class IdempotencyStore(AuterityDbFactory contexts, Database database, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>A claim of another process that nobody has renewed for so long belongs to one that died at work; the next request takes it over.</summary>
    public static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>What this process looks at or works on: one request of a key at a time.</summary>
    private readonly ConcurrentDictionary<Claim, Work> working = new();

    /// <summary>Claims the key for this request, or returns what an earlier one left: its answer, or status 0 while it is at work.</summary>
    public async Task<IdempotentAnswer?> ClaimAsync(Guid tenant, string route, string key, byte[] bodyHash, CancellationToken cancellationToken)
    {
        var claim = new Claim(tenant, route, key);
        var mine = new Work(bodyHash);
        var work = working.GetOrAdd(claim, mine);
        if (work != mine) return new IdempotentAnswer { Route = route, Key = key, BodyHash = work.BodyHash };
        var claimed = false;
        try
        {
            var earlier = await TakeAsync(claim, bodyHash, cancellationToken);
            claimed = earlier is null;
            return earlier;
        }
        finally
        {
            if (!claimed) Leave(claim);
        }
    }

    private async Task<IdempotentAnswer?> TakeAsync(Claim claim, byte[] bodyHash, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(claim.Tenant));
        var now = time.GetUtcNow();
        var earlier = await FindAsync(db, claim.Route, claim.Key, cancellationToken);
        if (earlier is not null && earlier.CreatedAt + LifeOf(earlier) > now) return earlier;
        if (earlier is not null)
        {
            // Only what was read: another process may have taken it over meanwhile.
            await db.Set<IdempotentAnswer>().Where(answer => answer.Route == claim.Route && answer.Key == claim.Key && answer.CreatedAt == earlier.CreatedAt).ExecuteDeleteAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        db.Add(new IdempotentAnswer { Route = claim.Route, Key = claim.Key, BodyHash = bodyHash, CreatedAt = now });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await FindAsync(db, claim.Route, claim.Key, cancellationToken) is { } other) return other;
            throw;
        }

        return null;
    }

    /// <summary>A claim on SQLite that is not at work in this process, the only one, is nobody's.</summary>
    private TimeSpan LifeOf(IdempotentAnswer answer) => answer.Status != 0 ? Kept : database.Provider == DatabaseProvider.Sqlite ? TimeSpan.Zero : Abandoned;

    /// <summary>Keeps other processes from taking over what takes long here.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (database.Provider == DatabaseProvider.Sqlite) return;
        foreach (var claim in working.Keys)
        {
            await using var db = contexts.Create(TenantScope.Tenant(claim.Tenant));
            var now = time.GetUtcNow();
            await db.Set<IdempotentAnswer>().Where(answer => answer.Route == claim.Route && answer.Key == claim.Key && answer.Status == 0)
                .ExecuteUpdateAsync(set => set.SetProperty(answer => answer.CreatedAt, now), cancellationToken);
        }
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
            Leave(new Claim(tenant, route, key));
        }
    }

    /// <summary>Waits until the request at work has answered.</summary>
    /// <returns>False when it takes too long, or the process it was at work in has died.</returns>
    public async Task<bool> WaitAsync(Guid tenant, string route, string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (longest <= TimeSpan.Zero) return false;
        if (!working.TryGetValue(new Claim(tenant, route, key), out var work))
            return database.Provider == DatabaseProvider.Sqlite || await WaitForOtherAsync(tenant, route, key, longest, cancellationToken);
        try
        {
            await work.Done.Task.WaitAsync(longest, time, cancellationToken);
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

    private void Leave(Claim claim)
    {
        if (working.TryRemove(claim, out var work)) work.Done.SetResult();
    }

    private static Task<IdempotentAnswer?> FindAsync(AuterityDb db, string route, string key, CancellationToken cancellationToken) =>
        db.Set<IdempotentAnswer>().FirstOrDefaultAsync(answer => answer.Route == route && answer.Key == key, cancellationToken);

    private readonly record struct Claim(Guid Tenant, string Route, string Key);

    private sealed class Work(byte[] bodyHash)
    {
        public byte[] BodyHash => bodyHash;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
