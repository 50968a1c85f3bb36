using System.Net;
using Auterity.Platform;
using Auterity.Platform.Blobs;
using Auterity.Platform.Data;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Runs.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.Storage;

/// <summary>What need not be kept goes, and nothing else (ENGINE rules 23 to 25).</summary>
public sealed class RetentionTests
{
    private const string Fails = """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"s","type":"flow.stop","name":"Stop","parameters":{"message":"no"}}],"edges":[{"from":"t","to":"s"}]}""";

    private const string Waits = """{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}}],"edges":[{"from":"t","to":"w"}]}""";

    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_RunsAreOldEnough_GoWithEverythingOfTheirs(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var client = server.Client;
        var (sound, fails, waits) = (await client.CreateFlowAsync(Flows.Sound), await client.CreateFlowAsync(Fails), await client.CreateFlowAsync(Waits));
        var good = (await client.StartRunAsync(sound, $$"""{"text":"{{new string('x', 100_000)}}"}""", 60, HttpStatusCode.OK)).Text("id");
        var bad = (await client.StartRunAsync(fails, "{}", 60, HttpStatusCode.OK)).Text("id");
        var live = (await client.StartRunAsync(waits, "{}")).Text("id");
        var options = new RetentionOptions { SucceededDays = 30, FailedDays = 90 };
        await AddSnapshotsAsync(server);

        time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await Runs(server, options).SweepAsync(Json.Token));
        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Runs(server, options).SweepAsync(Json.Token));

        await (await client.GetAsync($"/api/runs/{good}", Json.Token)).ReadAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, await server.AskAsync("SELECT COUNT(*) FROM run_snapshots WHERE run_id = @id", good));
        Assert.Equal(2, await server.AskAsync("SELECT COUNT(*) FROM run_snapshots"));
        Assert.Equal(0, await server.AskAsync("SELECT COUNT(*) FROM journal WHERE run_id = @id", good) + await server.AskAsync("SELECT COUNT(*) FROM run_blobs"));
        Assert.Equal("failed", (await client.GetJsonAsync($"/api/runs/{bad}")).Text("status"));

        time.Advance(TimeSpan.FromDays(3_000));
        Assert.Equal(1, await Runs(server, options).SweepAsync(Json.Token));
        Assert.Equal("waiting", (await client.GetJsonAsync($"/api/runs/{live}")).Text("status"));
        Assert.Equal(0, await server.AskAsync("SELECT COUNT(*) FROM run_removals"));
    }

    /// <summary>A snapshot for every run, as long ones have it.</summary>
    private static async Task AddSnapshotsAsync(Server server)
    {
        var database = server.Services.GetRequiredService<Database>();
        using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, Json.Token) : null;
        await using var connection = await database.OpenWriteAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO run_snapshots (run_id, sequence, version, payload) SELECT id, 1, 'v', @bytes FROM runs";
        command.AddBytes("@bytes", [1]);
        await command.ExecuteNonQueryAsync(Json.Token);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_TooManyRuns_KeepsTheNewest(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync(Flows.Sound);
        var runs = new List<string>();
        for (var i = 0; i < 12; i++) runs.Add((await server.Client.StartRunAsync(workflow, "{}", 60, HttpStatusCode.OK)).Text("id"));

        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(8, await Runs(server, new RetentionOptions { SucceededDays = 0, MaxSucceeded = 4 }).SweepAsync(Json.Token));

        var left = (await server.Client.GetJsonAsync($"/api/runs?workflow={workflow}")).GetProperty("items").EnumerateArray().Select(run => run.Text("id"));
        Assert.Equal(runs[8..].Order(), left.Order());
    }

    [Theory]
    [InlineData("everything", true, true)]
    [InlineData("failures", false, true)]
    [InlineData("nothing", false, false)]
    public async Task Sweep_WorkflowSaysWhatToKeep_KeepsThat(string keep, bool keepsGood, bool keepsBad)
    {
        await using var server = await Server.StartAsync();
        var client = server.Client;
        var sound = await client.CreateFlowAsync(Flows.Sound.Replace("\"edges\"", $$"""
            "settings":{"keep":"{{keep}}"},"edges"
            """, StringComparison.Ordinal));
        var fails = await client.CreateFlowAsync(Fails.Replace("\"edges\"", $$"""
            "settings":{"keep":"{{keep}}"},"edges"
            """, StringComparison.Ordinal));
        var good = (await client.StartRunAsync(sound, "{}", 60, HttpStatusCode.OK)).Text("id");
        var bad = (await client.StartRunAsync(fails, "{}", 60, HttpStatusCode.OK)).Text("id");

        await Runs(server, new RetentionOptions()).SweepAsync(Json.Token);
        Assert.Equal(2, await server.AskAsync("SELECT COUNT(*) FROM runs"));
        time.Advance(TimeSpan.FromHours(2));
        await Runs(server, new RetentionOptions()).SweepAsync(Json.Token);

        Assert.Equal(keepsGood ? 1 : 0, await server.AskAsync("SELECT COUNT(*) FROM runs WHERE id = @id", good));
        Assert.Equal(keepsBad ? 1 : 0, await server.AskAsync("SELECT COUNT(*) FROM runs WHERE id = @id", bad));
        Assert.Equal(keepsGood ? 1 : 0, await server.AskAsync("SELECT COUNT(DISTINCT run_id) FROM journal WHERE run_id = @id", good));
        Assert.Equal(keepsBad ? 1 : 0, await server.AskAsync("SELECT COUNT(DISTINCT run_id) FROM journal WHERE run_id = @id", bad));
    }

    [Fact]
    public async Task Sweep_SourceOfAForkIsGone_TheForkHasItsOwnData()
    {
        await using var server = await Server.StartAsync();
        var client = server.Client;
        var workflow = await client.CreateFlowAsync(Flows.Sound);
        var source = (await client.StartRunAsync(workflow, $$"""{"text":"{{new string('x', 100_000)}}"}""", 60, HttpStatusCode.OK)).Text("id");
        var fork = (await (await client.PostJsonAsync($"/api/runs/{source}/fork", """{"step":1}""")).ReadAsync(HttpStatusCode.Created)).Text("id");
        await client.FinishedAsync(fork);

        await RemoveAsync(server, source);
        time.Advance(TimeSpan.FromHours(25));
        await Blobs(server).SweepAsync(Json.Token);

        Assert.Equal(100_000, (await client.GetJsonAsync($"/api/runs/{fork}")).GetProperty("output")[0].Text("text").Length);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_BlobsOfNoRun_GoAfterADay(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var client = server.Client;
        var workflow = await client.CreateFlowAsync(Flows.Sound);
        var kept = (await client.StartRunAsync(workflow, $$"""{"text":"{{new string('k', 100_000)}}"}""", 60, HttpStatusCode.OK)).Text("id");
        var gone = (await client.StartRunAsync(workflow, $$"""{"text":"{{new string('g', 100_000)}}"}""", 60, HttpStatusCode.OK)).Text("id");
        await RemoveAsync(server, gone);

        Assert.Equal(0, await Blobs(server).SweepAsync(Json.Token));
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, await Blobs(server).SweepAsync(Json.Token));

        Assert.Equal(100_000, (await client.GetJsonAsync($"/api/runs/{kept}")).GetProperty("output")[0].Text("text").Length);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_KeysAreAWeekOld_StartAnew(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync(Flows.Sound);
        var first = await KeyedAsync(server, workflow);
        Assert.Equal(first, await KeyedAsync(server, workflow));
        var keys = new KeySweep(server.Services.GetRequiredService<Database>(), new Fixed<RetentionOptions>(new()), time);

        time.Advance(TimeSpan.FromDays(6.9));
        Assert.Equal(0, await keys.SweepAsync(Json.Token));
        time.Advance(TimeSpan.FromDays(0.2));
        Assert.Equal(1, await keys.SweepAsync(Json.Token));

        Assert.NotEqual(first, await KeyedAsync(server, workflow));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_DraftsOfNoRun_Go(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var workflow = (await server.Client.CreateAsync(Flows.Sound)).Text("id");
        var run = (await (await server.Client.PostJsonAsync($"/api/workflows/{workflow}/test-runs?wait=60", "{}")).ReadAsync(HttpStatusCode.OK)).Text("id");
        var drafts = new DraftSweep(server.Services.GetRequiredService<AuterityDbFactory>(), time);

        time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await drafts.SweepAsync(Json.Token));
        await RemoveAsync(server, run);
        Assert.Equal(1, await drafts.SweepAsync(Json.Token));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_ProcessDiesInTheMiddle_TheNextOneFinishes(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync(Flows.Sound);
        var run = (await server.Client.StartRunAsync(workflow, "{}", 60, HttpStatusCode.OK)).Text("id");
        await ExecuteAsync(server, "DELETE FROM runs WHERE id = @id", run);
        await ExecuteAsync(server, "INSERT INTO run_removals (run_id) VALUES (@id)", run);

        await Runs(server, new RetentionOptions()).SweepAsync(Json.Token);

        Assert.Equal(0, await server.AskAsync("SELECT COUNT(*) FROM journal WHERE run_id = @id", run) + await server.AskAsync("SELECT COUNT(*) FROM run_removals"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_RunOfThousandsOfRows_GoesInSteps(Backend backend)
    {
        await using var bench = await JournalBench.CreateAsync(backend);
        var run = Auterity.Workflows.Runs.RunId.New(time.GetUtcNow(), JournalBench.Shard);
        for (var i = 0; i < 1_300; i++) bench.Append(run, i, ended: i == 1_299);
        await bench.FlushedAsync(1_300);
        var entries = bench.Database.Gate?.Entries;
        await ExecuteAsync(bench.Server, "DELETE FROM runs WHERE id = @id", run.ToString());
        await ExecuteAsync(bench.Server, "INSERT INTO run_removals (run_id) VALUES (@id)", run.ToString());

        await Runs(bench.Server, new RetentionOptions()).SweepAsync(Json.Token);

        Assert.Equal(0, await bench.CountAsync("journal"));
        if (entries is { } before) Assert.True(bench.Database.Gate!.Entries - before >= 3, "The rows went in one step.");
    }

    private RunRemoval Runs(Server server, RetentionOptions options)
    {
        var database = server.Services.GetRequiredService<Database>();
        return new RunRemoval(database, new ExpiredRuns(database, server.Services.GetRequiredService<AuterityDbFactory>(), new Fixed<RetentionOptions>(options), time));
    }

    private BlobSweep Blobs(Server server) => new(
        new BlobStore(server.Services.GetRequiredService<IOptions<PlatformOptions>>(), time), server.Services.GetRequiredService<Database>(), new Fixed<RetentionOptions>(new()));

    private async Task RemoveAsync(Server server, string run)
    {
        await ExecuteAsync(server, "DELETE FROM runs WHERE id = @id", run);
        await ExecuteAsync(server, "INSERT INTO run_removals (run_id) VALUES (@id)", run);
        await Runs(server, new RetentionOptions { SucceededDays = 0, FailedDays = 0 }).SweepAsync(Json.Token);
    }

    private static async Task<string> KeyedAsync(Server server, string workflow)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs") { Content = Flows.Body("{}") };
        request.Headers.Add("Idempotency-Key", "once");
        var response = await server.Client.SendAsync(request, Json.Token);
        return (await response.ReadAsync(response.StatusCode == HttpStatusCode.OK ? HttpStatusCode.OK : HttpStatusCode.Created)).Text("id");
    }

    private static async Task ExecuteAsync(Server server, string sql, string run)
    {
        var database = server.Services.GetRequiredService<Database>();
        using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, Json.Token) : null;
        await using var connection = await database.OpenWriteAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.AddId("@id", Guid.Parse(run));
        await command.ExecuteNonQueryAsync(Json.Token);
    }
}
