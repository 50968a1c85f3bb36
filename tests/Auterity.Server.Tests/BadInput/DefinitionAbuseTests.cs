using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.BadInput;

/// <summary>Workflows that are wrong, or mean harm.</summary>
public sealed class DefinitionAbuseTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private HttpClient Client => host.Client;

    [Fact]
    public async Task Publish_UnknownTypesPortsAndDoubles_AreToldTogether()
    {
        var id = (await Client.CreateAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"x","type":"no.such","name":"X"},{"id":"x","type":"flow.noop","name":"X"},{"id":"v","type":"flow.noop","version":99,"name":"V"}],
             "edges":[{"from":"t","output":"nope","to":"v"},{"from":"t","to":"v","input":"nope"},{"from":"t","to":"gone"},{"from":"v","to":"t"}]}
            """)).Text("id");

        var codes = (await (await Client.PostJsonAsync($"/api/workflows/{id}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition")).Codes().ToHashSet();

        Assert.Superset(new HashSet<string> { "duplicate-id", "duplicate-name", "unknown-type", "unknown-version", "unknown-port", "unknown-edge-end", "edge-into-trigger" }, codes);
    }

    [Theory]
    [InlineData(5_001)]
    [InlineData(10_000)]
    public async Task Save_MoreNodesThanAllowed_Is413(int count)
    {
        var nodes = string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"id":"n{{n}}","type":"flow.noop","name":"N{{n}}"}"""));

        await (await Client.PostJsonAsync("/api/workflows", $$$"""{"name":"Many","definition":{"nodes":[{{{nodes}}}]}}""")).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Run_ALongChain_Ends()
    {
        const int count = 2_000;
        var nodes = string.Join(',', Enumerable.Range(0, count).Select(n => $$"""{"id":"n{{n}}","type":"{{(n == 0 ? "trigger.manual" : "flow.noop")}}","name":"N{{n}}"}"""));
        var edges = string.Join(',', Enumerable.Range(1, count - 1).Select(n => $$"""{"from":"n{{n - 1}}","to":"n{{n}}"}"""));
        var id = await Client.PublishedAsync($$"""{"nodes":[{{nodes}}],"edges":[{{edges}}]}""");

        var run = await Client.EndOfAsync(await Client.RunAsync(id));

        Assert.Equal(("succeeded", count), (run.Text("status"), run.GetProperty("steps").GetInt32()));
    }

    [Theory]
    [InlineData("={{ (() => { while (true) {} })() }}")]
    [InlineData("={{ (() => { let s = 'x'; while (true) s += s; })() }}")]
    [InlineData("={{ (() => { const a = []; while (true) a.push(new Array(1000).fill('x')); })() }}")]
    [InlineData("={{ (function f() { return f(); })() }}")]
    [InlineData("={{ 'x'.repeat(2000000000) }}")]
    [InlineData("={{ Array(4294967295).join('x') }}")]
    [InlineData("={{ /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!') }}")]
    [InlineData("={{ new Function('return process')() }}")]
    public async Task Run_HarmfulExpression_FailsItsStepAndNothingElse(string expression)
    {
        var id = await Client.PublishedAsync($$$"""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"s","type":"data.set","name":"Harm","parameters":{"fields":[{"name":"x","value":{{{JsonSerializer.Serialize(expression)}}} }]}}],"edges":[{"from":"t","to":"s"}]}
            """);

        var run = await Client.EndOfAsync(await Client.RunAsync(id));

        Assert.Equal("failed", run.Text("status"));
        Assert.Equal("succeeded", (await Client.EndOfAsync(await Client.RunAsync(await Client.PublishedAsync(RunFlows.Double), """{"input":{"n":1}}"""))).Text("status"));
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("-1e300")]
    [InlineData("99999999999")]
    public async Task Save_NumberThatNoFieldTakes_IsAFault(string number)
    {
        var view = await Client.CreateAsync($$$"""{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"w","type":"flow.wait","name":"W","parameters":{"amount":{{{number}}}}}],"edges":[{"from":"t","to":"w"}]}""");

        Assert.Contains("invalid-parameter", view.Codes());
    }

    [Fact]
    public async Task Run_ExpressionThatGivesANumberNoFieldTakes_NamesTheField()
    {
        var run = await Client.RunDefinitionAsync("""{"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"w","type":"flow.wait","name":"W","parameters":{"amount":"={{ 1e15 }}"}}],"edges":[{"from":"t","to":"w"}]}""");

        Assert.Equal(("failed", "invalid-parameters"), (run.Text("status"), run.GetProperty("error").Text("code")));
        Assert.Contains("amount", run.GetProperty("error").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CodeThatRunsForLong_HoldsUpNeitherItsStartNorItsShard()
    {
        var id = await Client.PublishedAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"c","type":"code.javascript","name":"Loop","parameters":{"code":"while (true) {}"}}],"edges":[{"from":"t","to":"c"}]}
            """);

        var run = await Client.RunAsync(id);

        Assert.Equal("running", (await Client.GetJsonAsync($"/api/runs/{run}")).Text("status"));
        await (await Client.ActAsync(run, "pause")).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Run_MoreItemsThanMayTravel_IsHeldForAPerson()
    {
        var id = await Client.PublishedAsync("""
            {"nodes":[{"id":"t","type":"trigger.manual","name":"T"},{"id":"c","type":"code.javascript","name":"Many","parameters":{"code":"return Array.from({ length: 100001 }, (_, n) => ({ n }))"}}],"edges":[{"from":"t","to":"c"}]}
            """);
        var run = await Client.RunAsync(id);

        var held = await host.Server.UntilAsync(Client, run, view => view.Text("status") is "needsDecision" or "failed");

        Assert.Contains("100,000", held.GetRawText(), StringComparison.Ordinal);
        await Client.ActAsync(run, "cancel");
    }

    [Fact]
    public async Task CallHook_ByManyAtOnce_LosesNothingItAccepted()
    {
        var (path, workflow) = await Client.HookAsync(respond: "immediately");

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => host.Server.Anonymous.CallAsync("/hooks/" + path, "POST", Flows.Body("{}"))));

        var accepted = new List<string>();
        foreach (var answer in answers)
        {
            if (answer.StatusCode == HttpStatusCode.Accepted) accepted.Add((await answer.ReadAsync(HttpStatusCode.Accepted)).Text("runId"));
            else Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        }

        foreach (var run in accepted)
            Assert.Equal("succeeded", (await Client.EndOfAsync(run)).Text("status"));
        Assert.Equal(accepted.Count, accepted.Distinct().Count());
        Assert.NotEmpty(await Client.RunsOfAsync(workflow));
    }
}
