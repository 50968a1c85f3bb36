using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Templates;

internal sealed class ListTemplates : ServerCommand
{
    private readonly Option<string?> search = new("--search", "-s") { Description = "Text in the name or the summary", HelpName = "text" };
    private readonly Option<string?> category = new("--category") { Description = "Only templates of this category" };
    private readonly LimitOption limit = new();

    public ListTemplates() : base("list", "Lists templates: own ones, then those that come with the product")
    {
        Add(search);
        Add(category);
        Add(limit);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var rows = await session.Api.ListAsync(ApiPath.With("api/templates", ("search", args.GetValue(search)), ("category", args.GetValue(category))), args.GetValue(limit), cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
            return ExitCode.Fine;
        }

        if (rows.Count == 0) session.Screen.Note("There are none.");
        var table = new Listing().Column("id").Column("name", wraps: true).Column("category", spare: 1).Column("summary", wraps: true, spare: 2).Column("version", number: true, spare: 4).Column("tests", number: true, spare: 3);
        foreach (var row in rows) table.Row(row.Text("id"), row.Text("name"), row.Text("category"), row.Text("summary"), row.Text("version"), row.Text("testCount"));
        if (rows.Count > 0) table.Write(session.Screen);
        return ExitCode.Fine;
    }
}
