using System.Collections.Concurrent;
using System.Threading.Channels;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Makes snapshots of long runs in the background, from the journal alone: no shard waits for one, and losing one loses nothing.</summary>
internal sealed partial class Snapshotter(IJournal journal, RunReader runs, ILogger<Snapshotter> log) : BackgroundService
{
    /// <summary>Events between two snapshots, at least. A long run waits longer, so that what is written stays in proportion to what happened.</summary>
    public const int Every = 1_000;

    private const int Share = 8;
    private const int MostWaiting = 1_000;

    private readonly Channel<Guid> asked = Channel.CreateBounded<Guid>(MostWaiting);
    private readonly ConcurrentDictionary<Guid, bool> waiting = new();

    /// <summary>Sequence at which a run is due for its next snapshot.</summary>
    public static long DueAfter(long sequence) => sequence + Math.Max(Every, sequence / Share);

    /// <summary>Asks for a snapshot; asking too often does no harm.</summary>
    public void Ask(Guid runId)
    {
        if (waiting.TryAdd(runId, true) && !asked.Writer.TryWrite(runId)) waiting.TryRemove(runId, out _);
    }

    public async Task MakeAsync(Guid runId, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(runId, cancellationToken) is not { IsOver: false } run || run.Sequence < Every) return;
        await journal.SaveSnapshotAsync(new RunSnapshotRow { RunId = runId, Sequence = run.Sequence, Version = SnapshotCodec.Version, Payload = SnapshotCodec.Write(run) }, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var runId in asked.Reader.ReadAllAsync(stoppingToken))
        {
            waiting.TryRemove(runId, out _);
            try
            {
                await MakeAsync(runId, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(runId, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} got no snapshot; loading it takes longer")]
    private partial void Failed(Guid runId, Exception fault);
}
