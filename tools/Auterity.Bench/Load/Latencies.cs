using System.Numerics;

namespace Auterity.Bench.Load;

/// <summary>How long things took: counts in buckets about 1.6 % wide, so that any percentile can be told afterwards.</summary>
internal sealed class Latencies
{
    private const int Fine = 6;

    private readonly long[] counts = new long[64 << Fine];

    public long Count { get; private set; }

    /// <param name="micros">Time taken, µs.</param>
    public void Add(long micros)
    {
        counts[BucketOf(Math.Max(1, micros))]++;
        Count++;
    }

    public void Add(Latencies others)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += others.counts[i];
        Count += others.Count;
    }

    /// <summary>A percentile in ms; 0 when nothing was counted.</summary>
    public double Percentile(double percent)
    {
        var left = (long)Math.Ceiling(Count * percent / 100);
        for (var i = 0; i < counts.Length; i++)
            if ((left -= counts[i]) <= 0 && counts[i] > 0)
                return TopOf(i) / 1_000.0;
        return 0;
    }

    private static int BucketOf(long micros)
    {
        var power = BitOperations.Log2((ulong)micros);
        var rest = power <= Fine ? micros << (Fine - power) : micros >> (power - Fine);
        return (power << Fine) + (int)(rest & ((1 << Fine) - 1));
    }

    private static double TopOf(int bucket)
    {
        var power = bucket >> Fine;
        var rest = bucket & ((1 << Fine) - 1);
        return Math.Pow(2, power) * (1 + ((rest + 1.0) / (1 << Fine)));
    }
}

/// <summary>What a load did.</summary>
/// <param name="Done">Calls that ended well within the time.</param>
/// <param name="Failed">Calls that did not.</param>
/// <param name="Elapsed">The time itself.</param>
internal sealed record LoadResult(long Done, long Failed, TimeSpan Elapsed, Latencies Latencies)
{
    public double PerSecond => Done / Elapsed.TotalSeconds;
}
