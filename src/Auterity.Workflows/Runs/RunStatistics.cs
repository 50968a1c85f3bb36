using System.ComponentModel;
using System.Runtime.InteropServices;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs;

/// <summary>How runs went over time, under <c>/api/runs/statistics</c>.</summary>
internal static class RunStatistics
{
    /// <summary>Newest finished runs that are looked at; more would keep people waiting.</summary>
    private const int MostRuns = 50_000;

    private const int MostBuckets = 1_000;

    private static readonly RunStatus[] Over = [RunStatus.Succeeded, RunStatus.Failed, RunStatus.Cancelled];

    public static void MapRunStatistics(this IEndpointRouteBuilder runs) =>
        runs.MapGet("statistics", Get).RequireScope(Scopes.Read).WithName("GetRunStatistics").WithSummary("How many runs ended how, and how long they took, over time");

    private static async Task<Results<Ok<RunStatisticsView>, ProblemHttpResult>> Get(
        AuterityDb db, TimeProvider time,
        [FromQuery, Description("From when on; the last 24 hours when left out")] DateTimeOffset? since = null,
        [FromQuery, Description("Length of a bucket: minute, hour or day")] string bucket = "hour",
        [FromQuery, Description("Only runs of this workflow")] Guid? workflowId = null, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var from = (since ?? now.AddDays(-1)).ToUniversalTime();
        TimeSpan? length = bucket switch { "minute" => TimeSpan.FromMinutes(1), "hour" => TimeSpan.FromHours(1), "day" => TimeSpan.FromDays(1), _ => null };
        if (length is not { } step) return Platform.Http.Problems.BadRequest("bucket", $"There is no bucket '{bucket}'. Choose from minute, hour, day.");
        if (from > now || (now - from) / step > MostBuckets) return Platform.Http.Problems.BadRequest("since", $"Between {from:O} and now lie more than {MostBuckets} buckets, or none. Ask for longer buckets, or a later start.");

        var runs = db.Set<RunRow>().AsNoTracking();
        if (workflowId is { } workflow) runs = runs.Where(run => run.WorkflowId == workflow);
        var unfinished = await runs.Where(run => !Over.Contains(run.Status)).GroupBy(run => run.Status).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var finished = await runs.Where(run => run.StartedAt >= from && Over.Contains(run.Status) && run.Mode == Execution.Core.RunMode.Production)
            .OrderByDescending(run => run.StartedAt).Take(MostRuns + 1)
            .Select(run => new Ended(run.Status, run.StartedAt, run.FinishedAt)).ToListAsync(cancellationToken);

        int Live(RunStatus status) => unfinished.Find(group => group.Key == status)?.Count ?? 0;
        var sampled = finished.Count > MostRuns;
        if (sampled) finished.RemoveAt(MostRuns);
        return TypedResults.Ok(new RunStatisticsView(
            Bucket(finished, step),
            new RunTotals(Live(RunStatus.Queued), Live(RunStatus.Running), Live(RunStatus.Waiting), Live(RunStatus.Paused), Live(RunStatus.NeedsDecision), finished.Count(run => run.Status == RunStatus.Failed)),
            sampled));
    }

    private static List<RunBucket> Bucket(List<Ended> runs, TimeSpan step) => [.. runs
        .GroupBy(run => run.StartedAt.UtcTicks / step.Ticks)
        .OrderBy(group => group.Key)
        .Select(group =>
        {
            var took = group.Where(run => run.FinishedAt is not null).Select(run => (run.FinishedAt!.Value - run.StartedAt).TotalMilliseconds).Order().ToList();
            return new RunBucket(
                new DateTimeOffset(group.Key * step.Ticks, TimeSpan.Zero),
                group.Count(run => run.Status == RunStatus.Succeeded), group.Count(run => run.Status == RunStatus.Failed), group.Count(run => run.Status == RunStatus.Cancelled),
                At(took, 0.5), At(took, 0.95));
        })];

    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(share * sorted.Count))];

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Ended(RunStatus Status, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt);
}

/// <summary>How runs went.</summary>
/// <param name="Buckets">Production runs by the time they started, oldest first; a time without runs has no bucket.</param>
/// <param name="Totals">What is under way now, whenever it started, and what has failed since.</param>
/// <param name="Sampled">There were more runs than are looked at: the oldest are missing.</param>
internal sealed record RunStatisticsView(IReadOnlyList<RunBucket> Buckets, RunTotals Totals, bool Sampled);

/// <param name="At">Begin of the bucket.</param>
/// <param name="P50">Half of the runs took at most so long, in milliseconds; null when none has ended.</param>
/// <param name="P95">95 of 100 runs took at most so long, in milliseconds.</param>
internal sealed record RunBucket(DateTimeOffset At, int Succeeded, int Failed, int Cancelled, double? P50, double? P95);

internal sealed record RunTotals(int Queued, int Running, int Waiting, int Paused, int NeedsDecision, int Failed);
