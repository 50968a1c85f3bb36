using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

internal sealed class ListVersions : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly LimitOption limit = new();

    public ListVersions() : base("versions", "Lists the published versions of a workflow, newest first")
    {
        Add(workflow);
        Add(limit);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var rows = await session.Api.ListAsync($"api/workflows/{found.Id}/versions", args.GetValue(limit), cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
            return ExitCode.Fine;
        }

        if (rows.Count == 0) session.Screen.Note($"'{found.Name}' was never published. Publish it with: auterity workflows publish '{found.Name}'");
        var table = new Listing().Column("version", number: true).Column("published").Column("name", wraps: true, spare: 2).Column("note", wraps: true).Column("by", spare: 3).Column("hash", spare: 1);
        foreach (var row in rows)
            table.Row(row.Text("version"), TimeText.Of(row.Time("createdAt")), row.Text("name"), row.Text("note"), row.Text("createdBy"), row.Text("hash")?[..12]);
        if (rows.Count > 0) table.Write(session.Screen);
        return ExitCode.Fine;
    }
}
