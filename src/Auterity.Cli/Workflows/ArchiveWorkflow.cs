using System.CommandLine;

namespace Auterity.Cli.Workflows;

/// <summary><c>archive</c> and <c>unarchive</c>: both are a call of the same name.</summary>
internal sealed class ArchiveWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly string done;

    public ArchiveWorkflow(string name, string description, string done) : base(name, description)
    {
        this.done = done;
        Add(workflow);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var changed = await session.Api.PostAsync($"api/workflows/{found.Id}/{Name}", null, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(changed);
        else session.Screen.Line($"'{found.Name}' is {done}.");
        return ExitCode.Fine;
    }
}
