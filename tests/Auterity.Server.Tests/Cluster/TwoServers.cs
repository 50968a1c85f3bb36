using Auterity.Server.Tests.Process;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Cluster;

/// <summary>Two processes' worth of server on one PostgreSQL, in this process, so that tests can look inside both.</summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private const int Shards = 64;

    private readonly PostgresTestDatabase database;
    private readonly TemporaryFolder folder = new();
    private readonly Action<IEndpointRouteBuilder>? map;

    private readonly string[] settings;

    private TwoServers(PostgresTestDatabase database, Action<IEndpointRouteBuilder>? map, string[] settings)
    {
        this.database = database;
        this.map = map;
        this.settings = [$"--AUTERITY_DATABASE={database.ConnectionString}", .. settings];
    }

    public Server A { get; private set; } = null!;

    public Server B { get; private set; } = null!;

    public static async Task<TwoServers> StartAsync(Action<IEndpointRouteBuilder>? map = null)
    {
        var two = await StartFirstAsync(map);
        await two.StartSecondAsync();
        return two;
    }

    public static async Task<TwoServers> StartFirstAsync(Action<IEndpointRouteBuilder>? map = null, params string[] settings)
    {
        var two = new TwoServers(await PostgresServer.CreateDatabaseAsync(), map, settings);
        two.A = await two.StartOneAsync();
        await UntilAsync(() => ShardsOf(two.A) == Shards);
        return two;
    }

    /// <summary>Brings the second one up and waits until the shards have spread.</summary>
    public async Task StartSecondAsync()
    {
        B = await StartOneAsync();
        await UntilAsync(
            () => ShardsOf(A) + ShardsOf(B) == Shards && IsSpread(),
            () => $"A has {ShardsOf(A)}, {Leaving(A)} leaving; B has {ShardsOf(B)}; {Active(A)} and {Active(B)} active.");
    }

    public async Task StopSecondAsync()
    {
        await B.DisposeAsync();
        B = null!;
    }

    public static ShardDirectory DirectoryOf(Server server) => server.Services.GetRequiredService<ShardDirectory>();

    public static int ShardsOf(Server server) => DirectoryOf(server).Local.Count(shard => !shard.IsLeaving);

    /// <summary>A key whose run of the workflow lives with the given server.</summary>
    public static string KeyFor(Server home, Guid tenantId, Guid workflowId, string prefix = "")
    {
        for (var i = 0; ; i++)
            if (DirectoryOf(home).Find(RunEngine.ShardOfKey(tenantId, workflowId, $"{prefix}key-{i}", Shards)) is not null) return $"key-{i}";
    }

    public static async Task UntilAsync(Func<bool> holds, Func<string>? state = null)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 1_800, $"It did not come to pass within three minutes. {state?.Invoke()}");
            await Pause.MillisecondsAsync(100, Json.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (B is not null) await B.DisposeAsync();
        await A.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }

    private static int Active(Server server) => server.Services.GetRequiredService<Auterity.Workflows.Execution.Cluster.Homes>().Active.Count;

    private static int Leaving(Server server) => DirectoryOf(server).Local.Count(shard => shard.IsLeaving);

    private bool IsSpread()
    {
        var homes = B.Services.GetRequiredService<Auterity.Workflows.Execution.Cluster.Homes>();
        return homes.Active.Count == 2 && Enumerable.Range(0, Shards).All(shard => homes.IsHome(shard, homes.Active) == (DirectoryOf(B).Find(shard) is not null));
    }

    private Task<Server> StartOneAsync() => Server.StartAsync(folder: folder, map: map, settings: settings);
}
