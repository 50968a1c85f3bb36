using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class RollBackWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Argument<int> version = new("version") { Description = "Number of the version whose content comes back" };
    private readonly Option<string?> note = new("--note", "-m") { Description = "Why", HelpName = "text" };
    private readonly Option<bool> allowStubs = new("--allow-stubs") { Description = "Publishes although imported nodes are stubs" };

    public RollBackWorkflow() : base("rollback", "Makes an older version's content the draft and the newest version")
    {
        Add(workflow);
        Add(version);
        Add(note);
        Add(allowStubs);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var path = ApiPath.With($"api/workflows/{found.Id}/rollback", ("allowStubs", args.GetValue(allowStubs) ? "true" : null));
        var published = await session.Api.PostAsync(path, new JsonObject { ["version"] = args.GetValue(version), ["note"] = args.GetValue(note) }, cancellationToken);
        PublishWorkflow.Show(session, found, published);
        return ExitCode.Fine;
    }
}
