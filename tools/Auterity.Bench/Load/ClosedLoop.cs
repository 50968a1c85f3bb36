using System.Diagnostics;

namespace Auterity.Bench.Load;

/// <summary>Saturation: each caller calls again as soon as it was answered.</summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(150);

    /// <param name="callers">Calls under way at any time.</param>
    /// <param name="warmUp">Time before anything counts.</param>
    /// <param name="length">Time that counts.</param>
    /// <param name="call">One call by caller n; false or an exception is a failure.</param>
    /// <param name="begin">Called when the time that counts begins.</param>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan warmUp, TimeSpan length, Func<int, Task<bool>> call, Action? begin = null)
    {
        var state = new State(Stopwatch.GetTimestamp(), warmUp, length);
        var all = Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(state, caller, call))).ToArray();
        await Task.Delay(warmUp, TimeProvider.System, CancellationToken.None);
        begin?.Invoke();
        var total = new Latencies();
        var failed = 0L;
        foreach (var one in await Task.WhenAll(all))
        {
            total.Add(one.Latencies);
            failed += one.Failed;
        }

        return new LoadResult(total.Count, failed, length, total);
    }

    private static async Task<(Latencies Latencies, long Failed)> CallAsync(State state, int caller, Func<int, Task<bool>> call)
    {
        var latencies = new Latencies();
        var failed = 0L;
        while (true)
        {
            var since = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(state.Began, since) >= state.WarmUp + state.Length && (state.IsCounted || Stopwatch.GetElapsedTime(state.Began, since) > Longest)) return (latencies, failed);
            bool good;
            try
            {
                good = await call(caller);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                good = false;
            }

            var now = Stopwatch.GetTimestamp();
            var at = Stopwatch.GetElapsedTime(state.Began, now);
            // Counted by when it ended: what began during the warm-up takes the place of what is cut off at the end.
            if (at < state.WarmUp || (at >= state.WarmUp + state.Length && state.IsCounted)) continue;
            state.IsCounted = true;
            if (good) latencies.Add((long)Stopwatch.GetElapsedTime(since, now).TotalMicroseconds);
            else failed++;
        }
    }

    private sealed record State(long Began, TimeSpan WarmUp, TimeSpan Length)
    {
        /// <summary>Something ended in the time that counts; where not even one call does, one is waited for.</summary>
        public volatile bool IsCounted;
    }
}
