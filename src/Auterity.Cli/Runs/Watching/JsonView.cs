using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs.Watching;

/// <summary>JSON lines, told apart by <c>event</c>: <c>step</c>, <c>lost</c>, <c>back</c>; the command adds <c>run</c> at the end.</summary>
internal sealed class JsonView(Screen screen) : IWatchView
{
    public async Task ShowAsync(IAsyncEnumerable<FeedNews> feed, StepBoard board, CancellationToken cancellationToken)
    {
        await foreach (var news in feed.WithCancellation(cancellationToken))
        {
            if (news is FeedNews.Lost lost) screen.JsonLine(new JsonObject { ["event"] = "lost", ["message"] = lost.Why });
            if (news is not FeedNews.Steps steps) continue;
            if (steps.Back) screen.JsonLine(new JsonObject { ["event"] = "back" });
            foreach (var step in board.Apply(steps))
                screen.JsonLine(new JsonObject { ["event"] = "step", ["status"] = steps.Status, ["step"] = step.Node() });
        }
    }
}
