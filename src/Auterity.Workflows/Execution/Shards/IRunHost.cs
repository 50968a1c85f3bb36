using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Whom a live run asks for what it cannot do itself: the shard, or the simulator.</summary>
internal interface IRunHost
{
    /// <summary>Time, µs since 1970 UTC.</summary>
    long Now { get; }

    /// <summary>A number from 0 to 1; what comes of it is journaled.</summary>
    double Chance();

    /// <summary>Does some work and reports back; effects only once everything appended so far is on disk.</summary>
    void Dispatch(LiveRun run, Work work);

    /// <summary>Tells the work under way of a cancelled run to end. What it does then must not hold the run up.</summary>
    void Cancel(CancellationTokenSource work) => work.Cancel();

    /// <summary>Whether nobody but this process can still be at an attempt of the step whose outcome is unknown.</summary>
    bool MaySendAgain(LiveRun run, Activation activation);

    /// <summary>An answer for whoever waits on the run, to be released once it is on disk.</summary>
    void Answer(LiveRun run, Answer answer);

    /// <summary>Starts another workflow on this shard: a run that a step calls once everything appended so far is on disk, an error run at once.</summary>
    /// <returns>Why it cannot be started; null when it will be.</returns>
    NodeError? StartChild(LiveRun parent, ChildRun child);
}

/// <summary>A run that another one starts.</summary>
/// <param name="RunId">Its id: the same each time the same step asks for the same run.</param>
internal readonly record struct ChildRun(Guid RunId, Guid WorkflowId, ParentLink Link, Item Input)
{
    public bool IsErrorRun => Link.Child < 0;
}
