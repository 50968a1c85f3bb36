using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Nodes;

namespace Auterity.Conformance.Simulation;

/// <summary>The engine's own code under a virtual clock: no threads, no database, the same every time.</summary>
internal sealed class SimulatedEngine(Func<Simulation, Task<ObservedRun>>? drive = null) : IEngineUnderTest
{
    public async Task<ObservedRun> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var simulation = new Simulation(scenario);
        return drive is null ? await simulation.RunAsync() : await drive(simulation);
    }

    /// <summary>The node types a simulated workflow may use.</summary>
    public static NodeCatalog CatalogOf(Ledger ledger, TimeProvider time, params IEnumerable<Node> more) => new(
    [
        new ScriptTrigger(), new ScriptNode(), new NeedsNode(), new PureNode(), new AgentNode(), new FickleAgentNode(), new ToolNode(), new ToolOnceNode(ledger, time), new BatchEffectNode(),
        new BrokenNode(), new EffectNode(ledger, time), new AtMostOnceNode(ledger, time), new LoopNode(), .. more,
    ]);

    public static CompiledWorkflow Compile(Scenario scenario, NodeCatalog catalog) => new(
        new WorkflowIdentity(Guid.Parse("00000000-0000-0000-0000-000000000001"), Guid.Parse("00000000-0000-0000-0000-000000000002"), "case", 1, new byte[32], true),
        scenario.Definition,
        catalog.FindType);

    /// <summary>A person's answer as the command it becomes; null while there is no such step.</summary>
    public static RunCommand.Decide? DecisionOf(LiveRun run, Stimulus.Answer answer)
    {
        var step = run.State.Activations.Find(activation => activation.Node.Id == answer.Node && activation.Number == answer.Activation);
        return step is null ? null : new RunCommand.Decide(step.Id, -1, answer.Decision switch
        {
            Decision.Sent => Workflows.Execution.Core.Decision.Done,
            Decision.Again => Workflows.Execution.Core.Decision.Again,
            _ => Workflows.Execution.Core.Decision.Fail,
        }, null, null);
    }

    /// <summary>What happened outside, as the trigger hands it on.</summary>
    public static Item Payload(Scenario scenario) => scenario.Input.Count == 1
        ? scenario.Input[0]
        : Item.From(System.Text.Json.JsonSerializer.SerializeToElement(scenario.Input.Select(item => item.Json)));
}
