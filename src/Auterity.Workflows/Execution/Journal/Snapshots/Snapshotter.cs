using System.Threading.Channels;
using Auterity.Workflows.Execution.Shards;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Makes snapshots of long runs in the background, of what the journal holds of them: no shard waits for one, and losing one loses nothing.</summary>
/// <remarks>
/// <code>
/// shard ──Ask──▶ queue ──▶ read the run from the journal ──▶ bytes ──▶ shard ──▶ journal writer, under the shard's epoch
/// </code>
/// </remarks>
internal sealed partial class Snapshotter(IJournal journal, RunReader runs, EngineOptions options, ILogger<Snapshotter> log) : BackgroundService
{
    /// <summary>Largest snapshot, in bytes: a commit must not be held up for long by one.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const int Share = 4;
    private const int MostWaiting = 1_000;

    private readonly Channel<(Shard Shard, Guid RunId)> asked = Channel.CreateBounded<(Shard, Guid)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Whether a run is due for its next snapshot. The longer it is the later, so that what is written stays in proportion to what happened.</summary>
    /// <param name="sequence">Where the run stands.</param>
    /// <param name="last">Where its last snapshot stands; 0 without one.</param>
    public bool IsDue(long sequence, long last) => sequence - last >= Math.Max(options.SnapshotEvery, last / Share) && options.SnapshotEvery > 0;

    /// <summary>Whether enough has happened that a run should not leave memory without one.</summary>
    public bool IsWorthKeeping(long sequence, long last) => sequence - last >= options.SnapshotEvery && options.SnapshotEvery > 0;

    /// <summary>Asks for a snapshot of a run; it comes back as a message. With too many waiting there is none, and the run asks again later.</summary>
    public void Ask(Shard shard, Guid runId) => asked.Writer.TryWrite((shard, runId));

    /// <summary>A snapshot of what the journal holds of a run now; null when it is gone, over, or too large.</summary>
    public async Task<ShardMessage.Snapshotted?> MakeAsync(Guid runId, CancellationToken cancellationToken)
    {
        if (await journal.FindAsync(runId, cancellationToken) is not { Row.FinishedAt: null } stored) return null;
        var run = await runs.RebuildAsync(stored, cancellationToken);
        var bytes = SnapshotCodec.Write(run);
        if (bytes.Length <= MostBytes) return new ShardMessage.Snapshotted(stored.Row, new RunSnapshot(run.Sequence, SnapshotCodec.Version, bytes));
        TooLarge(runId, bytes.Length);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (shard, runId) in asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (!shard.IsLeaving && await MakeAsync(runId, stoppingToken) is { } made) shard.Post(made);
            }
            catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
            {
                Failed(runId, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} got no snapshot; loading it takes longer")]
    private partial void Failed(Guid runId, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} got no snapshot: {Bytes} bytes are too many")]
    private partial void TooLarge(Guid runId, int bytes);
}
