using System.Globalization;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

/// <summary>Shows what came of an import: every node for a few workflows, one line each for many.</summary>
internal static class ImportReport
{
    private const int Few = 3;

    public static void Show(Screen screen, IReadOnlyList<ImportOutcome> outcomes, bool details)
    {
        var done = outcomes.Where(outcome => outcome.Refused is null).ToList();
        if (details || outcomes.Count <= Few)
            foreach (var outcome in done) ShowOne(screen, outcome);
        if (outcomes.Count > 1) ShowAll(screen, outcomes);
        foreach (var outcome in outcomes)
            if (outcome.Refused is { } refused) screen.Fail(new Failure(refused.Code, $"{outcome.Source}: {refused.Message}", refused.Details));

        if (outcomes.Count > Few && !details) screen.Note("--details shows what became of every node.");
        if (done is [var only]) screen.Note($"Publish it with: auterity workflows publish {only.Imported.Text("id")}{(only.Count("stub") > 0 ? "   (stubs stand in its way: see the report, or --allow-stubs)" : "")}");
    }

    private static void ShowOne(Screen screen, ImportOutcome outcome)
    {
        screen.Line($"{outcome.Imported.Text("name")}  ({outcome.Imported.Text("id")})");
        var table = new Listing().Column("").Column("node", wraps: true).Column("came as", spare: 2).Column("is now", spare: 1).Column("why", wraps: true);
        foreach (var node in outcome.Nodes)
            table.Row(Status(node.Text("status")), node.Text("name"), Short(node.Text("type")), node.Text("becomes"), node.Text("reason"));
        if (table.Count > 0) table.Write(screen);

        var report = outcome.Imported.Read("report");
        foreach (var needed in report.List("credentials"))
            screen.Line($"needs a credential: '{needed.Text("node")}' used {needed.Text("type")}{(needed.Text("name") is { } name ? $" '{name}'" : "")}{(needed.Text("becomes") is { } type ? $"; here that is {type}" : "")}");
        foreach (var note in report.List("notes")) screen.Line($"note: {note.GetString()}");
        if (outcome.Imported.List("faults").Any()) FaultTable.Of(outcome.Imported.List("faults")).Write(screen);
        screen.Line(Sum([outcome]));
        screen.Line();
    }

    private static void ShowAll(Screen screen, IReadOnlyList<ImportOutcome> outcomes)
    {
        var table = new Listing().Column("").Column("workflow", wraps: true).Column("ready", number: true).Column("approximate", number: true).Column("stub", number: true).Column("file", wraps: true, spare: 2).Column("id", spare: 1);
        foreach (var outcome in outcomes)
        {
            if (outcome.Refused is not null) table.Row(Cell.Status("refused"), "", "", "", "", outcome.Source, "");
            else table.Row(Status("ready"), outcome.Imported.Text("name"), Text(outcome.Count("ready")), Text(outcome.Count("approximate")), Text(outcome.Count("stub")), outcome.Source, outcome.Imported.Text("id"));
        }

        table.Write(screen);
        screen.Line(Sum(outcomes));
    }

    private static string Sum(IReadOnlyCollection<ImportOutcome> outcomes)
    {
        var refused = outcomes.Count(outcome => outcome.Refused is not null);
        var whole = outcomes.Count - refused;
        var stubs = outcomes.Sum(outcome => outcome.Count("stub"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{whole} workflow{(whole == 1 ? "" : "s")}, {outcomes.Sum(outcome => outcome.Nodes.Count())} nodes: {outcomes.Sum(outcome => outcome.Count("ready"))} ready, {outcomes.Sum(outcome => outcome.Count("approximate"))} approximate, {stubs} stub{(stubs == 1 ? "" : "s")}")
            + (refused == 0 ? "." : $"; {refused} file{(refused == 1 ? "" : "s")} refused.");
    }

    private static Cell Status(string? status) => new(Plain.Of(status), Cell.StyleOf(status is "ready" ? "ok" : status));

    private static string? Short(string? type) => type?.Replace("n8n-nodes-base.", "", StringComparison.Ordinal).Replace("@n8n/n8n-nodes-langchain.", "ai ", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
