using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

internal sealed class DeleteWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };

    public DeleteWorkflow() : base("delete", "Deletes a workflow that has no live runs")
    {
        Add(workflow);
        Add(yes);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        Prompt.Confirm(args.GetValue(yes), $"'{found.Name}' ({found.Id}) and all its versions will be deleted.");
        await session.Api.SendAsync(new ApiRequest(HttpMethod.Delete, $"api/workflows/{found.Id}"), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(new JsonObject { ["id"] = found.Id.ToString(), ["deleted"] = true });
        else session.Screen.Line($"Deleted '{found.Name}'.");
        return ExitCode.Fine;
    }
}
