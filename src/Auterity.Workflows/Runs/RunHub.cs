using System.Collections.Concurrent;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Auterity.Workflows.Runs;

/// <summary>Live changes of runs, at <c>/hubs/runs</c>. Clients say what they watch and then ask <c>GET /api/runs/{id}/steps?after=</c>.</summary>
/// <remarks>Sends <c>runChanged(RunChange)</c> and <c>stepProgress(StepProgress)</c>. Group names begin with the tenant.</remarks>
internal sealed class RunHub(RunWatchers watchers, AuterityDbFactory contexts) : Hub
{
    public const string Path = "/hubs/runs";

    /// <summary>Watches one run; answers how many events it has.</summary>
    public async Task<long> WatchRun(Guid runId)
    {
        // Read again once it is watched: what happened in between is told by neither otherwise.
        if (await FindAsync(runId) is null) throw new HubException($"There is no run {runId} in your tenant.");
        await JoinAsync("run", runId, watchers.WatchRun);
        return (await FindAsync(runId) ?? -1) + 1;
    }

    /// <summary>Watches all runs of a workflow.</summary>
    public Task WatchWorkflow(Guid workflowId) => JoinAsync("workflow", workflowId, watchers.WatchWorkflow);

    /// <summary>Watches all runs of the tenant.</summary>
    public Task WatchAll() => JoinAsync("tenant", Tenant, watchers.WatchTenant);

    public async Task LeaveRun(Guid runId) => await LeaveAsync("run", runId, watchers.LeaveRun);

    public async Task LeaveWorkflow(Guid workflowId) => await LeaveAsync("workflow", workflowId, watchers.LeaveWorkflow);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var (kind, id) in Watched.Keys)
            Release(kind, id);
        Watched.Clear();
        return base.OnDisconnectedAsync(exception);
    }

    public static string GroupOf(Guid tenant, string kind, Guid id) => $"{tenant:N}/{kind}/{id:N}";

    private Guid Tenant => Context.User?.FindTenantId() ?? throw new HubException("Sign in first.");

    private async Task<long?> FindAsync(Guid runId)
    {
        await using var db = contexts.Create(TenantScope.Tenant(Tenant));
        return await db.Set<RunRow>().AsNoTracking().Where(row => row.Id == runId).Select(row => (long?)row.LastSequence).FirstOrDefaultAsync(Context.ConnectionAborted);
    }

    private ConcurrentDictionary<(string Kind, Guid Id), bool> Watched
    {
        get
        {
            if (Context.Items["watched"] is ConcurrentDictionary<(string, Guid), bool> watched) return watched;
            var fresh = new ConcurrentDictionary<(string, Guid), bool>();
            Context.Items["watched"] = fresh;
            return fresh;
        }
    }

    private async Task JoinAsync(string kind, Guid id, Action<Guid> watch)
    {
        if (Watched.Count >= 500) throw new HubException("One connection watches at most 500 things. Watch the workflow instead of its runs.");
        if (!Watched.TryAdd((kind, id), true)) return;
        watch(id);
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(Tenant, kind, id), Context.ConnectionAborted);
    }

    private async Task LeaveAsync(string kind, Guid id, Action<Guid> leave)
    {
        if (!Watched.TryRemove((kind, id), out _)) return;
        leave(id);
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, GroupOf(Tenant, kind, id), Context.ConnectionAborted);
    }

    private void Release(string kind, Guid id)
    {
        switch (kind)
        {
            case "run": watchers.LeaveRun(id); break;
            case "workflow": watchers.LeaveWorkflow(id); break;
            default: watchers.LeaveTenant(id); break;
        }
    }
}

/// <summary>A run has got further.</summary>
/// <param name="Sequence">Number of events it has now.</param>
public sealed record RunChange(Guid RunId, Guid WorkflowId, RunStatus Status, long Sequence);

/// <summary>How far a step says it is.</summary>
public sealed record StepProgress(Guid RunId, int Step, double Fraction, string? Message);

/// <summary>Carries changes from the shards to the watchers: at most every 50 ms a run, and never on a shard's thread (ENGINE rule 34).</summary>
internal sealed class LiveView(RunWatchers watchers, RunProgress progress, IHubContext<RunHub> hub, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, RunChanged> changes = new();
    private readonly ConcurrentDictionary<(Guid Tenant, Guid Run, int Step), StepProgress> steps = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        watchers.OnChanged += Note;
        progress.OnProgress += Note;
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SendAsync(stoppingToken);
        }
        finally
        {
            watchers.OnChanged -= Note;
            progress.OnProgress -= Note;
        }
    }

    private void Note(RunChanged change) => changes[change.RunId] = change;

    private void Note(Guid tenantId, Guid runId, int step, double fraction, string? message)
    {
        if (watchers.IsRunWatched(runId)) steps[(tenantId, runId, step)] = new StepProgress(runId, step, fraction, message);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        foreach (var id in changes.Keys)
        {
            if (!changes.TryRemove(id, out var change)) continue;
            var groups = new[]
            {
                RunHub.GroupOf(change.TenantId, "run", change.RunId), RunHub.GroupOf(change.TenantId, "workflow", change.WorkflowId), RunHub.GroupOf(change.TenantId, "tenant", change.TenantId),
            };
            await hub.Clients.Groups(groups).SendAsync("runChanged", new RunChange(change.RunId, change.WorkflowId, change.Status, change.Sequence), cancellationToken);
        }

        foreach (var key in steps.Keys)
            if (steps.TryRemove(key, out var step))
                await hub.Clients.Group(RunHub.GroupOf(key.Tenant, "run", step.RunId)).SendAsync("stepProgress", step, cancellationToken);
    }
}
