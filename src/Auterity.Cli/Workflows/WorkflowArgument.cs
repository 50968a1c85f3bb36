using System.CommandLine;

namespace Auterity.Cli.Workflows;

/// <summary>The argument that names a workflow.</summary>
internal sealed class WorkflowArgument : Argument<string>
{
    public WorkflowArgument() : base("workflow") => Description = "Name or id of the workflow";
}
