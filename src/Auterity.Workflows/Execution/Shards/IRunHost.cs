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

    /// <summary>Whether nobody but this process can still be at an attempt of the step whose outcome is unknown.</summary>
    bool MaySendAgain(LiveRun run, Activation activation);

    /// <summary>An answer for whoever waits on the run, to be released once it is on disk.</summary>
    void Answer(LiveRun run, Answer answer);

    /// <summary>Starts another workflow on this shard; safe to ask twice.</summary>
    /// <returns>Id of the run, or why it cannot be started.</returns>
    (Guid RunId, NodeError? Error) StartChild(LiveRun parent, Guid workflowId, Activation activation, int child, Item input, bool waits);
}
