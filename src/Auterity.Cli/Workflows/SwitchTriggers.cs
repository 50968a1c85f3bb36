using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

/// <summary><c>activate</c> and <c>deactivate</c>.</summary>
internal sealed class SwitchTriggers : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly bool active;

    public SwitchTriggers(string name, string description, bool active) : base(name, description)
    {
        this.active = active;
        Add(workflow);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var changed = await session.Api.SendAsync(new ApiRequest(HttpMethod.Patch, $"api/workflows/{found.Id}") { Body = new JsonObject { ["active"] = active } }, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(changed);
        else session.Screen.Line($"The triggers of '{found.Name}' are {(active ? "on" : "off")}.");
        return ExitCode.Fine;
    }
}
