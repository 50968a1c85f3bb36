using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Reads runs from the journal, for those who only look.</summary>
internal sealed class RunReader(IJournal journal, WorkflowCache workflows, StepServices services)
{
    /// <summary>A run as the journal has it, whoever's it is; null when there is none.</summary>
    public async Task<LiveRun?> FindAsync(Guid runId, CancellationToken cancellationToken) =>
        await journal.FindAsync(runId, cancellationToken) is { } stored ? await RebuildAsync(stored, cancellationToken) : null;

    /// <summary>A run from what the journal holds of it.</summary>
    public async Task<LiveRun> RebuildAsync(StoredRun stored, CancellationToken cancellationToken)
    {
        var row = stored.Row;
        var workflow = await workflows.GetAsync(new WorkflowReference(row.TenantId, row.WorkflowId, row.WorkflowVersion, row.DefinitionHash), cancellationToken);
        var run = new LiveRun(row.Id, workflow, workflow.IndexOfId(row.Trigger), services, ReaderHost.Instance, new ByteWriter());
        RunReplay.Into(run, stored);
        return run;
    }

    /// <summary>For runs that are only read.</summary>
    private sealed class ReaderHost : IRunHost
    {
        public static ReaderHost Instance { get; } = new();

        public long Now => 0;

        public double Chance() => throw OnlyRead();

        public void Dispatch(LiveRun run, Work work) => throw OnlyRead();

        public bool MaySendAgain(LiveRun run, Activation activation) => throw OnlyRead();

        public void Answer(LiveRun run, Answer answer) => throw OnlyRead();

        public NodeError? StartChild(LiveRun parent, ChildRun child) => throw OnlyRead();

        private static InvalidOperationException OnlyRead() => new("This run was read from the journal; its shard alone may change it.");
    }
}
