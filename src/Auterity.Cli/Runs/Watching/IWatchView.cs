namespace Auterity.Cli.Runs.Watching;

/// <summary>How a watched run is shown: a live table, lines, or JSON lines.</summary>
internal interface IWatchView
{
    /// <summary>Shows what the feed brings until it ends.</summary>
    Task ShowAsync(IAsyncEnumerable<FeedNews> feed, StepBoard board, CancellationToken cancellationToken);
}
