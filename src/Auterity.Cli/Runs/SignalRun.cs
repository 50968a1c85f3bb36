using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

internal sealed class SignalRun : ServerCommand
{
    private readonly RunArgument run = new();
    private readonly Argument<string> name = new("name") { Description = "Name that a step waits for" };
    private readonly Option<string?> payload = new("--payload") { Description = "Becomes the waiting step's items: JSON, @file, or - for standard input", HelpName = "json" };
    private readonly Option<string?> dedupe = new("--dedupe") { Description = "The same id is taken once", HelpName = "id" };

    public SignalRun() : base("signal", "Sends a signal by name, whether or not a step waits for it yet")
    {
        Add(run);
        Add(name);
        Add(payload);
        Add(dedupe);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = args.GetRequiredValue(name), ["dedupeId"] = args.GetValue(dedupe) };
        if (await TextInput.ReadJsonAsync(args.GetValue(payload), "--payload", cancellationToken) is { } json) body["payload"] = json.Node();
        var state = await session.Api.PostAsync($"api/runs/{args.GetValue(run)}/signal", body, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(state);
        else session.Screen.Line($"Signal '{args.GetValue(name)}' is stored; the run {RunStatusText.Sentence(state.Text("status"))}.");
        return ExitCode.Fine;
    }
}
