using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Templates;

internal sealed class InstantiateTemplate : ServerCommand
{
    private readonly TemplateArgument template = new();
    private readonly Option<string?> name = new("--name") { Description = "Name of the workflow. Default: the template's", HelpName = "text" };
    private readonly Option<string?> parameters = new("--parameters", "-p") { Description = "Values: JSON, @file, or - for standard input", HelpName = "json" };
    private readonly Option<string[]> values = new("--set") { Description = "One value, as name=value; may be repeated. JSON where it is JSON, else text", HelpName = "name=value" };
    private readonly TemplateVersionOption version = new();

    public InstantiateTemplate() : base("instantiate", "Fills a template in and makes a workflow of it")
    {
        foreach (var option in new Option[] { name, parameters, values, version }) Add(option);
        Add(template);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var given = await TextInput.ReadJsonAsync(args.GetValue(parameters), "--parameters", cancellationToken) is { } json
            ? json.Node() as JsonObject ?? throw Failure.Usage("The values of the parameters are an object: { \"name\": value }.") : new JsonObject();
        foreach (var pair in args.GetValue(values) ?? []) Set(given, pair);
        var path = await TemplateFinder.PathAsync(session.Api, args.GetRequiredValue(template), "instantiate", args.GetValue(version), cancellationToken);
        var request = new ApiRequest(HttpMethod.Post, path) { Body = new JsonObject { ["name"] = args.GetValue(name), ["parameters"] = given }, Key = Guid.CreateVersion7().ToString() };
        var made = await session.Api.SendAsync(request, cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(made);
            return ExitCode.Fine;
        }

        session.Screen.Line($"Created the workflow '{made.Text("name")}' ({made.Text("id")}).");
        if (made.List("faults").Any()) FaultTable.Of(made.List("faults")).Write(session.Screen);
        session.Screen.Note($"Publish it with: auterity workflows publish {made.Text("id")}");
        return ExitCode.Fine;
    }

    private static void Set(JsonObject given, string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        if (at < 1) throw Failure.Usage($"'{pair}' is no value. Write --set name=value.");
        given[pair[..at]] = ValueOf(pair[(at + 1)..]);
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
