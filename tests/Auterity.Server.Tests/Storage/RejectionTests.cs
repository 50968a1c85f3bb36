using System.Net;
using Auterity.Platform.Data;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Execution.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server.Tests.Storage;

/// <summary>Runs over a database that fails: what was answered with success is there and ends, one refused run fails alone and says so (ENGINE rule 22).</summary>
public sealed class RejectionTests
{
    private const string Waits = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}},{"id":"n","type":"flow.noop","name":"End"}],
         "edges":[{"from":"t","to":"w"},{"from":"w","to":"n"}]}
        """;

    private Func<IReadOnlyList<RunWrite>, Commit, CommitResult> layer = (group, commit) => commit(group);

    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Signal_DatabaseRefusesIt_TheRunFailsAlone(Backend backend)
    {
        await using var server = await StartAsync(backend);
        var client = server.Client;
        var workflow = await client.CreateFlowAsync(Waits);
        var (bad, good) = (await LabelledAsync(client, workflow, "bad"), await LabelledAsync(client, workflow, "good"));
        var refusals = 1;
        layer = (group, commit) => group.Any(write => write.Row.Label == "bad") && (group.Count > 1 || Interlocked.Decrement(ref refusals) >= 0)
            ? throw new DataRejectedException("bytes nobody keeps")
            : commit(group);

        var answers = await Task.WhenAll(SignalAsync(client, bad), SignalAsync(client, good));

        Assert.Equal(HttpStatusCode.Conflict, answers[0].StatusCode);
        Assert.Equal(HttpStatusCode.OK, answers[1].StatusCode);
        Assert.Equal("succeeded", (await client.FinishedAsync(good)).Text("status"));
        var failed = await client.FinishedAsync(bad);
        Assert.Equal("failed", failed.Text("status"));
        Assert.Equal("storage-rejected", failed.GetProperty("error").Text("code"));
        Assert.Equal(HttpStatusCode.Conflict, (await SignalAsync(client, bad)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Start_DatabaseRefusesIt_ThereIsNoRunAndTheKeyIsFree(Backend backend)
    {
        await using var server = await StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync(Flows.Sound);
        layer = (_, _) => throw new DataRejectedException("bytes nobody keeps");

        await (await KeyedAsync(server.Client, workflow)).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "storage-rejected");
        layer = (group, commit) => commit(group);
        Assert.Equal(0, await server.AskAsync("SELECT COUNT(*) FROM runs"));

        var run = await (await KeyedAsync(server.Client, workflow)).ReadAsync(HttpStatusCode.Created);
        Assert.Equal("succeeded", (await server.Client.FinishedAsync(run.Text("id"))).Text("status"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Error_TextThatNoDatabaseKeeps_IsCleaned(Backend backend)
    {
        await using var server = await StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync("""
            {"nodes":[
              {"id":"t","type":"trigger.manual","name":"Start"},
              {"id":"s","type":"flow.stop","name":"Stop","parameters":{"ending":"fail","message":"={{ 'a' + String.fromCharCode(0) + 'b' + String.fromCharCode(0xD800) }}"}}],
             "edges":[{"from":"t","to":"s"}]}
            """);

        var run = await server.Client.StartRunAsync(workflow, "{}");

        var view = await server.Client.FinishedAsync(run.Text("id"));
        Assert.Equal("failed", view.Text("status"));
        Assert.Equal("stopped", view.GetProperty("error").Text("code"));
        Assert.Equal(1, await server.AskAsync("SELECT COUNT(*) FROM runs WHERE id = @id AND status = 'Failed' AND error = 'a\uFFFDb\uFFFD'", run.Text("id")));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Start_DatabaseFailsAtRandom_EveryAcceptedRunEnds(Backend backend)
    {
        await using var server = await StartAsync(backend);
        var workflow = await server.Client.CreateFlowAsync(Flows.Sound);
        var chance = new Random(11);
        layer = (group, commit) =>
        {
            var what = chance.Next(6);
            if (what == 0) throw new IOException("before");
            var result = commit(group);
            return what == 1 ? throw new IOException("after") : result;
        };

        var runs = new List<string>();
        foreach (var batch in Enumerable.Range(0, 200).Chunk(20))
        {
            var answers = await Task.WhenAll(batch.Select(n => server.Client.PostJsonAsync($"/api/workflows/{workflow}/runs", "{\"input\":{\"n\":" + n + "}}")));
            foreach (var answer in answers) runs.Add((await answer.ReadAsync(HttpStatusCode.Created)).Text("id"));
        }

        Assert.Equal(200, await server.AskAsync("SELECT COUNT(*) FROM runs"));
        foreach (var run in runs) Assert.Equal("succeeded", (await server.Client.FinishedAsync(run)).Text("status"));
    }

    private Task<Server> StartAsync(Backend backend) => Server.StartAsync(backend, configure: builder => builder.Services.AddSingleton<IJournal>(provider =>
    {
        var payloads = provider.GetRequiredService<PayloadStore>();
        Commit Around(Commit commit) => group => layer(group, commit);
        return provider.GetRequiredService<Database>() switch
        {
            SqliteDatabase sqlite => new SqliteJournal(sqlite, payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance, Around),
            PostgresDatabase postgres => new PostgresJournal(postgres, payloads, TimeProvider.System, NullLogger<JournalWriter>.Instance, Around),
            _ => throw new NotSupportedException(),
        };
    }));

    private static async Task<string> LabelledAsync(HttpClient client, string workflow, string label) =>
        (await (await client.PostJsonAsync($"/api/workflows/{workflow}/runs", $$"""{"label":"{{label}}"}""")).ReadAsync(HttpStatusCode.Created)).Text("id");

    private static Task<HttpResponseMessage> SignalAsync(HttpClient client, string run) => client.PostJsonAsync($"/api/runs/{run}/signal", """{"name":"go"}""");

    private static Task<HttpResponseMessage> KeyedAsync(HttpClient client, string workflow)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs") { Content = Flows.Body("{}") };
        request.Headers.Add("Idempotency-Key", "once");
        return client.SendAsync(request, Json.Token);
    }
}
