using System.CommandLine;
using Auterity.Cli.Api;
using Auterity.Cli.Nodes;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Credentials;

internal sealed class ListCredentialTypes : ServerCommand
{
    private readonly Argument<string?> type = new("type") { Description = "Show only this type", Arity = ArgumentArity.ZeroOrOne };

    public ListCredentialTypes() : base("types", "Lists credential types and the fields of each") => Add(type);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var types = await session.Api.GetAsync("api/credentials/types", cancellationToken);
        var wanted = types.EnumerateArray().Where(known => args.GetValue(type) is null || known.Text("type") == args.GetValue(type)).ToList();
        if (wanted.Count == 0) throw new Failure(ExitCode.NotFound, $"There is no credential type '{args.GetValue(type)}'. There are: {string.Join(", ", types.EnumerateArray().Select(known => known.Text("type")))}.");
        if (session.Screen.IsJson)
        {
            session.Screen.Json(new System.Text.Json.Nodes.JsonArray([.. wanted.Select(known => known.Node())]));
            return ExitCode.Fine;
        }

        var table = new Listing().Column("type").Column("field").Column("", spare: 1).Column("what it is", wraps: true);
        foreach (var known in wanted)
        {
            table.Row(known.Text("type"), "", known.Flag("canTest") ? "can be tested" : "", known.Text("name"));
            foreach (var field in SchemaParameter.All(known.Read("schema")))
                table.Row("", field.Name, field.Required ? "required" : "", field.Description);
        }

        table.Write(session.Screen);
        return ExitCode.Fine;
    }
}
