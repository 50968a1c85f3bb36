using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Nodes;

internal sealed class ListNodes : ServerCommand
{
    private readonly Option<string?> search = new("--search", "-s") { Description = "Words in type, name, summary or keywords", HelpName = "words" };
    private readonly Option<string?> category = new("--category", "-c") { Description = "Only this category" };
    private readonly Option<string?> kind = new("--kind") { Description = "Only this kind: single, batch, trigger, polling, attachment …" };

    public ListNodes() : base("list", "Lists node types by category")
    {
        Add(search);
        Add(category);
        Add(kind);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var all = (await session.Api.GetAsync("api/nodes", cancellationToken)).List("items").ToList();
        var rows = all.Where(node => Fits(node, args.GetValue(search)) && Same(node.Text("category"), args.GetValue(category)) && Same(node.Text("kind"), args.GetValue(kind)))
            .OrderBy(node => node.Text("category"), StringComparer.Ordinal).ThenBy(node => node.Text("type"), StringComparer.Ordinal).ToList();
        if (session.Screen.IsJson)
        {
            session.Screen.Json(new JsonArray([.. rows.Select(row => row.Node())]));
            return ExitCode.Fine;
        }

        if (rows.Count == 0)
        {
            session.Screen.Note($"No node type fits. Categories: {string.Join(", ", all.Select(node => node.Text("category")).Distinct().Order())}.");
            return ExitCode.Fine;
        }

        var table = new Listing().Column("category", spare: 1).Column("type").Column("name", spare: 2).Column("what it does", wraps: true);
        foreach (var node in rows) table.Row(node.Text("category"), node.Text("type"), node.Text("name"), node.Text("summary"));
        table.Write(session.Screen);
        return ExitCode.Fine;
    }

    private static bool Same(string? value, string? wanted) => wanted is null || string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Fits(JsonElement node, string? words)
    {
        if (words is null) return true;
        var text = $"{node.Text("type")} {node.Text("name")} {node.Text("summary")} {node.Text("keywords")}";
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
