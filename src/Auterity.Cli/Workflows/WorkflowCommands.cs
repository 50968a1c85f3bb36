using System.CommandLine;

namespace Auterity.Cli.Workflows;

/// <summary><c>auterity workflows …</c></summary>
internal static class WorkflowCommands
{
    public static Command Create() => new("workflows", "Workflows: list, import, check, publish, put away")
    {
        new ListWorkflows(),
        new GetWorkflow(),
        new CreateWorkflow(),
        new SaveWorkflow(),
        new ImportWorkflows(),
        new ExportWorkflow(),
        new ValidateWorkflow(),
        new PublishWorkflow(),
        new ListVersions(),
        new RollBackWorkflow(),
        new SwitchTriggers("activate", "Turns the triggers of the published version on", active: true),
        new SwitchTriggers("deactivate", "Turns the triggers off; runs go on", active: false),
        new ArchiveWorkflow("archive", "Puts a workflow away: triggers off, nothing lost", "archived"),
        new ArchiveWorkflow("unarchive", "Brings a workflow back; its triggers stay off", "back, with its triggers off"),
        new DeleteWorkflow(),
    };
}
