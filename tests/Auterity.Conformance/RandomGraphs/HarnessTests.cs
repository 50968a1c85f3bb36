using Auterity.Conformance.Reference;
using Xunit;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>A harness that finds nothing is worth nothing: wrong runs must be seen, and shown small.</summary>
public sealed class HarnessTests
{
    private static readonly Scenario Simple = new(Graph.Of("T → A → B; A → C"), "T", Notation.Items("1"));

    [Fact]
    public void Between_StepMissing_NamesIt()
    {
        var run = ReferenceRun.Of(Simple).Observe();

        var difference = Comparison.Between(run, run with { Steps = [.. run.Steps.Where(step => step.Id.Node != "B")] });

        Assert.Equal("expected only: B#0 1 → 1", difference);
    }

    [Fact]
    public void Between_SameRun_IsNull()
    {
        var run = ReferenceRun.Of(Simple).Observe();

        Assert.Null(Comparison.Between(run, ReferenceRun.Of(Simple, Schedule.Seeded(7)).Observe()));
    }

    [Fact]
    public void Broken_CompletedTwice_IsNamed()
    {
        var run = ReferenceRun.Of(Simple).Observe();

        var broken = Invariants.Broken(Simple, run with { Order = [.. run.Order, run.Order[^1]] });

        Assert.Equal($"{run.Order[^1]} completed 2 times", Assert.Single(broken));
    }

    [Fact]
    public void Broken_ItemsLost_AreNamed()
    {
        var run = ReferenceRun.Of(Simple).Observe();
        var steps = run.Steps.Select(step => step.Id.Node == "C" ? step with { Inputs = new Dictionary<string, IReadOnlyList<Sdk.Item>>() } : step);

        Assert.Equal("C never saw 1", Assert.Single(Invariants.Broken(Simple, run with { Steps = [.. steps] })));
    }

    [Fact]
    public void Broken_WaitWithoutReason_IsNamed()
    {
        var run = ReferenceRun.Of(Simple).Observe();

        Assert.Equal("Waiting without a step that says why", Assert.Single(Invariants.Broken(Simple, run with { Status = RunStatus.Waiting })));
    }

    [Fact]
    public void Recorded_OrderOfAnotherSchedule_GivesTheSameRun()
    {
        var scenario = GraphGenerator.Draw(seed: 4, Timing.Recorded);
        var run = ReferenceRun.Of(scenario, Schedule.Seeded(11)).Observe();

        Assert.Null(Comparison.Between(run, ReferenceRun.Of(scenario, Schedule.Recorded(run.Order)).Observe()));
    }

    [Fact]
    public void Recorded_OrderCutShort_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => ReferenceRun.Of(Simple, Schedule.Recorded([new ActivationId("T", 0)])));

    [Fact]
    public void Draw_SameSeed_SameScenario() =>
        Assert.Equal(Shrinker.Describe(GraphGenerator.Draw(3, Timing.Recorded)), Shrinker.Describe(GraphGenerator.Draw(3, Timing.Recorded)));

    [Fact]
    public void Shrink_FaultOfOneNode_LeavesLittleMore()
    {
        var scenario = GraphGenerator.Draw(seed: 21, Timing.Free);
        var culprit = scenario.Definition.Nodes[^1].Id;
        bool Fails(Scenario candidate) => candidate.Definition.Nodes.Any(node => node.Id == culprit);

        var small = Shrinker.Shrink(scenario, Fails);

        Assert.True(Fails(small));
        Assert.True(small.Definition.Nodes.Count <= 2, Shrinker.Describe(small));
    }

    [Fact]
    public void Graph_TextWithPorts_BecomesEdgesInStoredOrder()
    {
        var definition = Graph.Of("T → If; If.true → M:a; If.false → M:b → E", ("If", Kind.If("true")));

        Assert.Equal(["T.main → If:main", "If.true → M:a", "If.false → M:b", "M.main → E:main"], definition.Edges.Select(edge => $"{edge.From}.{edge.Output} → {edge.To}:{edge.Input}"));
        Assert.Equal(["T", "If", "M", "E"], definition.Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Graph_SpecOfNobody_IsRefused() => Assert.Throws<ArgumentException>(() => Graph.Of("T → A", ("X", Kind.Pass)));
}
