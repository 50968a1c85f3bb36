using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Real;

/// <summary>Faults of the engine itself stay with their run, and somebody sees them.</summary>
public sealed class EngineFaultTests(SqliteParts parts) : IClassFixture<SqliteParts>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EngineFaultsOnce_IsReadAgainAndGoesOn()
    {
        var run = await parts.Engine.RunAsync(Broken(times: 1), Token);

        Assert.Equal((RunStatus.Succeeded, "1"), (run.Status, Notation.TextOf(run.Output)));
        Assert.Single(run.Calls);
    }

    [Fact]
    public async Task Run_EngineFaultsAtTheSamePlaceAgain_FailsForAllToSee()
    {
        var run = await parts.Engine.RunAsync(Broken(times: int.MaxValue), Token);

        Assert.Equal((RunStatus.Failed, "engine-fault"), (run.Status, run.Error));
        Assert.Contains(run.Steps, step => step.Id.Node == "A" && step.Status == StepStatus.Succeeded);
    }

    [Fact]
    public async Task Run_ItsDefinitionIsGone_FailsForAllToSee()
    {
        var scenario = new Scenario(Graph.Of("T → A → B", ("A", Kind.Effect.Takes(60))), "T", Notation.Items("1"));
        const int shard = 4_001;
        await using var before = new RealRun(parts.Journal, parts.Payloads, scenario);
        await before.OpenAsync(shard, Token);
        var runId = await before.StartAsync(Token);
        await before.SettleAsync(runId, Token);
        await before.DisposeAsync();

        await using var after = new RealRun(parts.Journal, parts.Payloads, scenario) { DefinitionIsLost = true };
        await after.OpenAsync(shard, Token);
        await after.SettleAsync(runId, Token);

        var row = (await parts.Journal.FindAsync(runId, Token))!.Row;
        Assert.Equal(Workflows.Runs.RunStatus.Failed, row.Status);
        Assert.Contains("not stored any more", row.Error, StringComparison.Ordinal);
        Assert.Contains("not stored any more", (await after.CommandAsync(runId, new RunCommand.Pause(null), Token)).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FaultOfTheEngineIsGone_GoesOnWhenRetried()
    {
        var scenario = Broken(times: 2);
        await using var run = new RealRun(parts.Journal, parts.Payloads, scenario);
        await run.OpenAsync(4_002, Token);
        var runId = await run.StartAsync(Token);
        await run.SettleAsync(runId, Token);

        Assert.Null((await run.CommandAsync(runId, new RunCommand.Retry(null), Token)).Refused);
        await run.SettleAsync(runId, Token);

        Assert.Equal(Workflows.Runs.RunStatus.Succeeded, (await parts.Journal.FindAsync(runId, Token))!.Row.Status);
    }

    private static Scenario Broken(int times)
    {
        var broken = new NodeSpec("test.broken", new Script()) { Parameters = new Dictionary<string, object> { ["times"] = times } };
        return new Scenario(Graph.Of("T → A → X → B", ("A", Kind.Effect), ("X", broken)), "T", Notation.Items("1"));
    }
}
