using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Stepped nodes and their calls when the process dies (ENGINE rule 14).</summary>
public sealed class SteppedNodeTests
{
    [Fact]
    public async Task Run_HostAsksOtherwiseAfterACrash_FailsAsNonRepeatable()
    {
        var scenario = new Scenario(Graph.Of("T → A → E; X → A:ai_tool", ("A", Kind.Fickle), ("X", Kind.Tool("x"))), "T", Notation.Items("1"));

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [1] }).RunAsync();

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal("non-repeatable", run.Error);
    }

    [Fact]
    public async Task Run_HostAsksTheSameAfterACrash_GoesOn()
    {
        var scenario = new Scenario(Graph.Of("T → A → E; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x"))), "T", Notation.Items("1"));

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [1] }).RunAsync();

        Assert.Equal("1+answers:1x", Notation.TextOf(run.Output));
    }

    [Fact]
    public async Task Run_CallAtMostOnceDiesUnheard_NeedsADecisionAndIsNotRepeated()
    {
        var run = await new Simulation(OneOfTwo(), new Mishaps { DiesAfterEffect = [2] }).RunAsync();

        Assert.Equal(RunStatus.NeedsDecision, run.Status);
        Assert.Equal(["X", "Y"], run.Calls.Select(call => call.Id.Node).Order());
    }

    [Fact]
    public async Task Run_UnheardCallAnsweredAsAgain_RepeatsThatCallAlone()
    {
        var scenario = OneOfTwo() with { Stimuli = [new Stimulus.Answer(60, "A", 0, Decision.Again)] };

        var run = await new Simulation(scenario, new Mishaps { DiesAfterEffect = [2] }).RunAsync();

        Assert.Equal("1+answers:1x,1y", Notation.TextOf(run.Output));
        Assert.Equal(3, run.Calls.Count);
        Assert.Equal(2, run.Calls.Select(call => call.Key).Distinct().Count());
    }

    [Fact]
    public async Task Run_OneToolOfTwoHosts_IsCalledUnderKeysOfTheirOwn()
    {
        var scenario = new Scenario(Graph.Of("T → A → B; X → A:ai_tool; X → B:ai_tool", ("A", Kind.Agent), ("B", Kind.Agent), ("X", Kind.ToolOnce("x"))), "T", Notation.Items("1"));

        var run = await new Simulation(scenario).RunAsync();

        Assert.Equal(2, run.Calls.Select(call => call.Key).Distinct().Count());
    }

    /// <summary>Two tools at most once, one slower than the other.</summary>
    private static Scenario OneOfTwo() => new(
        Graph.Of("T → A → E; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Takes(5)), ("Y", Kind.ToolOnce("y"))), "T", Notation.Items("1"));
}
