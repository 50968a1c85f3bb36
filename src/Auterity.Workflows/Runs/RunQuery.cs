using System.ComponentModel;
using System.Text.Json;
using Auterity.Workflows.Execution.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Auterity.Workflows.Runs;

/// <summary>Filters of the list of runs.</summary>
internal readonly record struct RunQuery(
    [property: FromQuery(Name = "workflowId"), Description("Only runs of this workflow")] Guid? WorkflowId,
    [property: FromQuery(Name = "status"), Description("Only runs in one of these states, separated by commas: queued, running, waiting, paused, needsDecision, succeeded, failed, cancelled")] string? Status,
    [property: FromQuery(Name = "label"), Description("Only runs with this label")] string? Label,
    [property: FromQuery(Name = "text"), Description("Text in the error or the label, whatever its case; or the run's id")] string? Text,
    [property: FromQuery(Name = "since"), Description("Started at or after this time")] DateTimeOffset? Since,
    [property: FromQuery(Name = "before"), Description("Started before this time")] DateTimeOffset? Before,
    [property: FromQuery(Name = "parentId"), Description("Only children of this run")] Guid? ParentId,
    [property: FromQuery(Name = "mode"), Description("Only production, test or manual runs")] string? Mode)
{
    /// <exception cref="BadHttpRequestException">There is no such status or mode.</exception>
    public IQueryable<RunRow> Filter(IQueryable<RunRow> runs)
    {
        if (WorkflowId is { } workflow) runs = runs.Where(run => run.WorkflowId == workflow);
        if (Status is { Length: > 0 } text)
        {
            var wanted = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse<RunStatus>).ToArray();
            runs = runs.Where(run => wanted.Contains(run.Status));
        }

        if (Label is { } label) runs = runs.Where(run => run.Label == label);
        if (Text is { Length: > 0 } words) runs = Matching(runs, words.Trim());
        if (Since is { } since) runs = runs.Where(run => run.StartedAt >= since);
        if (Before is { } before) runs = runs.Where(run => run.StartedAt < before);
        if (ParentId is { } parent) runs = runs.Where(run => run.ParentId == parent);
        if (Mode is { Length: > 0 } named)
        {
            var mode = Parse<RunMode>(named);
            runs = runs.Where(run => run.Mode == mode);
        }

        return runs;
    }

    private static IQueryable<RunRow> Matching(IQueryable<RunRow> runs, string text)
    {
        if (Guid.TryParse(text, out var id)) return runs.Where(run => run.Id == id);
#pragma warning disable CA1304, CA1311, CA1862 // Both become lower() of the database.
        var lower = text.ToLowerInvariant();
        return runs.Where(run => (run.Error != null && run.Error.ToLower().Contains(lower)) || (run.Label != null && run.Label.ToLower().Contains(lower)));
#pragma warning restore CA1304, CA1311, CA1862
    }

    // Numbers and lists of names are what Enum.TryParse takes besides.
    private static T Parse<T>(string text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(text[0]) && !text.Contains(',', StringComparison.Ordinal)
            ? value
            : throw new BadHttpRequestException(
                $"There is no {(typeof(T) == typeof(RunMode) ? "mode" : "status")} '{text}'. Choose from {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
}
