using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class PublishWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Option<string?> note = new("--note", "-m") { Description = "What changed", HelpName = "text" };
    private readonly Option<string?> name = new("--version-name") { Description = "Name of the version", HelpName = "text" };
    private readonly Option<bool?> activate = new("--activate") { Description = "Turns the triggers on (true) or off (false). Default: on with the first version, later as they are" };
    private readonly Option<bool> allowStubs = new("--allow-stubs") { Description = "Publishes although imported nodes are stubs, for workflows whose stubs are on paths nobody takes" };
    private readonly Option<int?> revision = new("--if-revision") { Description = "Publish only if nobody else has saved since this revision", HelpName = "number" };

    public PublishWorkflow() : base("publish", "Makes a version of the draft; the same content gives the same version again")
    {
        Add(workflow);
        Add(note);
        Add(name);
        Add(activate);
        Add(allowStubs);
        Add(revision);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var request = new ApiRequest(HttpMethod.Post, ApiPath.With($"api/workflows/{found.Id}/publish", ("allowStubs", args.GetValue(allowStubs) ? "true" : null)))
        {
            Body = new JsonObject { ["note"] = args.GetValue(note), ["name"] = args.GetValue(name), ["activate"] = args.GetValue(activate) }, IfMatch = args.GetValue(revision),
        };
        var published = await session.Api.SendAsync(request, cancellationToken);
        Show(session, found, published);
        return ExitCode.Fine;
    }

    public static void Show(Session session, FoundWorkflow found, JsonElement published)
    {
        if (session.Screen.IsJson)
        {
            session.Screen.Json(published);
            return;
        }

        if (published.List("warnings").Any()) FaultTable.Of(published.List("warnings")).Write(session.Screen);
        session.Screen.Line($"'{found.Name}' is published as version {published.Text("version")}; its triggers are {(published.Flag("active") ? "on" : "off")}.");
        session.Screen.Note($"Start it with: auterity run {(found.Name.Contains('\'', StringComparison.Ordinal) ? found.Id : $"'{found.Name}'")} --watch");
    }
}
