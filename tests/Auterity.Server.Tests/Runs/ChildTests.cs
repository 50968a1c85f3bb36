using System.Net;
using System.Text.Json;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Runs;

public sealed class ChildTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private const string Called = """{"id":"t","type":"trigger.workflow","name":"Called"}""";

    private HttpClient Client => host.Client;

    [Fact]
    public async Task Retry_CalledWorkflowFailed_StartsAnotherRunAndLeavesTheFirstAlone()
    {
        var child = await Client.PublishedAsync(Breaking);
        var run = await Client.RunAsync(await Client.PublishedAsync(Calling(child)));
        Assert.Equal("failed", (await Client.EndOfAsync(run)).Text("status"));

        await (await Client.ActAsync(run, "retry")).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("failed", (await Client.EndOfAsync(run)).Text("status"));

        var children = await ChildrenAsync(run);
        Assert.Equal(2, children.Length);
        foreach (var id in children.Select(view => view.Text("id")))
            Assert.Equal(["t", "f"], (await Client.StepsAsync(id)).Select(step => step.Text("nodeId")));
    }

    [Fact]
    public async Task Retry_FailsAgain_IsHandledAgain()
    {
        var handler = await Client.PublishedAsync("""{"nodes":[{"id":"e","type":"trigger.error","name":"Error"}],"edges":[]}""");
        var run = await Client.RunAsync(await Client.PublishedAsync(
            $$$"""{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"f","type":"code.javascript","name":"Breaks","parameters":{"code":"throw new Error('no')"}}],"edges":[{"from":"t","to":"f"}],"settings":{"errorWorkflow":"{{{handler}}}"}}"""));
        await Client.EndOfAsync(run);

        await (await Client.ActAsync(run, "retry")).ReadAsync(HttpStatusCode.OK);
        await Client.EndOfAsync(run);

        Assert.Equal(2, (await ChildrenAsync(run)).Length);
    }

    [Fact]
    public async Task Call_WorkflowCallsItself_EndsAtTheDepthLimit()
    {
        var draft = await Client.CreateAsync($$"""{"nodes":[{{Called}}],"edges":[]}""");
        var id = draft.Text("id");
        await Client.PublishAsync(id);
        await Client.SaveAsync(id, $$"""{"nodes":[{{Called}},{{Call(id)}}],"edges":[{"from":"t","to":"c"}]}""");
        await Client.PublishAsync(id);

        var end = await Client.EndOfAsync(await Client.RunAsync(await Client.PublishedAsync(Calling(id))));

        Assert.Equal("failed", end.Text("status"));
        Assert.Equal("call-depth", end.GetProperty("error").Text("code"));
    }

    [Fact]
    public async Task Call_FailsUnderHold_WaitsForADecisionAndStartsAnew()
    {
        var child = await Client.PublishedAsync(Breaking);
        var run = await Client.RunAsync(await Client.PublishedAsync(Calling(child, policy: """{"onError":"hold"}""")));
        await host.Server.UntilStatusAsync(Client, run, "needsDecision");

        await DecideAsync(run, """ "decision":"again" """);
        await host.Server.UntilStatusAsync(Client, run, "needsDecision");
        Assert.Equal(2, (await ChildrenAsync(run)).Length);
        await DecideAsync(run, """ "decision":"done","output":[{"by":"hand"}] """);

        var end = await Client.EndOfAsync(run);
        Assert.Equal(("succeeded", """[{"by":"hand"}]"""), (end.Text("status"), end.GetProperty("output").GetRawText()));
    }

    [Fact]
    public async Task Call_WithoutWaiting_HandsOnItsOwnItemsAndStartsTheOther()
    {
        var child = await Client.PublishedAsync($$"""{"nodes":[{{Called}}],"edges":[]}""");

        var run = await Client.RunAsync(await Client.PublishedAsync(Calling(child, parameters: ""","wait":false""")), """{"input":{"n":7}}""");

        Assert.Equal("""[{"n":7}]""", (await Client.EndOfAsync(run)).GetProperty("output").GetRawText());
        Assert.Equal("succeeded", (await Client.EndOfAsync(Assert.Single(await ChildrenAsync(run)).Text("id"))).Text("status"));
    }

    private async Task DecideAsync(string run, string decision)
    {
        var step = (await Client.StepsAsync(run, "?node=c")).Single().GetProperty("id").GetInt32();
        await (await Client.ActAsync(run, "decide", $$"""{"step":{{step}},{{decision}}}""")).ReadAsync(HttpStatusCode.OK);
    }

    private static string Breaking => $$$"""
        {"nodes":[{{{Called}}},{"id":"f","type":"code.javascript","name":"Breaks","parameters":{"code":"throw new Error('Out of apples')"}}],"edges":[{"from":"t","to":"f"}]}
        """;

    private static string Call(string workflow, string policy = "{}", string parameters = "") =>
        $$"""{"id":"c","type":"flow.workflow","name":"Call","parameters":{"workflowId":"{{workflow}}"{{parameters}}},"policy":{{policy}}}""";

    private static string Calling(string workflow, string policy = "{}", string parameters = "") =>
        $$"""{"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{{Call(workflow, policy, parameters)}}],"edges":[{"from":"t","to":"c"}]}""";

    private async Task<JsonElement[]> ChildrenAsync(string run) => [.. (await Client.GetJsonAsync($"/api/runs?parentId={run}")).GetProperty("items").EnumerateArray()];
}
