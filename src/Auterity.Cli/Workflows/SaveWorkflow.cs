using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class SaveWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Argument<string> file = new("file") { Description = "File with the draft; - reads it from standard input" };
    private readonly Option<int?> revision = new("--if-revision") { Description = "Save only if nobody else has saved since this revision", HelpName = "number" };
    private readonly Option<string?> name = new("--name") { Description = "A new name" };

    public SaveWorkflow() : base("save", "Saves a file as the draft of a workflow; versions and runs stay as they are")
    {
        Add(workflow);
        Add(file);
        Add(revision);
        Add(name);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var content = await DefinitionFile.ReadAsync(args.GetRequiredValue(file), cancellationToken);
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var body = new JsonObject { ["name"] = args.GetValue(name) };
        DefinitionFile.AddTo(body, content);
        var request = new ApiRequest(HttpMethod.Put, $"api/workflows/{found.Id}") { Body = body, IfMatch = args.GetValue(revision) };
        CreateWorkflow.Show(session, await session.Api.SendAsync(request, cancellationToken), "Saved");
        return ExitCode.Fine;
    }
}
