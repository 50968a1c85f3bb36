using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Runs;

internal sealed class ListRuns : ServerCommand
{
    private readonly Option<string?> workflow = new("--workflow", "-w") { Description = "Only runs of this workflow, by name or id" };
    private readonly Option<string?> status = new("--status") { Description = "Only these states, separated by commas: queued, running, waiting, paused, needsDecision, succeeded, failed, cancelled" };
    private readonly Option<string?> label = new("--label") { Description = "Only runs with this label" };
    private readonly Option<string?> text = new("--text") { Description = "Text in the error or the label" };
    private readonly Option<string?> since = new("--since") { Description = "Started at or after: a moment, or how long ago, like 15m, 2h, 7d", HelpName = "when" };
    private readonly Option<string?> before = new("--before") { Description = "Started before: a moment, or how long ago", HelpName = "when" };
    private readonly Option<Guid?> parent = new("--parent") { Description = "Only children of this run", HelpName = "run" };
    private readonly Option<string?> mode = new("--mode") { Description = "production, test or manual" };
    private readonly LimitOption limit = new();

    public ListRuns() : base("list", "Lists runs, newest first")
    {
        mode.AcceptOnlyFromAmong("production", "test", "manual");
        foreach (var option in new Option[] { workflow, status, label, text, since, before, parent, mode, limit }) Add(option);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var now = session.Time.GetUtcNow();
        var of = args.GetValue(workflow) is { } named ? await WorkflowFinder.FindAsync(session.Api, named, cancellationToken) : null;
        var path = ApiPath.With(
            "api/runs", ("workflowId", of?.Id.ToString()), ("status", args.GetValue(status)), ("label", args.GetValue(label)), ("text", args.GetValue(text)),
            ("since", Moment(args.GetValue(since), "--since", now)), ("before", Moment(args.GetValue(before), "--before", now)), ("parentId", args.GetValue(parent)?.ToString()), ("mode", args.GetValue(mode)));
        var rows = await session.Api.ListAsync(path, args.GetValue(limit), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
        else if (rows.Count == 0) session.Screen.Note("There are none. Start one with: auterity run <workflow> --watch");
        else Table(rows, await NamesAsync(session.Api, rows, of, cancellationToken), now).Write(session.Screen);
        return ExitCode.Fine;
    }

    private static Listing Table(List<JsonElement> rows, Dictionary<string, string> names, DateTimeOffset now)
    {
        var table = new Listing().Column("run").Column("workflow", wraps: true).Column("status").Column("started", spare: 1).Column("took", number: true, spare: 2).Column("steps", number: true, spare: 4).Column("label", wraps: true, spare: 5).Column("error", wraps: true, spare: 3);
        foreach (var row in rows)
            table.Row(
                row.Text("id"), names.GetValueOrDefault(row.Text("workflowId") ?? "", row.Text("workflowId") ?? "") + (row.Text("mode") == "test" ? " (test)" : ""), Cell.Status(row.Text("status")),
                TimeText.Of(row.Time("startedAt")), TimeText.Of(RunStatusText.DurationOf(row, now)), row.Text("steps"), row.Text("label"), Plain.Cut(row.Read("error").Text("message") ?? "", 120));
        return table;
    }

    /// <summary>Names of the workflows in the list; a deleted one keeps its id.</summary>
    private static async Task<Dictionary<string, string>> NamesAsync(ApiClient api, List<JsonElement> rows, FoundWorkflow? of, CancellationToken cancellationToken)
    {
        if (of is not null) return new() { [of.Id.ToString()] = of.Name };
        var names = new Dictionary<string, string>();
        foreach (var id in rows.Select(row => row.Text("workflowId")!).Distinct())
        {
            try
            {
                names[id] = (await api.GetAsync($"api/workflows/{id}", cancellationToken)).Text("name")!;
            }
            catch (Failure gone) when (gone.Code == ExitCode.NotFound)
            {
                names[id] = $"(deleted) {id}";
            }
        }

        return names;
    }

    private static string? Moment(string? text, string option, DateTimeOffset now) =>
        TimeText.Parse(text, option, now)?.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
