using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Credentials;

internal sealed class ListCredentials : ServerCommand
{
    private readonly Option<string?> type = new("--type") { Description = "Only credentials of this type" };
    private readonly LimitOption limit = new();

    public ListCredentials() : base("list", "Lists credentials without their values, newest first")
    {
        Add(type);
        Add(limit);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var rows = await session.Api.ListAsync(ApiPath.With("api/credentials", ("type", args.GetValue(type))), args.GetValue(limit), cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
            return ExitCode.Fine;
        }

        var table = new Listing().Column("name", wraps: true).Column("type").Column("fields that are set", wraps: true, spare: 1).Column("changed", spare: 2).Column("id");
        foreach (var row in rows)
            table.Row(row.Text("name"), row.Text("type"), string.Join(", ", row.List("setFields").Select(field => field.GetString())), TimeText.Of(row.Time("updatedAt")), row.Text("id"));
        if (rows.Count == 0) session.Screen.Note("There are none. Store one with: auterity credentials create <name> --type <type>");
        else table.Write(session.Screen);
        return ExitCode.Fine;
    }
}
