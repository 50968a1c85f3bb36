using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>Every hook of the process in memory, by tenant; rebuilt from the table at the start and after each change.</summary>
internal sealed class HookRoutes(AuterityDbFactory contexts) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, HookTree> trees = new();

    // An older reading must not replace a newer one.
    private readonly SemaphoreSlim reading = new(1);

    /// <summary>The hook that answers, fixed segments before parameters; null when there is none.</summary>
    /// <param name="tenantId">Whose hooks.</param>
    /// <param name="method">HTTP method in upper case.</param>
    /// <param name="path">Path below <c>/hooks/</c>, still escaped.</param>
    public HookMatch? Match(Guid tenantId, string method, string path) => trees.GetValueOrDefault(tenantId)?.Match(method, path);

    /// <summary>Methods that have a hook at the path, for 405 and for browsers that ask first.</summary>
    public IReadOnlyList<string> MethodsAt(Guid tenantId, string path) => trees.GetValueOrDefault(tenantId)?.MethodsAt(path) ?? [];

    /// <summary>Reads every tenant's hooks.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            await using var db = contexts.Create(TenantScope.System("hooks"));
            var rows = await db.AcrossTenants<HookRow>("every tenant's hooks are answered here").AsNoTracking().ToListAsync(cancellationToken);
            var found = rows.GroupBy(row => row.TenantId).ToDictionary(group => group.Key, group => new HookTree(group));
            foreach (var gone in trees.Keys.Except(found.Keys)) trees.TryRemove(gone, out _);
            foreach (var (tenant, tree) in found) trees[tenant] = tree;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Reads one tenant's hooks again.</summary>
    public async Task ReloadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenantId));
            trees[tenantId] = new HookTree(await db.Set<HookRow>().AsNoTracking().ToListAsync(cancellationToken));
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();
}
