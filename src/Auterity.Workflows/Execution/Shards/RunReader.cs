using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Reads runs from the journal: from their snapshot and what came after it, or, in any doubt about it, from their first event.</summary>
internal sealed partial class RunReader(IJournal journal, WorkflowCache workflows, StepServices services, ILogger<RunReader> log)
{
    /// <summary>A run as the journal has it, whoever's it is; null when there is none.</summary>
    public async Task<LiveRun?> FindAsync(Guid runId, CancellationToken cancellationToken) =>
        await journal.FindAsync(runId, cancellationToken) is { } stored ? await RebuildAsync(stored, cancellationToken) : null;

    /// <summary>A run from what the journal holds of it, for those who only look.</summary>
    public Task<LiveRun> RebuildAsync(StoredRun stored, CancellationToken cancellationToken) => RebuildAsync(stored, ReaderHost.Instance, new ByteWriter(), cancellationToken);

    /// <summary>A run from what the journal holds of it.</summary>
    /// <param name="stored">What the journal holds.</param>
    /// <param name="host">Whose run it is.</param>
    /// <param name="writer">Where its events go.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LiveRun> RebuildAsync(StoredRun stored, IRunHost host, ByteWriter writer, CancellationToken cancellationToken)
    {
        var row = stored.Row;
        var workflow = await workflows.GetAsync(new WorkflowReference(row.TenantId, row.WorkflowId, row.WorkflowVersion, row.DefinitionHash), cancellationToken);
        LiveRun New() => new(row.Id, workflow, workflow.IndexOfId(row.Trigger), services, host, writer);
        var run = New();
        if (stored.Snapshot is { } snapshot)
        {
            try
            {
                RunReplay.Into(run, snapshot, stored);
                return run;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What went wrong may be the events' fault too: that shows when all of them are read.
                PassedOver(row.Id, snapshot.Sequence, e.Message);
                run = New();
                stored = await journal.FindWholeAsync(row.Id, cancellationToken) ?? throw new DamagedRunException("The run is gone from the journal.");
            }
        }

        RunReplay.Into(run, stored);
        return run;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The snapshot of run {RunId} at event {Sequence} is passed over; the run is read from its first event: {Reason}")]
    private partial void PassedOver(Guid runId, long sequence, string reason);

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
