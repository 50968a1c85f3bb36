using System.Collections.Concurrent;
using Auterity.Workflows.Runs;
using Orleans.Concurrency;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Where a process hears, by one-way calls after the commit, of runs whose shards live in other processes (ENGINE rules 30 and 34).</summary>
[Alias("auterity.run-listener")]
internal interface IRunListener : IGrainObserver
{
    /// <summary>A run has answered or ended: look at its row.</summary>
    [Alias("news"), OneWay]
    Task NewsAsync(Guid runId);

    /// <summary>Watched runs have got further.</summary>
    [Alias("changed"), OneWay]
    Task ChangedAsync(ChangeMessage[] changes);
}

/// <summary>This process's ear: hands words on to those who wait for a run, and changes to those who watch.</summary>
internal sealed class RunListener(IGrainFactory grains, RunWatchers watchers) : IRunListener
{
    private readonly ConcurrentDictionary<(Guid RunId, RunWord Word), bool> words = new();
    private IRunListener? address;

    /// <summary>What to give to other processes.</summary>
    public IRunListener Address => address ??= grains.CreateObjectReference<IRunListener>(this);

    /// <summary>Begins to listen for a run; before its start, so that no word is missed.</summary>
    public RunWord Listen(Guid runId)
    {
        var word = new RunWord(said => words.TryRemove((runId, said), out _));
        words[(runId, word)] = true;
        return word;
    }

    public Task NewsAsync(Guid runId)
    {
        foreach (var (run, word) in words.Keys)
            if (run == runId)
                word.Say();
        return Task.CompletedTask;
    }

    public Task ChangedAsync(ChangeMessage[] changes)
    {
        foreach (var change in changes)
            watchers.TellLocal(change.ToChange());
        return Task.CompletedTask;
    }
}

/// <summary>Wakes one waiter, who then looks for himself.</summary>
internal sealed class RunWord(Action<RunWord> leave) : IDisposable
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Say() => Volatile.Read(ref next).TrySetResult();

    /// <summary>Completed when there is a word, when <paramref name="done"/> is, or when the time is up.</summary>
    public async Task WaitAsync(Task done, TimeSpan longest, TimeProvider time)
    {
        using var over = new CancellationTokenSource();
        await Task.WhenAny(Volatile.Read(ref next).Task, done, Task.Delay(longest, time, over.Token));
        await over.CancelAsync();
        // A word that comes from here on is kept for the next time; what came before is seen by the look that follows.
        if (next.Task.IsCompleted) Volatile.Write(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Dispose() => leave(this);
}

/// <summary>A change on its way to another process.</summary>
[GenerateSerializer, Alias("auterity.change"), Immutable]
internal sealed record ChangeMessage([property: Id(0)] Guid TenantId, [property: Id(1)] Guid WorkflowId, [property: Id(2)] Guid RunId, [property: Id(3)] int Status, [property: Id(4)] long Sequence)
{
    public static ChangeMessage Of(RunChanged change) => new(change.TenantId, change.WorkflowId, change.RunId, (int)change.Status, change.Sequence);

    public RunChanged ToChange() => new(TenantId, WorkflowId, RunId, (RunStatus)Status, Sequence);
}
