using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Auterity.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Collects whatever has arrived and writes it in one transaction, again and again (group commit). One writer a database.</summary>
/// <remarks>
/// <code>
/// shards ──Append──▶ queue ──drain──▶ one transaction ──▶ Flushed(n) to each shard
/// </code>
/// No artificial delay: while one group is being written the next one gathers.
/// </remarks>
internal sealed partial class JournalWriter : IAsyncDisposable
{
    private const int MaxGroup = 2_000;
    private const int MaxGroupBytes = 4 * 1024 * 1024;
    private const int CongestedBytes = 64 * 1024 * 1024;
    private const int FullBytes = 256 * 1024 * 1024;

    private static readonly Histogram<int> GroupSize = AuterityMeter.Meter.CreateHistogram<int>("auterity.journal.group", "{write}", "Writes in one commit.");
    private static readonly Histogram<double> CommitTime = AuterityMeter.Meter.CreateHistogram<double>("auterity.journal.commit", "ms", "Time of one commit.");

    private readonly Channel<RunWrite> queue = Channel.CreateUnbounded<RunWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Action<IReadOnlyList<RunWrite>> store;
    private readonly Commit commit;
    private readonly ILogger log;
    private readonly TimeProvider time;
    private readonly Thread thread;
    private readonly CancellationTokenSource stopping = new();
    private readonly RejectedRuns rejected = new();
    private long waitingBytes;
    private long commits;

    /// <param name="store">Makes durable what a group refers to in the blob store; runs before the commit, again when it failed.</param>
    /// <param name="commit">Writes a group in one transaction; throws <see cref="DataRejectedException"/> when the data itself is at fault, anything else when the database is.</param>
    /// <param name="time">Clock of the pauses between repetitions.</param>
    /// <param name="log">Where trouble is told.</param>
    public JournalWriter(Action<IReadOnlyList<RunWrite>> store, Commit commit, TimeProvider time, ILogger log)
    {
        this.store = store;
        this.commit = commit;
        this.log = log;
        this.time = time;
        thread = new Thread(Run) { IsBackground = true, Name = "journal" };
        thread.Start();
    }

    /// <summary>Commits since the process began.</summary>
    public long Commits => Interlocked.Read(ref commits);

    public bool IsCongested => Interlocked.Read(ref waitingBytes) > CongestedBytes;

    /// <summary>Queues a write. False when the queue is full beyond reason.</summary>
    public bool Append(RunWrite write)
    {
        if (Interlocked.Read(ref waitingBytes) > FullBytes && write.FirstSequence == 0) return false;
        Interlocked.Add(ref waitingBytes, write.Size);
        return queue.Writer.TryWrite(write);
    }

    public ValueTask DisposeAsync()
    {
        if (!queue.Writer.TryComplete()) return ValueTask.CompletedTask;
        stopping.CancelAfter(TimeSpan.FromSeconds(20));
        thread.Join(TimeSpan.FromSeconds(30));
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run()
    {
        var group = new List<RunWrite>(MaxGroup);
        while (Wait())
        {
            group.Clear();
            var bytes = 0L;
            while (group.Count < MaxGroup && bytes < MaxGroupBytes && queue.Reader.TryRead(out var write))
            {
                group.Add(write);
                bytes += write.Size;
            }

            Write(group);
            Interlocked.Add(ref waitingBytes, -bytes);
        }
    }

    private bool Wait()
    {
        var waiting = queue.Reader.WaitToReadAsync();
        return waiting.IsCompleted ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    // A database that is away comes back; until then nothing is acknowledged and nothing is lost from the queue.
    private void Write(List<RunWrite> group)
    {
        for (var attempt = 0; group.Count > 0; attempt++)
        {
            try
            {
                var since = Stopwatch.GetTimestamp();
                var accepted = rejected.Sift(group);
                store(accepted);
                var result = accepted.Count == 0 ? CommitResult.AllAccepted : commit(accepted);
                Interlocked.Increment(ref commits);
                CommitTime.Record(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                GroupSize.Record(group.Count);
                Report(group, accepted, result, since);
                return;
            }
            catch (DataRejectedException e)
            {
                Bisect(group, e);
                return;
            }
            catch (Exception e)
            {
                CommitFailed(group.Count, attempt, e);
                // The process ends without its database: nobody was told that these were written.
                if (!Pause(attempt)) return;
            }
        }
    }

    /// <returns>False when the process ends.</returns>
    private bool Pause(int attempt)
    {
        using var over = new ManualResetEventSlim();
        using var timer = time.CreateTimer(_ => over.Set(), null, TimeSpan.FromMilliseconds(Math.Min(2_000, 20 << Math.Min(attempt, 6))), Timeout.InfiniteTimeSpan);
        return WaitHandle.WaitAny([over.WaitHandle, stopping.Token.WaitHandle]) == 0;
    }

    /// <summary>Finds the run whose data the database refuses; the others are written.</summary>
    private void Bisect(List<RunWrite> group, DataRejectedException fault)
    {
        if (group.Count == 1)
        {
            var culprit = group[0];
            DataRejected(culprit.RunId, fault.Message);
            // The run is as well without its snapshot.
            if (culprit.Snapshot is null)
            {
                rejected.Add(culprit);
                culprit.Shard.Sink.Rejected(culprit.RunId, culprit.FirstSequence, fault.Message);
            }

            culprit.Shard.Sink.Flushed(culprit.Ticket);
            return;
        }

        var half = group.Count / 2;
        Write(group[..half]);
        Write(group[half..]);
    }

    private static void Report(List<RunWrite> group, IReadOnlyList<RunWrite> accepted, CommitResult result, long since)
    {
        // The database was asked about these alone.
        var asked = accepted.Select(write => write.Shard).ToHashSet();
        var flushed = new Dictionary<ShardLease, long>();
        foreach (var write in group)
            flushed[write.Shard] = write.Ticket;
        foreach (var (shard, ticket) in flushed)
        {
            if (result.Refused.Contains(shard))
            {
                shard.Sink.Lost();
                continue;
            }

            if (asked.Contains(shard)) shard.Renew(since);
            shard.Sink.Flushed(ticket);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Writing {Count} runs failed (attempt {Attempt}); trying again")]
    private partial void CommitFailed(int count, int attempt, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database refuses the data of run {RunId}: {Reason}")]
    private partial void DataRejected(Guid runId, string reason);
}

/// <summary>Writes a group in one transaction.</summary>
internal delegate CommitResult Commit(IReadOnlyList<RunWrite> group);

/// <summary>Which shards of a group belong to somebody else by now; the rest is committed.</summary>
internal sealed record CommitResult(IReadOnlySet<ShardLease> Refused)
{
    public static CommitResult AllAccepted { get; } = new(new HashSet<ShardLease>());
}

/// <summary>The database is well but refuses these bytes.</summary>
internal sealed class DataRejectedException : Exception
{
    public DataRejectedException() { }

    public DataRejectedException(string message) : base(message) { }

    public DataRejectedException(string message, Exception innerException) : base(message, innerException) { }
}
