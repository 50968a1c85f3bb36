using System.Globalization;

namespace Auterity.Server.Tests.Process.Kills;

/// <summary>The program gets <c>kill -9</c> again and again under load: every accepted run ends, nothing that must not be repeated is repeated.</summary>
/// <remarks><c>AUTERITY_TEST_KILLS</c> sets how often (14 times on SQLite and 6 on PostgreSQL), <c>AUTERITY_TEST_SEED</c> repeats a sequence.</remarks>
public sealed class KillTests(ITestOutputHelper output)
{
    private const string Key = "kill-administrator-key-0123456789";

    private readonly int? kills = Number("AUTERITY_TEST_KILLS");
    private readonly int seed = Number("AUTERITY_TEST_SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task Kill_AgainAndAgainUnderLoad_LosesAndDoublesNothing_Sqlite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, kills ?? 14, []);
    }

    [Fact]
    public async Task Kill_AgainAndAgainUnderLoad_LosesAndDoublesNothing_Postgres()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, kills ?? 6, [("AUTERITY_DATABASE", database.ConnectionString)]);
    }

    private async Task RunAsync(string folder, int times, (string, string)[] database)
    {
        output.WriteLine($"seed {seed}, {times} kills");
        var random = new Random(seed);
        await using var world = await Recorder.StartAsync();
        (string, string)[] settings = [.. database, ("AUTERITY_API_KEY", Key), ("AUTERITY_OUTBOUND__ALLOW__0", world.Address.Authority)];

        var server = await StartAsync(folder, settings);
        try
        {
            var workflows = await KillFlows.PublishAsync(server.Client, world.Address);
            using var stop = new CancellationTokenSource();
            var load = new KillLoad(workflows, () => server.Client, seed);
            var callers = load.RunAsync(stop.Token);
            for (var kill = 0; kill < times; kill++)
            {
                // It does some work between two deaths, on a slow machine too.
                await Task.WhenAny(load.NextAsync(), callers);
                if (callers.IsCompleted) await callers;
                await Pause.MillisecondsAsync(random.Next(0, 1_000), Json.Token);
                server.Process.Kill();
                // Now and then it dies again before it is up.
                if (random.Next(4) == 0)
                {
                    using var early = ServerProcess.Launch(folder, settings);
                    await Pause.MillisecondsAsync(random.Next(50, 900), Json.Token);
                    early.Kill();
                }

                var old = server;
                server = await StartAsync(folder, settings);
                old.Process.Dispose();
            }

            await stop.CancelAsync();
            await callers;
            var account = new KillAccount(workflows, server.Client, world);
            await account.SettleAsync(load.Promises);
            output.WriteLine($"{load.Promises.Count} starts, {load.Promises.Count(promise => promise.RunId is not null)} promised, {world.Calls.Count} calls, {account.Decisions} decisions");
            Assert.True(load.Promises.Count > times);
        }
        catch
        {
            output.WriteLine(server.Process.Output[^Math.Min(server.Process.Output.Length, 8_000)..]);
            throw;
        }
        finally
        {
            server.Process.Dispose();
            server.Client.Dispose();
        }
    }

    private static async Task<(ServerProcess Process, HttpClient Client)> StartAsync(string folder, (string, string)[] settings)
    {
        var process = await ServerProcess.StartAsync(folder, settings);
        var client = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return (process, client);
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
