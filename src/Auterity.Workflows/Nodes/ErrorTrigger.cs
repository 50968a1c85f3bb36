using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when a run of another workflow failed; the item is <c>{ run, workflow, error }</c>.</summary>
[Node("trigger.error", "On error", Category = "Triggers", Icon = "siren", Delivery = Delivery.Pure,
    Summary = "Starts when a workflow that names this one as its error workflow fails; receives the run, the workflow and the error.", Keywords = ["failure", "alert", "catch"])]
public sealed class ErrorTrigger : TriggerNode<ErrorTrigger.Input>
{
    public sealed record Input;
}
