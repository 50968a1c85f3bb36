using Auterity.Workflows.Execution.Core;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Limits of size, too large to be met in earnest: a step is held, the limit is named, and raising it lets the step go on (ENGINE rule 9).</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Run_HoldsMoreBytesThanItMay_IsHeldAndGoesOn()
    {
        var (held, error) = await RunAsync("T", Kind.Pass, state => state.ByteLimit = 1, answer: false);
        var (raised, _) = await RunAsync("T", Kind.Pass, state => state.ByteLimit = 1, answer: true);

        Assert.Equal(RunStatus.NeedsDecision, held.Status);
        Assert.Contains("bytes of data; at most 1 are allowed", error, StringComparison.Ordinal);
        Assert.Equal("1", Notation.TextOf(raised.Output));
    }

    [Theory]
    [InlineData("test.script")]
    [InlineData("test.pure")]
    [InlineData("test.effect")]
    [InlineData("test.agent")]
    public async Task Run_ItemLargerThanItMayBe_IsHeldAndGoesOn(string type)
    {
        var node = new NodeSpec(type, new Script { Tag = new string('x', 20) });
        var (held, error) = await RunAsync("A", node, state => state.ItemByteLimit = 20, answer: false);
        var (raised, _) = await RunAsync("A", node, state => state.ItemByteLimit = 20, answer: true);

        Assert.Equal(RunStatus.NeedsDecision, held.Status);
        Assert.Contains("; at most 20 are allowed", error, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Succeeded, raised.Status);
    }

    [Fact]
    public async Task Run_OneItemTooLarge_RepeatsThatOneAloneOnceRaised()
    {
        var spec = Kind.Effect with { Script = new Script { Tag = "xxxxx" } };
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", spec)), "T", Notation.Items("1 twentythree 3")) { Stimuli = [new Stimulus.Answer(10, "A", 0, Decision.Again)] };
        var simulation = new Simulation(scenario);
        simulation.Run.State.ItemByteLimit = 22;

        var run = await simulation.RunAsync();

        Assert.Equal("1xxxxx twentythreexxxxx 3xxxxx", Notation.TextOf(run.Output));
        Assert.Equal([1, 2, 1], run.Calls.GroupBy(call => call.Item).OrderBy(item => item.Key).Select(item => item.Count()));
    }

    private static async Task<(ObservedRun Run, string Error)> RunAsync(string held, NodeSpec node, Action<RunState> limit, bool answer)
    {
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", node)), "T", Notation.Items("1")) { Stimuli = answer ? [new Stimulus.Answer(10, held, 0, Decision.Again)] : [] };
        var simulation = new Simulation(scenario);
        limit(simulation.Run.State);
        var run = await simulation.RunAsync();
        return (run, simulation.Run.State.Activations.Find(step => step.Node.Id == held)?.Units?[0].Error?.Message ?? "");
    }
}
