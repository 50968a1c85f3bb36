using System.Collections.Concurrent;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>Other processes that watch runs of this one's shards. They say so again every 30 s; who does not is forgotten.</summary>
internal sealed class RemoteWatchers(RunWatchers watchers, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(75);

    private readonly ConcurrentDictionary<(IRunListener Listener, WatchKind Kind, Guid Id), long> watching = new();

    public void Add(IRunListener listener, IEnumerable<(WatchKind Kind, Guid Id)> watched)
    {
        var now = time.GetTimestamp();
        foreach (var (kind, id) in watched)
        {
            if (watching.TryAdd((listener, kind, id), now)) watchers.WatchFromElsewhere(kind, id);
            else watching[(listener, kind, id)] = now;
        }
    }

    public void Sweep()
    {
        foreach (var (key, since) in watching)
            if (time.GetElapsedTime(since) > Kept && watching.TryRemove(new KeyValuePair<(IRunListener, WatchKind, Guid), long>(key, since)))
                watchers.LeaveFromElsewhere(key.Kind, key.Id);
    }

    /// <summary>Changes by who wants them.</summary>
    public IEnumerable<(IRunListener Listener, ChangeMessage[] Changes)> Share(IReadOnlyCollection<RunChanged> changes)
    {
        foreach (var listener in watching.Keys.GroupBy(key => key.Listener))
        {
            var wanted = listener.Select(key => (key.Kind, key.Id)).ToHashSet();
            var theirs = changes.Where(change => wanted.Contains((WatchKind.Run, change.RunId)) || wanted.Contains((WatchKind.Workflow, change.WorkflowId)) || wanted.Contains((WatchKind.Tenant, change.TenantId)));
            if (theirs.Select(ChangeMessage.Of).ToArray() is { Length: > 0 } messages) yield return (listener.Key, messages);
        }
    }

    public bool IsEmpty => watching.IsEmpty;
}
