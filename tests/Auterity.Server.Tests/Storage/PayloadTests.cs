using System.Net;
using Auterity.Platform;
using Auterity.Server.Tests.Workflows;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Auterity.Server.Tests.Storage;

/// <summary>Data too large for the journal: in the blob store before the events that name it, and there for whoever asks (ENGINE rules 9, 25, 27).</summary>
public sealed class PayloadTests
{
    private const int TenMegabytes = 10_000_000;

    /// <summary>Waits for a signal between what is large and what reads it.</summary>
    private const string Waiting = """
        {"nodes":[
          {"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}},
          {"id":"s","type":"data.set","name":"Measure","parameters":{"includeOther":"none","fields":[
            {"name":"length","type":"number","value":"={{ $('Start').item.json.text.length }}"},
            {"name":"signal","type":"number","value":"={{ $json.text.length }}"}]}}],
         "edges":[{"from":"t","to":"w"},{"from":"w","to":"s"}]}
        """;

    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Hook_BodyOfTenMegabytes_TravelsAsAReference(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        await server.Client.CreateFlowAsync("""
            {"nodes":[
              {"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"large","respond":"whenFinished"}},
              {"id":"i","type":"flow.if","name":"If","parameters":{"conditions":{"conditions":[{"left":"={{ $json.body.text }}","operator":{"operation":"exists"}}]}}},
              {"id":"n","type":"flow.noop","name":"Nothing"}],
             "edges":[{"from":"h","to":"i"},{"from":"i","to":"n","output":"true"}]}
            """);

        using var response = await server.Anonymous.PostJsonAsync("/hooks/large", Text(TenMegabytes));
        var answer = await response.ReadAsync(HttpStatusCode.OK);
        var run = response.Headers.GetValues("X-Run-Id").Single();

        Assert.Equal(TenMegabytes, answer.GetProperty("body").Text("text").Length);
        Assert.InRange(await server.AskAsync("SELECT SUM(LENGTH(payload)) FROM journal WHERE run_id = @id", run), 1, 4_000);
        Assert.InRange(await server.AskAsync("SELECT COUNT(*) FROM run_blobs WHERE run_id = @id", run), 1, 2);
        Assert.InRange(BlobBytes(server), TenMegabytes, 2.2 * TenMegabytes);
        var steps = await server.Client.StepsAsync(run);
        Assert.Equal(TenMegabytes, steps["n"].GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("json").GetProperty("body").Text("text").Length);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Restart_RunWithLargeData_GoesOnWithIt(Backend backend)
    {
        using var folder = new TemporaryFolder();
        var (database, settings) = await StoredRuns.LastingAsync(backend);
        await using var lasting = database;
        string run;
        await using (var server = await Server.StartAsync(folder: folder, settings: settings))
        {
            var workflow = await server.Client.CreateFlowAsync(Waiting);
            run = (await server.Client.StartRunAsync(workflow, Text(TenMegabytes))).Text("id");
        }

        await using var again = await Server.StartAsync(folder: folder, settings: settings);
        await (await again.Client.PostJsonAsync($"/api/runs/{run}/signal", "{\"name\":\"go\",\"payload\":" + Text(300_000) + "}")).ReadAsync(HttpStatusCode.OK);
        var finished = await again.Client.FinishedAsync(run);

        Assert.Equal("succeeded", finished.Text("status"));
        Assert.Equal(TenMegabytes, finished.GetProperty("output")[0].GetProperty("length").GetInt32());
        Assert.Equal(300_000, finished.GetProperty("output")[0].GetProperty("signal").GetInt32());
        Assert.InRange(await again.AskAsync("SELECT SUM(LENGTH(payload)) FROM journal WHERE run_id = @id", run), 1, 4_000);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Split_HundredThousandItems_AreOneReferenceAndComeBack(Backend backend)
    {
        using var folder = new TemporaryFolder();
        var (database, settings) = await StoredRuns.LastingAsync(backend);
        await using var lasting = database;
        string run;
        await using (var server = await Server.StartAsync(folder: folder, settings: settings))
        {
            var workflow = await server.Client.CreateFlowAsync("""
                {"nodes":[
                  {"id":"t","type":"trigger.manual","name":"Start"},
                  {"id":"o","type":"data.splitOut","name":"Split","parameters":{"fields":["list"]}},
                  {"id":"n","type":"flow.noop","name":"Nothing"},
                  {"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}},
                  {"id":"s","type":"data.set","name":"Measure","parameters":{"includeOther":"none","fields":[{"name":"count","type":"number","value":"={{ $('Split').all().length }}"}]}}],
                 "edges":[{"from":"t","to":"o"},{"from":"o","to":"n"},{"from":"n","to":"w"},{"from":"w","to":"s"}]}
                """);
            var list = string.Join(',', Enumerable.Range(0, 100_000).Select(i => "{\"i\":" + i + "}"));
            run = (await server.Client.StartRunAsync(workflow, $$"""{"list":[{{list}}]}""")).Text("id");
            await WaitingAsync(server, run);
        }

        await using var again = await Server.StartAsync(folder: folder, settings: settings);
        var steps = await again.Client.StepsAsync(run);
        Assert.Equal(100_000, steps["n"].GetProperty("outputs").GetProperty("main").GetProperty("count").GetInt32());
        await (await again.Client.PostJsonAsync($"/api/runs/{run}/signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        Assert.Equal(100_000, (await again.Client.FinishedAsync(run)).GetProperty("output")[0].GetProperty("count").GetInt32());
        Assert.InRange(await again.AskAsync("SELECT SUM(LENGTH(payload)) FROM journal WHERE run_id = @id", run), 1, 8_000);
    }

    [Fact]
    public async Task Child_LargeInputAndOutput_GoByReference()
    {
        await using var server = await Server.StartAsync();
        var child = await server.Client.CreateFlowAsync("""
            {"nodes":[{"id":"c","type":"trigger.workflow","name":"Called"},{"id":"n","type":"flow.noop","name":"Nothing"}],"edges":[{"from":"c","to":"n"}]}
            """);
        var parent = await server.Client.CreateFlowAsync($$$"""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.workflow","name":"Call","parameters":{"workflowId":"{{{child}}}"}}],"edges":[{"from":"t","to":"w"}]}
            """);

        var run = await server.Client.StartRunAsync(parent, Text(1_000_000), wait: 120, expected: HttpStatusCode.OK);

        Assert.Equal(1_000_000, run.GetProperty("output")[0].Text("text").Length);
        Assert.InRange(await server.AskAsync("SELECT SUM(LENGTH(payload)) FROM journal"), 1, 8_000);
    }

    [Fact]
    public async Task Respond_LargeAnswer_ArrivesAndIsKeptAsAFile()
    {
        await using var server = await Server.StartAsync();
        await server.Client.CreateFlowAsync("""
            {"nodes":[
              {"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"answer","respond":"respondNode"}},
              {"id":"r","type":"http.respond","name":"Answer","parameters":{}}],
             "edges":[{"from":"h","to":"r"}]}
            """);

        using var response = await server.Anonymous.PostJsonAsync("/hooks/answer", Text(2_000_000));
        var answer = await response.ReadAsync(HttpStatusCode.OK);

        Assert.Equal(2_000_000, answer.GetProperty("body").Text("text").Length);
        Assert.InRange(await server.AskAsync("SELECT SUM(LENGTH(payload)) FROM journal"), 1, 8_000);
    }

    [Fact]
    public async Task Item_OverSixteenMegabytes_HoldsTheStepAndSaysWhy()
    {
        await using var server = await Server.StartAsync();
        var workflow = await server.Client.CreateFlowAsync("""
            {"nodes":[
              {"id":"t","type":"trigger.manual","name":"Start"},
              {"id":"s","type":"data.set","name":"Double","parameters":{"fields":[{"name":"text","type":"string","value":"={{ $json.text + $json.text }}"}]}}],
             "edges":[{"from":"t","to":"s"}]}
            """);

        var run = (await server.Client.StartRunAsync(workflow, Text(9_000_000))).Text("id");
        await StatusAsync(server, run, "needsDecision");

        var held = (await server.Client.GetJsonAsync($"/api/runs/{run}")).GetProperty("attention")[0];
        Assert.Equal("held", held.Text("why"));
        Assert.Contains("16,777,216", held.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    private static async Task WaitingAsync(Server server, string run) => await StatusAsync(server, run, "waiting");

    private static async Task StatusAsync(Server server, string run, string status)
    {
        // No signal tells of a run that only waits: look until it does.
        while ((await server.Client.GetJsonAsync($"/api/runs/{run}/steps?items=0")).Text("status") != status)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Json.Token);
    }

    private static string Text(int length) => $$"""{"text":"{{new string('x', length)}}"}""";

    private static double BlobBytes(Server server) => Directory.EnumerateFiles(
        Path.Combine(server.Services.GetRequiredService<IOptions<PlatformOptions>>().Value.DataPath, "blobs"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
}
