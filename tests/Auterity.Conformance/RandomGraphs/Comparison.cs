using Auterity.Conformance.Reference;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>Says how two runs of one scenario differ.</summary>
internal static class Comparison
{
    /// <summary>The first differences, one a line; null when there is none.</summary>
    /// <param name="calls">Whether effects must have been called as often: not so after a crash.</param>
    public static string? Between(ObservedRun expected, ObservedRun actual, bool calls = true)
    {
        var (one, other) = (Told(expected, calls), Told(actual, calls));
        var differences = one.Except(other).Select(line => $"expected only: {line}").Concat(other.Except(one).Select(line => $"engine only: {line}")).Take(12).ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    /// <summary>
    /// The reference run an engine's run is held against: its own order where nothing depends on timing, else the order the engine recorded.
    /// </summary>
    public static ObservedRun Expected(Scenario scenario, ObservedRun actual, Timing timing) =>
        ReferenceRun.Of(scenario, timing == Timing.Recorded ? Schedule.Recorded(actual.Order) : null).Observe();

    /// <summary>In a failed run it is free what else was in flight, so only the error counts.</summary>
    private static IReadOnlyList<string> Told(ObservedRun run, bool calls) =>
        run.Status == RunStatus.Failed
            ? [$"status Failed {run.Error}"]
            :
            [
                .. Notation.Lines(run.Steps), .. calls ? CallsOf(run) : [], $"status {run.Status}", $"output {Notation.TextOf(run.Output)}", $"dropped {run.Dropped}",
                $"unused {string.Join(' ', run.UnusedSignals.Order(StringComparer.Ordinal))}",
            ];

    /// <summary>How often each item was sent, under how many keys.</summary>
    private static IEnumerable<string> CallsOf(ObservedRun run) => run.Calls
        .GroupBy(call => (call.Id, call.Item))
        .Select(calls => $"calls {calls.Key.Id}[{calls.Key.Item}] ×{calls.Count()}, {calls.Select(call => call.Key).Distinct().Count()} keys");
}
