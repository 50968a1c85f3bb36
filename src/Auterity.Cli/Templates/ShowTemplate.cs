using System.CommandLine;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Templates;

internal sealed class ShowTemplate : ServerCommand
{
    private readonly TemplateArgument template = new();
    private readonly TemplateVersionOption version = new();

    public ShowTemplate() : base("show", "Shows a template: what to fill in, what it uses, its tests")
    {
        Add(template);
        Add(version);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var shown = await session.Api.GetAsync(await TemplateFinder.PathAsync(session.Api, args.GetRequiredValue(template), null, args.GetValue(version), cancellationToken), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(shown);
        else Show(session.Screen, shown);
        return ExitCode.Fine;
    }

    private static void Show(Screen screen, JsonElement shown)
    {
        var document = shown.Read("document");
        screen.Facts(
            ("name", shown.Text("name")), ("id", shown.Text("id")), ("for", shown.Text("summary")), ("category", shown.Text("category")), ("version", shown.Text("version")),
            ("nodes", string.Join(", ", shown.List("nodeTypes").Select(type => type.GetString()))), ("tests", string.Join("; ", document.List("tests").Select(test => test.Text("name")))));
        if (document.Read("parameters").Members("properties").Any())
        {
            screen.Line();
            Parameters(document.Read("parameters")).Write(screen);
        }

        if (!shown.List("faults").Any()) return;
        screen.Line();
        FaultTable.Of(shown.List("faults")).Write(screen);
    }

    private static Listing Parameters(JsonElement schema)
    {
        var required = schema.List("required").Select(name => name.GetString()).ToHashSet();
        var table = new Listing().Column("parameter").Column("type", spare: 2).Column("default", spare: 1).Column("what it is", wraps: true);
        foreach (var parameter in schema.Members("properties"))
            table.Row(
                parameter.Name, parameter.Value.Text("format") ?? parameter.Value.Text("type"),
                parameter.Value.Read("default") is { ValueKind: not JsonValueKind.Undefined } standard ? standard.ToString() : required.Contains(parameter.Name) ? "(required)" : "",
                parameter.Value.Text("description") ?? parameter.Value.Text("title"));
        return table;
    }
}
