using System.CommandLine;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Bench;

/// <summary>Measures a running server over HTTP, as its callers see it: webhook → set → if → set → answer.</summary>
internal sealed class BenchCommand : ServerCommand
{
    private readonly Option<int> connections = new("--connections", "-c") { Description = "Callers at the same time, each with its own connection", HelpName = "number", DefaultValueFactory = _ => 16 };
    private readonly Option<int> seconds = new("--seconds", "-s") { Description = "How long to measure, 1 to 300", HelpName = "number", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Put load on a server that is not on this machine" };

    public BenchCommand() : base("bench", "Measures runs a second over HTTP with a workflow of its own, which it removes afterwards")
    {
        Add(connections);
        Add(seconds);
        Add(yes);
        Validators.Add(result =>
        {
            if (result.GetValue(connections) is < 1 or > 1000) result.AddError("--connections must be between 1 and 1000.");
            if (result.GetValue(seconds) is < 1 or > 300) result.AddError("--seconds must be between 1 and 300.");
        });
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
