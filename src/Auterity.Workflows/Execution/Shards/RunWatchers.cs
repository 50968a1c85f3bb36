using System.Collections.Concurrent;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Who watches which runs. Shards ask before they tell, so that runs nobody watches cost nothing (ENGINE rule 34).</summary>
internal sealed class RunWatchers
{
    private readonly ConcurrentDictionary<Guid, int> runs = new();
    private readonly ConcurrentDictionary<Guid, int> workflows = new();
    private readonly ConcurrentDictionary<Guid, int> tenants = new();

    /// <summary>Raised after the change is on disk, on the shard's thread: hand it on, do not work here.</summary>
    public event Action<RunChanged>? OnChanged;

    /// <summary>Whether somebody listens at all.</summary>
    public bool Any => OnChanged is not null;

    public bool IsWatched(Guid run, WorkflowIdentity workflow) =>
        OnChanged is not null && (runs.ContainsKey(run) || workflows.ContainsKey(workflow.Id) || tenants.ContainsKey(workflow.TenantId));

    public bool IsRunWatched(Guid run) => runs.ContainsKey(run);

    public void Changed(RunChanged change) => OnChanged?.Invoke(change);

    public void WatchRun(Guid run) => runs.AddOrUpdate(run, 1, (_, count) => count + 1);

    public void LeaveRun(Guid run) => Leave(runs, run);

    public void WatchWorkflow(Guid workflow) => workflows.AddOrUpdate(workflow, 1, (_, count) => count + 1);

    public void LeaveWorkflow(Guid workflow) => Leave(workflows, workflow);

    public void WatchTenant(Guid tenant) => tenants.AddOrUpdate(tenant, 1, (_, count) => count + 1);

    public void LeaveTenant(Guid tenant) => Leave(tenants, tenant);

    private static void Leave(ConcurrentDictionary<Guid, int> counts, Guid key)
    {
        if (counts.AddOrUpdate(key, 0, (_, count) => count - 1) <= 0) counts.TryRemove(new KeyValuePair<Guid, int>(key, 0));
    }
}

/// <summary>A run has got further.</summary>
/// <param name="Sequence">Number of events it has now: ask for steps after the one you know.</param>
internal sealed record RunChanged(Guid TenantId, Guid WorkflowId, Guid RunId, Runs.RunStatus Status, long Sequence);
