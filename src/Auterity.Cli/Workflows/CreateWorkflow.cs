using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class CreateWorkflow : ServerCommand
{
    private readonly Argument<string> name = new("name") { Description = "What people call it" };
    private readonly Option<string?> description = new("--description") { Description = "What it is for", HelpName = "text" };
    private readonly Option<string[]> tags = new("--tag") { Description = "A word to find it by; may be repeated" };
    private readonly Option<string?> file = new("--definition") { Description = "File with the draft; - reads it from standard input", HelpName = "file" };

    public CreateWorkflow() : base("create", "Creates a workflow; its draft may be empty or unfinished")
    {
        Add(name);
        Add(description);
        Add(tags);
        Add(file);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = args.GetRequiredValue(name), ["description"] = args.GetValue(description) };
        if (args.GetValue(tags) is { Length: > 0 } words) body["tags"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        if (args.GetValue(file) is { } path) DefinitionFile.AddTo(body, await DefinitionFile.ReadAsync(path, cancellationToken));
        var request = new ApiRequest(HttpMethod.Post, "api/workflows") { Body = body, Key = Guid.CreateVersion7().ToString() };
        Show(session, await session.Api.SendAsync(request, cancellationToken), "Created");
        return ExitCode.Fine;
    }

    /// <summary>A saved draft, and what keeps it from being published.</summary>
    public static void Show(Session session, JsonElement saved, string done)
    {
        if (session.Screen.IsJson)
        {
            session.Screen.Json(saved);
            return;
        }

        session.Screen.Line($"{done} '{saved.Text("name")}' ({saved.Text("id")}), revision {saved.Text("revision")}.");
        if (saved.List("faults").Any()) FaultTable.Of(saved.List("faults")).Write(session.Screen);
    }
}
