using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Runs;

internal sealed class ForkRun : ServerCommand
{
    private readonly RunArgument run = new();
    private readonly Option<string> step = new("--step") { Description = "Where to start again: id of the step, or name of its node", Required = true };
    private readonly Option<string?> output = new("--output") { Description = "Given instead of running the step: JSON, @file, or - for standard input", HelpName = "json" };
    private readonly Option<string?> definition = new("--definition") { Description = "File with a changed definition to go on with", HelpName = "file" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Only say which effects would happen again" };

    public ForkRun() : base("fork", "Starts a new run from any step of this one, with other data if wanted")
    {
        Add(run);
        Add(step);
        Add(output);
        Add(definition);
        Add(dryRun);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var id = args.GetValue(run);
        var body = new JsonObject { ["step"] = await StepAsync(session.Api, id, args.GetRequiredValue(step), cancellationToken), ["dryRun"] = args.GetValue(dryRun) };
        if (await TextInput.ReadJsonAsync(args.GetValue(output), "--output", cancellationToken) is { } json) body["output"] = json.Node();
        if (args.GetValue(definition) is { } file) body["definition"] = (await DefinitionFile.ReadAsync(file, cancellationToken)).Definition.Node();
        var answer = await session.Api.PostAsync($"api/runs/{id}/fork", body, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(answer);
        else if (args.GetValue(dryRun)) session.Screen.Line(answer.Text("summary") ?? answer.Text("detail") ?? "");
        else session.Screen.Line($"Run {answer.Text("id")} goes on from there. Watch it with: auterity runs watch {answer.Text("id")}");
        return ExitCode.Fine;
    }

    private static async Task<int> StepAsync(ApiClient api, Guid id, string given, CancellationToken cancellationToken)
    {
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        var steps = (await api.GetAsync(ApiPath.With($"api/runs/{id}/steps?items=0", ("node", given)), cancellationToken)).List("steps").ToList();
        return steps switch
        {
            [var one] => (int)one.Number("id"),
            [] => throw new Failure(ExitCode.NotFound, $"Run {id} has no step of a node '{given}'. See them with: auterity runs steps {id}"),
            _ => throw new Failure(ExitCode.Usage, $"'{given}' has run {steps.Count} times. Name the step by its id:", [.. steps.Select(each => $"--step {each.Text("id")}  {Cell.Words(each.Text("status"))}")]),
        };
    }
}
