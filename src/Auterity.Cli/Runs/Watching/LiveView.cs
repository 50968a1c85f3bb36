using Auterity.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Auterity.Cli.Runs.Watching;

/// <summary>A table that moves: for terminals. Durations tick although nothing arrives.</summary>
internal sealed class LiveView(Screen screen, TimeProvider time) : IWatchView
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Lock sync = new();
    private string? lost;

    public async Task ShowAsync(IAsyncEnumerable<FeedNews> feed, StepBoard board, CancellationToken cancellationToken)
    {
        await screen.Out.Live(Text.Empty).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async context =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var ticking = TickAsync(() => Draw(context, board), ended.Token);
            try
            {
                await foreach (var news in feed)
                {
                    lock (sync) Take(news, board);
                    Draw(context, board);
                }
            }
            finally
            {
                await ended.CancelAsync();
                await ticking;
                Draw(context, board);
            }
        });
    }

    private void Take(FeedNews news, StepBoard board)
    {
        lost = (news as FeedNews.Lost)?.Why;
        if (news is FeedNews.Steps steps) board.Apply(steps);
    }

    private void Draw(LiveDisplayContext context, StepBoard board)
    {
        lock (sync)
        {
            context.UpdateTarget(Picture(board));
            context.Refresh();
        }
    }

    private Rows Picture(StepBoard board)
    {
        var (shown, hidden) = board.Fit(Math.Max(3, screen.Out.Profile.Height - 6));
        var parts = new List<IRenderable>();
        if (hidden > 0) parts.Add(new Text($"… {hidden} steps above", new Style(decoration: Decoration.Dim)));
        if (shown.Count > 0) parts.Add(StepTable.Of(shown, time.GetUtcNow()).Draw(screen.Out.Profile.Width));
        parts.Add(lost is null
            ? new Text($"run {Cell.Words(board.Status)}: {board.Summary()}", Cell.StyleOf(board.Status))
            : new Text("The server does not answer; the run is safe there. Waiting for it …", new Style(Color.Yellow)));
        return new Rows(parts);
    }

    private async Task TickAsync(Action draw, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) draw();
        }
        catch (OperationCanceledException)
        {
            // The run is over, or nobody watches any more.
        }
    }
}
