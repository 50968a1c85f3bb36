using Auterity.Server.Tests.Process;
using Auterity.Server.Tests.Process.Kills;

namespace Auterity.Server.Tests.Cluster;

/// <summary>Several server processes on one PostgreSQL.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    public const string Key = "cluster-administrator-key-0123456789";

    private readonly TemporaryFolder folder = new();
    private readonly List<(ServerProcess Process, HttpClient Client)> members = [];
    private readonly (string, string)[] settings;

    private ClusterProcesses(string connectionString, Recorder world) => settings =
    [
        ("AUTERITY_DATABASE", connectionString), ("AUTERITY_API_KEY", Key), ("AUTERITY_OUTBOUND__ALLOW__0", world.Address.Authority),
    ];

    public static async Task<ClusterProcesses> StartAsync(int count, string connectionString, Recorder world)
    {
        var cluster = new ClusterProcesses(connectionString, world);
        for (var i = 0; i < count; i++) await cluster.AddAsync();
        return cluster;
    }

    public ServerProcess Process(int member) => members[member].Process;

    public HttpClient Client(int member) => members[member].Client;

    /// <summary>A client of any process that has not been taken out.</summary>
    public HttpClient Any(ISet<int>? without = null)
    {
        var left = Enumerable.Range(0, members.Count).Where(member => without?.Contains(member) is not true).ToArray();
        return members[left[Random.Shared.Next(left.Length)]].Client;
    }

    public string Output => string.Join("\n────\n", members.Select(member => member.Process.Output[^Math.Min(member.Process.Output.Length, 5_000)..]));

    public async Task AddAsync()
    {
        var process = await ServerProcess.StartAsync(folder.Path, settings);
        var client = new HttpClient { BaseAddress = process.Address, Timeout = TimeSpan.FromSeconds(90) };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        members.Add((process, client));
    }

    /// <summary>Asks one process for a run on every shard until all have been; says how long that took.</summary>
    public static async Task<TimeSpan> EveryShardAnswersAsync(HttpClient client, string workflow, string round)
    {
        var since = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, 256).Select(i => AnswerAsync(client, workflow, $"{round}-{i}")));
        return TimeProvider.System.GetElapsedTime(since);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (process, client) in members)
        {
            process.Dispose();
            client.Dispose();
        }

        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task AnswerAsync(HttpClient client, string workflow, string key)
    {
        for (var tries = 0; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs?wait=60") { Content = KillFlows.Body("""{"input":{"n":0},"label":"0"}""") };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await client.SendAsync(request, Json.Token);
            if (response.StatusCode == System.Net.HttpStatusCode.OK) return;
            Assert.True(tries < 300, $"{key}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Json.Token)}");
            await Pause.MillisecondsAsync(200, Json.Token);
        }
    }
}
