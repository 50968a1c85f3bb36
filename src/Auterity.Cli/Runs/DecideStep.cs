using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

internal sealed class DecideStep : ServerCommand
{
    private readonly RunArgument run = new();
    private readonly Argument<string> decision = new("decision") { Description = "done: go on with the output, or the input; again: do it; fail: treat it as failed" };
    private readonly Option<int?> step = new("--step") { Description = "Id of the step. Default: the only one that waits", HelpName = "id" };
    private readonly Option<int?> item = new("--item") { Description = "Index of the item. Default: all that wait", HelpName = "index" };
    private readonly Option<int?> call = new("--call") { Description = "Number of one call of a tool or model. Default: all that wait", HelpName = "number" };
    private readonly Option<string?> output = new("--output") { Description = "What the step is to have returned: JSON, @file, or - for standard input", HelpName = "json" };

    public DecideStep() : base("decide", "Says what to do with a step that is held or whose outcome is unknown")
    {
        decision.AcceptOnlyFromAmong("done", "again", "fail");
        Add(run);
        Add(decision);
        Add(step);
        Add(item);
        Add(call);
        Add(output);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var id = args.GetValue(run);
        var body = new JsonObject { ["step"] = args.GetValue(step) ?? await OnlyStepAsync(session.Api, id, cancellationToken), ["decision"] = args.GetRequiredValue(decision), ["item"] = args.GetValue(item), ["call"] = args.GetValue(call) };
        if (await TextInput.ReadJsonAsync(args.GetValue(output), "--output", cancellationToken) is { } json) body["output"] = json.Node();
        var state = await session.Api.PostAsync($"api/runs/{id}/decide", body, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(state);
        else session.Screen.Line($"Decided; the run {RunStatusText.Sentence(state.Text("status"))}.");
        return ExitCode.Fine;
    }

    private static async Task<int> OnlyStepAsync(ApiClient api, Guid id, CancellationToken cancellationToken)
    {
        var run = await api.GetAsync($"api/runs/{id}", cancellationToken);
        var waiting = run.List("attention").DistinctBy(entry => entry.Number("step")).ToList();
        return waiting switch
        {
            [var one] => (int)one.Number("step"),
            [] => throw new Failure(ExitCode.Conflict, $"No step of run {id} needs a decision; the run {RunStatusText.Sentence(run.Text("status"))}."),
            _ => throw new Failure(ExitCode.Usage, $"{waiting.Count} steps wait for a decision. Name one with --step:", [.. waiting.Select(Line)]),
        };
    }

    private static string Line(JsonElement entry) => $"--step {entry.Text("step")}  '{entry.Text("node")}' ({Cell.Words(entry.Text("why"))})";
}
