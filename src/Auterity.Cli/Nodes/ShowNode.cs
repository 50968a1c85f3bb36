using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Nodes;

internal sealed class ShowNode : ServerCommand
{
    private readonly Argument<string> type = new("type") { Description = "For example http.request" };
    private readonly Option<int?> version = new("--version") { Description = "Version of the type. Default: the newest", HelpName = "number" };

    public ShowNode() : base("show", "Shows a node type: ports, credentials, and every parameter")
    {
        Add(type);
        Add(version);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var path = ApiPath.With($"api/nodes/{Uri.EscapeDataString(args.GetRequiredValue(type))}", ("version", args.GetValue(version)?.ToString(CultureInfo.InvariantCulture)));
        var node = await FindAsync(session.Api, path, args.GetRequiredValue(type), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(node);
        else Show(session.Screen, node);
        return ExitCode.Fine;
    }

    private static async Task<JsonElement> FindAsync(ApiClient api, string path, string type, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync(path, cancellationToken);
        }
        catch (Failure missing) when (missing.Code == ExitCode.NotFound)
        {
            var part = type.Split('.')[^1];
            var similar = (await api.GetAsync("api/nodes", cancellationToken)).List("items").Select(node => node.Text("type")!)
                .Where(known => known.Contains(part, StringComparison.OrdinalIgnoreCase) || part.Contains(known.Split('.')[^1], StringComparison.OrdinalIgnoreCase)).Take(8).ToList();
            throw new Failure(missing.Code, $"There is no node type '{type}'. {(similar.Count == 0 ? "See them with: auterity nodes list" : $"Did you mean: {string.Join(", ", similar)}?")}", null, missing.Problem);
        }
    }

    private static void Show(Screen screen, JsonElement node)
    {
        screen.Facts(
            ("type", $"{node.Text("type")} (version {node.Text("version")})"), ("name", node.Text("name")), ("category", node.Text("category")), ("does", node.Text("summary")), ("kind", node.Text("kind")),
            ("delivery", node.Text("delivery")), ("inputs", Ports(node, "inputs", "dynamicInputs")), ("outputs", Ports(node, "outputs", "dynamicOutputs")), ("plugs in", Ports(node, "attachments", "")),
            ("credentials", string.Join("; ", node.List("credentials").Select(slot => $"{slot.Text("slot")}{(slot.Flag("required") ? " (required)" : "")}: {Ports(slot, "types", "")}"))));
        var table = new Listing().Column("parameter").Column("type").Column("", spare: 1).Column("default", spare: 2).Column("what it is", wraps: true);
        foreach (var parameter in SchemaParameter.All(node.Read("parameters")))
            table.Row(parameter.Name, parameter.Type, parameter.Required ? "required" : "", parameter.Default, parameter.Description);
        screen.Line();
        if (table.Count == 0) screen.Line("It has no parameters.");
        else table.Write(screen);
    }

    private static string Ports(JsonElement node, string list, string dynamic)
    {
        var ports = string.Join(", ", node.List(list).Select(port => port.GetString()));
        return node.Flag(dynamic) ? $"{ports} (more by parameters)".TrimStart() : ports;
    }
}
