using System.Diagnostics;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>What a step with many items costs the thread that decides, without disk and workers.</summary>
public sealed class ManyItemsTests
{
    [Fact]
    public void Step_WithTwiceAsManyItems_TakesAboutTwiceAsLong()
    {
        Best(5_000);

        var (small, large) = (Best(20_000), Best(40_000));

        TestContext.Current.TestOutputHelper?.WriteLine($"20,000 items in {small.TotalMilliseconds:0} ms, 40,000 in {large.TotalMilliseconds:0} ms");
        Assert.True(large < small * 3, $"20,000 items took {small.TotalMilliseconds:0} ms and 40,000 took {large.TotalMilliseconds:0} ms.");
    }

    /// <summary>The best of three, because others use the machine too.</summary>
    private static TimeSpan Best(int items) => Enumerable.Range(0, 3).Min(_ => new Driver(items).Run());

    /// <summary>One run of a list, an item at a time, as a shard would drive it: every outcome is packed and the row written anew.</summary>
    private sealed class Driver : IRunHost
    {
        private readonly Queue<Work> asked = new();
        private readonly LiveRun run;
        private readonly int items;

        public Driver(int items)
        {
            this.items = items;
            var scenario = new Scenario(Graph.Of("T → X → E", ("X", new NodeSpec("test.code", new Script())), ("E", new NodeSpec("test.light", new Script()))), "T", Notation.Items("1"));
            NodeResult Fan(NodeContext context, CancellationToken cancellationToken) => new NodeResult.Outputs([new PortItems([.. Enumerable.Repeat(context.Inputs[0][0], items)])]);
            var workflow = SimulatedEngine.Compile(scenario, SimulatedEngine.CatalogOf(new Ledger(), new VirtualTime(), new CodeNode(Fan), new LightEffectNode()));
            run = new LiveRun(RunId.New(DateTimeOffset.UnixEpoch.AddYears(56), 1), workflow, workflow.IndexOfId("T"), new NoServices(), this, new ByteWriter());
            run.Append(new RunStarted(1, workflow.IndexOfId("T"), SimulatedEngine.Payload(scenario), RunMode.Production, RunHeader.None));
        }

        long IRunHost.Now => 1;

        public TimeSpan Run()
        {
            var since = Stopwatch.GetTimestamp();
            Turn();
            while (asked.TryDequeue(out var work))
            {
                var attempt = (Work.Attempt)work;
                run.Take(new Report.Units(attempt, [new UnitReport(attempt.Unit, [attempt.Activation.Inputs[0][attempt.Unit]], null)]));
                Turn();
            }

            var took = Stopwatch.GetElapsedTime(since);
            Assert.Equal(items, RunResult.Of(run.State).Count);
            return took;
        }

        double IRunHost.Chance() => 0;

        void IRunHost.Dispatch(LiveRun _, Work work) => asked.Enqueue(work);

        void IRunHost.Answer(LiveRun _, Answer answer) => throw new NotSupportedException();

        bool IRunHost.MaySendAgain(LiveRun _, Workflows.Execution.Core.Activation activation) => true;

        NodeError? IRunHost.StartChild(LiveRun parent, ChildRun child) => throw new NotSupportedException();

        private void Turn()
        {
            while (run.Advance(100)) { }
            if (run.HasEvents) run.TakePack();
            run.Row();
        }
    }
}
