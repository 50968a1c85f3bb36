using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Runs.Watching;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Runs;

/// <summary><c>auterity run</c>: starts the published version, or the draft, and if wanted waits or watches.</summary>
/// <remarks>Every start carries an idempotency key, so that one whose answer was lost is repeated without starting a second run.</remarks>
internal sealed class StartRun : ServerCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly WorkflowArgument workflow = new();
    private readonly Option<string?> input = new("--input", "-i") { Description = "What the trigger hands on: JSON, @file, or - for standard input", HelpName = "json" };
    private readonly Option<string?> trigger = new("--trigger") { Description = "Name or id of the trigger to fire. Default: the manual trigger, or the first", HelpName = "node" };
    private readonly Option<string?> label = new("--label") { Description = "Your own name for the run", HelpName = "text" };
    private readonly Option<string?> key = new("--key") { Description = "Idempotency key: the same key and input give the same run back", HelpName = "text" };
    private readonly Option<bool> draft = new("--draft") { Description = "Run the saved draft instead of the published version, with its pinned data" };
    private readonly WaitOption wait = new();
    private readonly Option<bool> watch = new("--watch") { Description = "Show the steps live until the run is over; Ctrl+C stops watching, not the run" };

    public StartRun() : base("run", "Starts a run of a workflow")
    {
        foreach (var option in new Option[] { input, trigger, label, key, draft, wait, watch }) Add(option);
        Add(workflow);
        Validators.Add(result =>
        {
            if (result.GetValue(draft) && (result.GetValue(label) is not null || result.GetValue(key) is not null)) result.AddError("--draft takes no --label and no --key.");
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["trigger"] = args.GetValue(trigger) };
        if (args.GetValue(label) is { } text) body["label"] = text;
        if (await TextInput.ReadJsonAsync(args.GetValue(input), "--input", cancellationToken) is { } json) body["input"] = json.Node();
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var request = new ApiRequest(HttpMethod.Post, $"api/workflows/{found.Id}/{(args.GetValue(draft) ? "test-runs" : "runs")}")
        {
            Body = body, Key = args.GetValue(draft) ? null : args.GetValue(key) ?? $"cli-{Guid.CreateVersion7()}",
        };
        var started = await StartAsync(session, request, cancellationToken);

        if (args.GetValue(watch)) return await RunWatch.WatchAsync(session, started.Id(), args.GetValue(wait), cancellationToken);
        if (args.GetValue(wait) is { } limit) return await RunWait.WaitAsync(session, started, limit, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(started);
        else session.Screen.Line($"Run {started.Text("id")} of '{found.Name}' has started. Watch it with: auterity runs watch {started.Text("id")}");
        return ExitCode.Fine;
    }

    private static async Task<JsonElement> StartAsync(Session session, ApiRequest request, CancellationToken cancellationToken)
    {
        var began = session.Time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await session.Api.SendAsync(request, cancellationToken);
            }
            // Without a key a repetition could start a second run. The workflow was found a moment ago, so the server was there.
            catch (Failure lost) when (lost.Code == ExitCode.Unreachable && request.Key is not null && session.Time.GetElapsedTime(began) < Patience)
            {
                if (attempt == 1) session.Screen.Note("The server went away before it answered. Asking again …");
                await Task.Delay(Pause, session.Time, cancellationToken);
            }
        }
    }
}
