using System.CommandLine;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

internal sealed class GetWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Option<int?> version = new("--version") { Description = "A published version; the draft without it", HelpName = "number" };

    public GetWorkflow() : base("get", "Shows a workflow: its nodes and what is wrong with it")
    {
        Add(workflow);
        Add(version);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var path = $"api/workflows/{found.Id}" + (args.GetValue(version) is { } number ? $"/versions/{number}" : "");
        var shown = await session.Api.GetAsync(path, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(shown);
        else Show(session.Screen, found, shown);
        return ExitCode.Fine;
    }

    private static void Show(Screen screen, FoundWorkflow found, JsonElement shown)
    {
        screen.Facts(
            ("name", found.Name), ("id", found.Id.ToString()), ("for", shown.Text("description")),
            ("tags", string.Join(", ", shown.List("tags").Select(tag => tag.GetString()))),
            ("version", shown.Text("version")), ("published", shown.Text("publishedVersion")), ("triggers", found.Row.Flag("active") ? "on" : "off"),
            ("draft", shown.Read("hasChanges").ValueKind switch { JsonValueKind.True => "has changes", JsonValueKind.False => "as published", _ => null }),
            ("revision", shown.Text("revision")), ("changed", TimeText.Of(shown.Time("updatedAt") ?? shown.Time("createdAt"))));
        screen.Line();
        Nodes(shown.Read("definition")).Write(screen);
        if (!shown.List("faults").Any()) return;
        screen.Line();
        FaultTable.Of(shown.List("faults")).Write(screen);
    }

    private static Listing Nodes(JsonElement definition)
    {
        var next = definition.List("edges").ToLookup(edge => edge.Text("from"), edge => edge);
        var names = definition.List("nodes").GroupBy(node => node.Text("id") ?? "").ToDictionary(group => group.Key, group => group.First().Text("name") ?? "");
        var table = new Listing().Column("node", wraps: true).Column("type").Column("goes to", wraps: true, spare: 1).Column("", spare: 2);
        foreach (var node in definition.List("nodes"))
            table.Row(node.Text("name"), node.Text("type"), string.Join(", ", next[node.Text("id")].Select(edge => Goes(edge, names))), node.Flag("disabled") ? "disabled" : "");
        return table;
    }

    private static string Goes(JsonElement edge, Dictionary<string, string> names)
    {
        var to = names.GetValueOrDefault(edge.Text("to") ?? "", edge.Text("to") ?? "?");
        return edge.Text("output") is null or "main" ? to : $"{edge.Text("output")} → {to}";
    }
}
