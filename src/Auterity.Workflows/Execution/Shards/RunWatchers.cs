using System.Collections.Concurrent;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Who watches which runs. Shards ask before they tell, so that runs nobody watches cost nothing (ENGINE rule 34).</summary>
internal sealed class RunWatchers
{
    private readonly Watched here = new();
    private readonly Watched elsewhere = new();

    /// <summary>Raised after a change of any watched run is on disk: hand it on, do not work here.</summary>
    public event Action<RunChanged>? OnChanged;

    /// <summary>Raised, on the shard's thread, for runs whose shards are in this process.</summary>
    public event Action<RunChanged>? OnChangedHere;

    /// <summary>Whether somebody listens at all.</summary>
    public bool Any => OnChanged is not null;

    /// <summary>Raised when somebody in this process begins to watch something.</summary>
    public event Action<WatchKind, Guid>? OnWatching;

    public bool IsWatched(Guid run, WorkflowIdentity workflow) => OnChanged is not null && (here.Has(run, workflow) || elsewhere.Has(run, workflow));

    public bool IsRunWatched(Guid run) => here.Has(WatchKind.Run, run);

    public void Changed(RunChanged change)
    {
        OnChangedHere?.Invoke(change);
        OnChanged?.Invoke(change);
    }

    /// <summary>A change that another process has told of.</summary>
    public void TellLocal(RunChanged change) => OnChanged?.Invoke(change);

    public void WatchRun(Guid run) => Watch(WatchKind.Run, run);

    public void LeaveRun(Guid run) => here.Leave(WatchKind.Run, run);

    public void WatchWorkflow(Guid workflow) => Watch(WatchKind.Workflow, workflow);

    public void LeaveWorkflow(Guid workflow) => here.Leave(WatchKind.Workflow, workflow);

    public void WatchTenant(Guid tenant) => Watch(WatchKind.Tenant, tenant);

    public void LeaveTenant(Guid tenant) => here.Leave(WatchKind.Tenant, tenant);

    /// <summary>What is watched from this process.</summary>
    public IReadOnlyCollection<(WatchKind Kind, Guid Id)> Here => here.All;

    /// <summary>Another process begins or ends to watch something.</summary>
    public void WatchFromElsewhere(WatchKind kind, Guid id) => elsewhere.Add(kind, id);

    public void LeaveFromElsewhere(WatchKind kind, Guid id) => elsewhere.Leave(kind, id);

    private void Watch(WatchKind kind, Guid id)
    {
        if (here.Add(kind, id)) OnWatching?.Invoke(kind, id);
    }

    /// <summary>Counts of watchers.</summary>
    private sealed class Watched
    {
        private readonly ConcurrentDictionary<(WatchKind Kind, Guid Id), int> counts = new();

        public IReadOnlyCollection<(WatchKind Kind, Guid Id)> All => [.. counts.Keys];

        public bool Has(WatchKind kind, Guid id) => counts.ContainsKey((kind, id));

        public bool Has(Guid run, WorkflowIdentity workflow) =>
            !counts.IsEmpty && (Has(WatchKind.Run, run) || Has(WatchKind.Workflow, workflow.Id) || Has(WatchKind.Tenant, workflow.TenantId));

        /// <returns>Whether it is the first.</returns>
        public bool Add(WatchKind kind, Guid id) => counts.AddOrUpdate((kind, id), 1, (_, count) => count + 1) == 1;

        public void Leave(WatchKind kind, Guid id)
        {
            if (counts.AddOrUpdate((kind, id), 0, (_, count) => count - 1) <= 0) counts.TryRemove(new KeyValuePair<(WatchKind, Guid), int>((kind, id), 0));
        }
    }
}

/// <summary>What can be watched. The numbers travel between processes.</summary>
internal enum WatchKind
{
    Run = 0,
    Workflow = 1,
    Tenant = 2,
}

/// <summary>A run has got further.</summary>
/// <param name="Sequence">Number of events it has now: ask for steps after the one you know.</param>
internal sealed record RunChanged(Guid TenantId, Guid WorkflowId, Guid RunId, Runs.RunStatus Status, long Sequence);
