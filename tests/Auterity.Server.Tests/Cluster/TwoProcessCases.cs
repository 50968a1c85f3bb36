using System.Net;
using System.Text.Json;
using Auterity.Platform.Tenancy;
using Auterity.Server.Tests.Process.Kills;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Cluster;

/// <summary>What a run means does not depend on where it runs: named graphs, asked for in one process, run in the other, both ways round (ENGINE rule 44).</summary>
public sealed class TwoProcessCases(TwoProcessCases.Cluster cluster) : IClassFixture<TwoProcessCases.Cluster>
{
    private const string Five = """{"id":"list","type":"data.set","name":"List","parameters":{"fields":[{"name":"n","type":"array","value":"=[1,2,3,4,5]"}],"includeOther":"none"}},{"id":"split","type":"data.splitOut","name":"Split","parameters":{"fields":["n"],"destinations":["n"]}}""";
    private const string FiveEdges = """{"from":"t","to":"list"},{"from":"list","to":"split"}""";
    private const string Big = """{"id":"big","type":"flow.if","name":"Big","parameters":{"conditions":{"conditions":[{"left":"={{ $json.n }}","operator":{"type":"number","operation":"gt"},"right":2}]}}}""";

    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "all-join waits for both", Set("a", "x", "1") + "," + Set("b", "y", "2") + """,{"id":"join","type":"flow.noop","name":"Join"}""", """{"from":"t","to":"a"},{"from":"t","to":"b"},{"from":"a","to":"join"},{"from":"b","to":"join"}""", "succeeded", """[{"x":1},{"y":2}]""" },
        { "merge by position", Set("a", "x", "1") + "," + Set("b", "y", "2") + """,{"id":"m","type":"flow.merge","name":"M","parameters":{"mode":"combineByPosition"}}""", """{"from":"t","to":"a"},{"from":"t","to":"b"},{"from":"a","to":"m","input":"input1"},{"from":"b","to":"m","input":"input2"}""", "succeeded", """[{"x":1,"y":2}]""" },
        { "dead branch is skipped", $"{Five},{Big},{Set("small", "kept", "true")}", $$"""{{FiveEdges}},{"from":"split","to":"big"},{"from":"big","output":"false","to":"small"}""", "succeeded", """[{"kept":true},{"kept":true}]""" },
        { "loop in batches collects all", $$$"""{{{Five}}},{"id":"loop","type":"flow.loop","name":"Loop","parameters":{"batchSize":2}},{"id":"body","type":"data.set","name":"Body","parameters":{"fields":[{"name":"m","type":"number","value":"={{ $json.n * 10 }}"}],"includeOther":"none"}},{"id":"out","type":"flow.noop","name":"Out"}""", $$"""{{FiveEdges}},{"from":"split","to":"loop"},{"from":"loop","output":"loop","to":"body"},{"from":"body","to":"loop"},{"from":"loop","output":"done","to":"out"}""", "succeeded", """[{"m":10},{"m":20},{"m":30},{"m":40},{"m":50}]""" },
        { "short wait goes on", """{"id":"w","type":"flow.wait","name":"W","parameters":{"amount":0.2,"unit":"seconds"}},""" + Set("a", "x", "1"), """{"from":"t","to":"w"},{"from":"w","to":"a"}""", "succeeded", """[{"x":1}]""" },
        { "signal brings its payload", """{"id":"w","type":"flow.wait","name":"W","parameters":{"for":"signal","signal":"go"}},{"id":"out","type":"flow.noop","name":"Out"}""", """{"from":"t","to":"w"},{"from":"w","to":"out"}""", "succeeded", """[{"from":"signal"}]""" },
        { "limit of a wait ends it", """{"id":"w","type":"flow.wait","name":"W","parameters":{"for":"signal","signal":"never","limit":"duration","limitAmount":0.2,"limitUnit":"seconds"}},""" + Set("a", "x", "1"), """{"from":"t","to":"w"},{"from":"w","to":"a"}""", "succeeded", """[{"x":1}]""" },
        { "stop fails the run", """{"id":"s","type":"flow.stop","name":"S","parameters":{"message":"no further"}}""", """{"from":"t","to":"s"}""", "failed", "no further" },
        { "error output goes on", """{"id":"bad","type":"code.javascript","name":"Bad","parameters":{"code":"throw new Error('broken');"},"policy":{"onError":"errorOutput"}},""" + Set("saved", "x", "1"), """{"from":"t","to":"bad"},{"from":"bad","output":"error","to":"saved"}""", "succeeded", """[{"x":1}]""" },
        { "child returns to its parent", """{"id":"c","type":"flow.workflow","name":"C","parameters":{"workflowId":"CHILD"}},{"id":"out","type":"flow.noop","name":"Out"}""", """{"from":"t","to":"c"},{"from":"c","to":"out"}""", "succeeded", """[{"child":true}]""" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_RunInTheOtherProcess_MeansTheSame(string name, string nodes, string edges, string status, string output)
    {
        var child = await cluster.ChildAsync();
        var definition = $$"""{"nodes":[{{KillFlows.Manual}},{{nodes.Replace("CHILD", child, StringComparison.Ordinal)}}],"edges":[{{edges}}]}""";
        var id = await KillFlows.PublishAsync(cluster.Two.A.Client, name, definition);

        foreach (var (asked, runs) in new[] { (cluster.Two.A, cluster.Two.B), (cluster.Two.B, cluster.Two.A) })
        {
            var run = await StartAsync(asked, runs, id);
            if (nodes.Contains("\"signal\":\"go\"", StringComparison.Ordinal))
            {
                using var signal = await asked.Client.PostAsync($"/api/runs/{run}/signal", KillFlows.Body("""{"name":"go","payload":{"from":"signal"}}"""), Json.Token);
                await signal.ReadAsync(HttpStatusCode.OK);
            }

            var ended = await asked.Client.GetJsonAsync($"/api/runs/{run}?wait=120");
            Assert.Equal(status, ended.Text("status"));
            if (status == "failed") Assert.Equal(output, ended.GetProperty("error").Text("message"));
            else Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(output).RootElement, ended.GetProperty("output")), ended.GetProperty("output").ToString());
        }
    }

    private static async Task<string> StartAsync(Server asked, Server runs, string workflow)
    {
        var tenant = await asked.Services.GetRequiredService<TenantDirectory>().DefaultAsync(Json.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs") { Content = KillFlows.Body("{}") };
        request.Headers.Add("Idempotency-Key", TwoServers.KeyFor(runs, tenant, Guid.Parse(workflow)));
        using var response = await asked.Client.SendAsync(request, Json.Token);
        return (await response.ReadAsync(HttpStatusCode.Created)).Text("id");
    }

    private static string Set(string id, string field, string value) =>
        $$$"""{"id":"{{{id}}}","type":"data.set","name":"{{{id}}}","parameters":{"fields":[{"name":"{{{field}}}","type":"{{{(value == "true" ? "boolean" : "number")}}}","value":{{{value}}}}],"includeOther":"none"}}""";

    /// <summary>One pair of servers for all cases.</summary>
    public sealed class Cluster : IAsyncLifetime
    {
        private readonly SemaphoreSlim one = new(1);
        private string? child;

        internal TwoServers Two { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Two = await TwoServers.StartAsync();

        public async Task<string> ChildAsync()
        {
            await one.WaitAsync(Json.Token);
            try
            {
                return child ??= await KillFlows.PublishAsync(Two.A.Client, "child", KillFlows.Flow("""{"id":"t","type":"trigger.workflow","name":"Called"}""", Set("c", "child", "true")));
            }
            finally
            {
                one.Release();
            }
        }

        public ValueTask DisposeAsync()
        {
            one.Dispose();
            return Two is null ? ValueTask.CompletedTask : Two.DisposeAsync();
        }
    }
}
