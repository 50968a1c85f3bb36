using System.Globalization;
using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Runs.Watching;

/// <summary>The steps of a run as they are known now, and which of them have really changed.</summary>
internal sealed class StepBoard
{
    private readonly SortedDictionary<long, JsonElement> steps = [];

    public string Status { get; private set; } = "";

    public IReadOnlyCollection<JsonElement> Steps => steps.Values;

    /// <summary>Takes in what the feed brought; returns the steps that differ from what was known.</summary>
    public IReadOnlyList<JsonElement> Apply(FeedNews.Steps news)
    {
        var known = steps.ToDictionary(pair => pair.Key, pair => Mark(pair.Value));
        if (news.Anew) steps.Clear();
        foreach (var step in news.Changed) steps[step.Number("id")] = step;
        Status = news.Status;
        return [.. news.Changed.Where(step => !known.TryGetValue(step.Number("id"), out var before) || before != Mark(step))];
    }

    /// <summary>The steps that fit: whatever is still open, and the latest of the others.</summary>
    public (IReadOnlyList<JsonElement> Shown, int Hidden) Fit(int rows)
    {
        if (steps.Count <= rows) return ([.. steps.Values], 0);
        var open = steps.Values.Where(step => !IsClosed(step)).TakeLast(rows).ToList();
        var closed = steps.Values.Where(IsClosed).TakeLast(rows - open.Count);
        return ([.. closed.Concat(open).OrderBy(step => step.Number("id"))], steps.Count - rows);
    }

    public string Summary() => string.Join(", ", steps.Values.GroupBy(step => step.Text("status") ?? "").OrderByDescending(group => group.Count())
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Terminal.Cell.Words(group.Key)}")));

    private static bool IsClosed(JsonElement step) => step.Text("status") is "succeeded" or "skipped" or "failed" or "cancelled";

    private static string Mark(JsonElement step) => $"{step.Text("status")} {step.Text("attempts")} {step.Text("node")} {step.Read("error").Text("message")}";
}
