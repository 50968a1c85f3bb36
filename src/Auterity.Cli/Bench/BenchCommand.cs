using System.CommandLine;

namespace Auterity.Cli.Bench;

/// <summary>Measures a running server over HTTP, as its callers see it: webhook → set → if → set → answer.</summary>
internal sealed class BenchCommand : ServerCommand
{
    private readonly CountOption connections = new("--connections", "-c", "Callers at the same time, each with its own connection", "number", usual: 16, most: 1_000);
    private readonly CountOption seconds = new("--seconds", "-s", "How long to measure", "number", usual: 10, most: 300);
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Put load on a server that is not on this machine" };

    public BenchCommand() : base("bench", "Measures runs a second over HTTP with a workflow of its own, which it removes afterwards")
    {
        Add(connections);
        Add(seconds);
        Add(yes);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var api = session.Api;
        if (!api.Url.IsLoopback && !args.GetValue(yes)) throw Failure.Usage($"{api.Url} is not on this machine. Say --yes if its owner knows that you are about to put load on it.");
        await using var workflow = await BenchWorkflow.PublishAsync(api, session.Screen, session.Time, cancellationToken);
        var load = new BenchLoad(workflow.Hook, args.GetValue(connections), session.Time);
        session.Screen.Note($"Measuring {api.Url} for {args.GetValue(seconds)} seconds with {args.GetValue(connections)} connections …");
        await load.RunAsync(TimeSpan.FromSeconds(1), cancellationToken);
        var result = await load.RunAsync(TimeSpan.FromSeconds(args.GetValue(seconds)), cancellationToken);

        if (session.Screen.IsJson) session.Screen.Json(result.Describe());
        else result.Show(session.Screen);
        return result.Done > 0 && result.Errors.Count == 0 ? ExitCode.Fine : ExitCode.Failed;
    }
}
