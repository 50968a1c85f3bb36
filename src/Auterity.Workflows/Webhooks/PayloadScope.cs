using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Webhooks;

/// <summary>The names an expression may use before there is a run: the payload and the time.</summary>
internal sealed class PayloadScope(Item payload, CompiledWorkflow workflow, Guid tenantId, DateTimeOffset now) : ExpressionScope
{
    public override Item Item => payload;

    public override int ItemIndex => 0;

    public override IReadOnlyList<Item> Input => [payload];

    public override int RunIndex => 0;

    public override string NodeName => "Webhook";

    public override DateTimeOffset Now => now;

    public override string TimeZone => workflow.Definition.Settings.TimeZone;

    public override long Seed => 0;

    public override RunInfo Run => new(Guid.Empty, "production", now, tenantId);

    public override WorkflowInfo Workflow => new(workflow.Identity.Id, workflow.Identity.Name, workflow.Identity.Version, workflow.Identity.Active);

    public override INodeData Node(string name) => throw new ExpressionException($"Node '{name}' has not run yet: this expression is read before the run starts.") { Code = "node-not-run" };

    public override string RunResumeUrl => throw new ExpressionException("There is no run to resume yet.");

    public override string ResumeUrl(string? node) => throw new ExpressionException("There is no run to resume yet.");

    public override JsonElement? Root(string name) => null;

    public override string? Secret(string name) => null;
}
