using Auterity.Conformance.Reference;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>Says how two runs of one scenario differ.</summary>
internal static class Comparison
{
    /// <summary>The first differences, one a line; null when there is none.</summary>
    public static string? Between(ObservedRun expected, ObservedRun actual)
    {
        var differences = Missing("expected only", expected, actual).Concat(Missing("engine only", actual, expected)).Take(12).ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    /// <summary>
    /// The reference run an engine's run is held against: its own order where nothing depends on timing, else the order the engine recorded.
    /// </summary>
    public static ObservedRun Expected(Scenario scenario, ObservedRun actual, bool timed) =>
        ReferenceRun.Of(scenario, timed ? Schedule.Recorded(actual.Order) : null).Observe();

    private static IEnumerable<string> Missing(string label, ObservedRun from, ObservedRun other) => Told(from).Except(Told(other)).Select(line => $"{label}: {line}");

    /// <summary>In a failed run it is free what else was in flight, so only the error counts.</summary>
    private static IEnumerable<string> Told(ObservedRun run) =>
        run.Status == RunStatus.Failed ? [$"status Failed {run.Error}"] : [.. Notation.Lines(run.Steps), $"status {run.Status}", $"output {Notation.TextOf(run.Output)}"];
}
