using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

internal sealed class ListWorkflows : ServerCommand
{
    private readonly Option<string?> search = new("--search", "-s") { Description = "Text in the name or the description", HelpName = "text" };
    private readonly Option<string?> tag = new("--tag") { Description = "Only workflows with this tag" };
    private readonly Option<bool> archived = new("--archived") { Description = "Only those that were put away" };
    private readonly Option<bool?> active = new("--active") { Description = "Only those whose triggers are on (true) or off (false)" };
    private readonly LimitOption limit = new();

    public ListWorkflows() : base("list", "Lists workflows, newest first")
    {
        Add(search);
        Add(tag);
        Add(archived);
        Add(active);
        Add(limit);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var path = ApiPath.With(
            "api/workflows", ("search", args.GetValue(search)), ("tag", args.GetValue(tag)), ("archived", args.GetValue(archived) ? "true" : null),
            ("active", args.GetValue(active) switch { true => "true", false => "false", null => null }));
        var rows = await session.Api.ListAsync(path, args.GetValue(limit), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
        else if (rows.Count == 0) session.Screen.Note("There are none. Bring one in with: auterity workflows import <file>");
        else Table(rows).Write(session.Screen);
        return ExitCode.Fine;
    }

    private static Listing Table(List<JsonElement> rows)
    {
        var table = new Listing().Column("name", wraps: true).Column("version", number: true).Column("triggers").Column("draft", spare: 1).Column("tags", wraps: true, spare: 3).Column("changed", spare: 2).Column("id");
        foreach (var row in rows)
            table.Row(
                row.Text("name"), row.Text("publishedVersion") ?? "–", Cell.Status(row.Flag("active") ? "on" : "off"), row.Flag("hasChanges") ? "has changes" : "published",
                string.Join(", ", row.List("tags").Select(tag => tag.GetString())), TimeText.Of(row.Time("updatedAt")), row.Text("id"));
        return table;
    }
}
