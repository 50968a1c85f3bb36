using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs.Watching;

/// <summary>One line a change: for files and pipes.</summary>
internal sealed class LineView(Screen screen, TimeProvider time) : IWatchView
{
    public async Task ShowAsync(IAsyncEnumerable<FeedNews> feed, StepBoard board, CancellationToken cancellationToken)
    {
        await foreach (var news in feed.WithCancellation(cancellationToken))
        {
            if (news is FeedNews.Lost) screen.Line($"{Now}  The server does not answer; the run is safe there. Waiting for it …");
            if (news is not FeedNews.Steps steps) continue;
            if (steps.Back) screen.Line($"{Now}  The server is back.");
            foreach (var step in board.Apply(steps)) screen.Line($"{Now}  {Describe(step)}");
        }
    }

    private string Now => TimeText.Clock(time.GetUtcNow());

    private string Describe(JsonElement step)
    {
        var told = new List<string> { $"{StepTable.NameOf(step)}: {Cell.Words(step.Text("status"))}" };
        if (step.Time("finishedAt") is not null && step.Text("status") is not "skipped") told.Add(TimeText.Of(StepTable.DurationOf(step, time.GetUtcNow())));
        if (step.Number("attempts") > 1) told.Add($"attempt {step.Text("attempts")}");
        if (StepTable.ItemsOf(step) is { Length: > 0 } items) told.Add(items == "1" ? "1 item" : $"{items} items");
        if (StepTable.RemarkOf(step) is { Length: > 0 } remark) told.Add(remark);
        return string.Join(", ", told);
    }
}
