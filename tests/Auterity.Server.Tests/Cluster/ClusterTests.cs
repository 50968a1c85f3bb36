using Auterity.Server.Tests.Process;
using Auterity.Server.Tests.Process.Kills;

namespace Auterity.Server.Tests.Cluster;

/// <summary>Several processes on one PostgreSQL, of which one dies, freezes, or loses its database under load (ENGINE rules 12, 21, 32).</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Kill_OneOfThree_EveryRunEndsElsewhere()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await UnderLoadAsync(3, database.ConnectionString, async (cluster, quick, gone) =>
        {
            gone.Add(1);
            cluster.Process(1).Kill();
            output.WriteLine($"kill to resumed: {(await ClusterProcesses.EveryShardAnswersAsync(cluster.Client(0), quick, "after")).TotalSeconds:0.0} s");
        });
    }

    [Fact]
    public async Task Freeze_OneOfTwoPastItsLease_ItsWritesAreRefusedAndNothingIsDoubled()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await UnderLoadAsync(2, database.ConnectionString, async (cluster, quick, gone) =>
        {
            gone.Add(1);
            await cluster.Process(1).SignalAsync("STOP");
            output.WriteLine($"freeze to resumed: {(await ClusterProcesses.EveryShardAnswersAsync(cluster.Client(0), quick, "frozen")).TotalSeconds:0.0} s");
            await cluster.Process(1).SignalAsync("CONT");
            // Whatever it does now, with whatever it still had in memory, must not show.
            await Pause.MillisecondsAsync(3_000, Json.Token);
            output.WriteLine($"the frozen process {(cluster.Process(1).HasExited ? "has ended itself" : "goes on without its shards")}");
        });
    }

    [Fact]
    public async Task Restart_TheDatabaseUnderLoad_LosesNothing()
    {
        await using var postgres = await OwnPostgres.StartAsync();
        await UnderLoadAsync(2, postgres.ConnectionString, async (_, _, _) =>
        {
            await postgres.RestartAsync();
            await Pause.MillisecondsAsync(1_500, Json.Token);
        });
    }

    private async Task UnderLoadAsync(int members, string database, Func<ClusterProcesses, string, HashSet<int>, Task> trouble)
    {
        await using var world = await Recorder.StartAsync();
        await using var cluster = await ClusterProcesses.StartAsync(members, database, world);
        try
        {
            var workflows = await KillFlows.PublishAsync(cluster.Client(0), world.Address);
            var quick = await KillFlows.PublishAsync(cluster.Client(0), "quick", KillFlows.Quick);
            for (var member = 0; member < members; member++)
                await ClusterProcesses.EveryShardAnswersAsync(cluster.Client(member), quick, $"before-{member}");

            var gone = new HashSet<int>();
            using var stop = new CancellationTokenSource();
            var seed = Random.Shared.Next();
            output.WriteLine($"seed {seed}");
            var load = new KillLoad(workflows, () => cluster.Any(gone), seed) { ToleratesFaults = true };
            var callers = load.RunAsync(stop.Token);
            await Pause.MillisecondsAsync(1_500, Json.Token);
            await trouble(cluster, quick, gone);
            await Pause.MillisecondsAsync(1_000, Json.Token);
            await stop.CancelAsync();
            await callers;

            var account = new KillAccount(workflows, cluster.Client(0), world);
            await account.SettleAsync(load.Promises);
            output.WriteLine($"{load.Promises.Count} starts, {load.Promises.Count(promise => promise.RunId is not null)} promised, {world.Calls.Count} calls, {account.Decisions} decisions");
        }
        catch
        {
            output.WriteLine(cluster.Output);
            throw;
        }
    }
}
