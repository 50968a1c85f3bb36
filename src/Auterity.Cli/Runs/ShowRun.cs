using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

internal sealed class ShowRun : ServerCommand
{
    private readonly RunArgument run = new();

    public ShowRun() : base("show", "Shows a run: status, steps, input, output, error, and what it waits for") => Add(run);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var id = args.GetValue(run);
        var shown = await session.Api.GetAsync($"api/runs/{id}", cancellationToken);
        var steps = await session.Api.GetAsync($"api/runs/{id}/steps?items=0", cancellationToken);
        if (session.Screen.IsJson)
        {
            var told = new JsonObject();
            foreach (var member in shown.EnumerateObject()) told[member.Name] = member.Value.Node();
            told["stepList"] = steps.Read("steps").Node();
            session.Screen.Json(told);
            return ExitCode.Fine;
        }

        var screen = session.Screen;
        screen.Facts(
            ("run", shown.Text("id")), ("workflow", $"{shown.Text("workflowId")} {(shown.Number("version") == 0 ? "draft" : $"version {shown.Text("version")}")}"), ("mode", shown.Text("mode")), ("label", shown.Text("label")),
            ("started", TimeText.Of(shown.Time("startedAt"))), ("finished", TimeText.Of(shown.Time("finishedAt"))), ("parent", shown.Text("parentId")), ("input", Plain.Cut(shown.Text("input") ?? "", 2_000)));
        screen.Line();
        StepTable.Of(steps.List("steps"), session.Time.GetUtcNow()).Write(screen);
        screen.Line();
        RunStatusText.Conclude(screen, shown, session.Time.GetUtcNow());
        return ExitCode.Fine;
    }
}
