using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when somebody asks for one, in the editor or through the API.</summary>
[Node("trigger.manual", "Manual start", Category = "Triggers", Icon = "mouse-pointer-click", Delivery = Delivery.Pure,
    Summary = "Starts a run when somebody presses Run or calls the API; the input becomes its items.", Keywords = ["start", "button", "test", "api"])]
public sealed class ManualTrigger : TriggerNode<ManualTrigger.Input>
{
    public sealed record Input;
}
