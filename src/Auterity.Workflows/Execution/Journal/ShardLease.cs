using System.Diagnostics;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The right to write for a shard: its epoch, and where to report what was written. Young as long as the database has lately confirmed it.</summary>
/// <remarks>
/// <code>
/// 0 s ──── 10 s ──── 20 s      age since the last commit or check, by a clock that never goes back
///   young    ask       over    at-most-once effects begin while it is young; a decision to repeat one waits until it is over
/// </code>
/// </remarks>
internal sealed class ShardLease(int shard, long epoch, IJournalSink sink)
{
    /// <summary>After this time without a word from the database another process may have the shard.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    private long renewedAt = Stopwatch.GetTimestamp();

    public int Shard => shard;

    /// <summary>Epoch this owner raised when it took over.</summary>
    public long Epoch => epoch;

    /// <summary>Who hears about what was written.</summary>
    public IJournalSink Sink => sink;

    public bool IsYoung => Stopwatch.GetElapsedTime(Interlocked.Read(ref renewedAt)) < Length / 2;

    /// <param name="since">When the database was asked, not when it answered.</param>
    public void Renew(long since) => Interlocked.Exchange(ref renewedAt, since);
}
