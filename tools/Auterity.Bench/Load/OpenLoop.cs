using System.Diagnostics;

namespace Auterity.Bench.Load;

/// <summary>Calls at a fixed rate, whether or not earlier ones were answered. Latency counts from when a call was meant to be sent, so a pause of the server is not left out.</summary>
internal static class OpenLoop
{
    private const int MostUnderWay = 5_000;

    /// <param name="rate">Calls a second.</param>
    /// <param name="warmUp">Time before anything counts.</param>
    /// <param name="length">Time that counts.</param>
    /// <param name="call">One call; false or an exception is a failure.</param>
    public static async Task<LoadResult> RunAsync(int rate, TimeSpan warmUp, TimeSpan length, Func<Task<bool>> call)
    {
        var latencies = new Latencies();
        var underWay = new List<Task>();
        var failed = 0L;
        var began = Stopwatch.GetTimestamp();
        var first = (long)(warmUp.TotalSeconds * rate);
        var last = first + (long)(length.TotalSeconds * rate);

        async Task OneAsync(long number)
        {
            var good = false;
            try
            {
                good = await call();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Counted below.
            }

            if (number < first) return;
            var took = Stopwatch.GetElapsedTime(began) - TimeSpan.FromSeconds((double)number / rate);
            lock (latencies)
            {
                if (good) latencies.Add((long)took.TotalMicroseconds);
                else failed++;
            }
        }

        for (long number = 0; number < last;)
        {
            var due = Math.Min(last, (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * rate) + 1);
            for (; number < due; number++)
            {
                var mine = number;
                if (underWay.Count < MostUnderWay) underWay.Add(Task.Run(() => OneAsync(mine)));
                else if (mine >= first) Interlocked.Increment(ref failed);
            }

            underWay.RemoveAll(task => task.IsCompleted);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }

        await Task.WhenAll(underWay);
        return new LoadResult(latencies.Count, failed, length, latencies);
    }
}
