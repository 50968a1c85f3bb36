using System.CommandLine;
using Auterity.Cli.Runs.Watching;

namespace Auterity.Cli.Runs;

internal sealed class WatchRun : ServerCommand
{
    private readonly RunArgument run = new();
    private readonly WaitOption wait = new();

    public WatchRun() : base("watch", "Shows the steps of a run live until it is over, across restarts of the server")
    {
        Add(run);
        Add(wait);
    }

    protected override Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken) =>
        RunWatch.WatchAsync(session, args.GetValue(run), args.GetValue(wait), cancellationToken);
}
