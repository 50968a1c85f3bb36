using System.Net;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Templates;

/// <summary>Filling templates in, testing them, and everything that can be wrong with them.</summary>
public sealed class TemplateUseTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private readonly HttpClient client = host.Client;

    [Fact]
    public async Task Instantiate_BuiltIn_MakesAWorkflowThatNeedsItsCredential()
    {
        var made = await (await client.PostJsonAsync("/api/templates/nightly-report/instantiate", """{"name":"My report","parameters":{"dataUrl":"https://shop.example.com/orders","recipient":"ann@example.com","hour":5}}""")).ReadAsync(HttpStatusCode.Created);

        var workflow = await client.GetJsonAsync($"/api/workflows/{made.Text("id")}");
        Assert.Equal(("My report", "My report"), (made.Text("name"), workflow.Text("name")));
        Assert.Equal(["credential-missing"], made.Codes().Where(code => code != "trigger-idle"));
        Assert.Equal(5, workflow.GetProperty("definition").GetProperty("nodes")[0].GetProperty("parameters").GetProperty("rules")[0].GetProperty("hour").GetInt32());
        Assert.DoesNotContain("%{", workflow.GetProperty("definition").GetRawText(), StringComparison.Ordinal);
        Assert.NotEmpty(workflow.GetProperty("layout").GetProperty("notes").EnumerateArray());
    }

    [Fact]
    public async Task Instantiate_Own_RunsWithTheValuesGiven()
    {
        var id = (await client.CreateTemplateAsync()).Text("id");
        var made = await (await client.PostJsonAsync($"/api/templates/{id}/instantiate", """{"parameters":{"greeting":"Good day"}}""")).ReadAsync(HttpStatusCode.Created);
        await client.PublishAsync(made.Text("id"));

        var run = await client.RunPublishedAsync(made.Text("id"), """{"name":"Bo"}""");

        Assert.Equal("""[{"text":"Good day Bo","times":null}]""", run.GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Instantiate_WrongValues_TellsEveryFieldAndCreatesNothing()
    {
        var problem = await (await client.PostJsonAsync("/api/templates/nightly-report/instantiate", """{"name":"Never","parameters":{"dataUrl":"nowhere","hour":77,"colour":"red"}}""")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-parameters");

        Assert.Equal(
            [("parameters.colour", "unknown-parameter"), ("parameters.dataUrl", "wrong-format"), ("parameters.hour", "out-of-range"), ("parameters.recipient", "missing-parameter")],
            problem.GetProperty("faults").EnumerateArray().Select(fault => (fault.Text("field"), fault.Text("code"))).Order());
        Assert.Empty((await client.GetJsonAsync("/api/workflows?search=Never")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task BuiltIn_Anything_DoesNotChange()
    {
        await (await client.PutAsync("/api/templates/webhook-relay", Flows.Body(TemplateSamples.Document(TemplateSamples.Greeting())), Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "built-in");
        await (await client.DeleteAsync("/api/templates/webhook-relay", Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "built-in");
        await (await client.PostJsonAsync("/api/templates/webhook-relay/rollback", """{"version":1}""")).ReadProblemAsync(HttpStatusCode.Conflict, "built-in");
        Assert.Single((await client.GetJsonAsync("/api/templates/webhook-relay/versions")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Test_BuiltIn_Passes()
    {
        var report = await (await client.PostJsonAsync("/api/templates/webhook-relay/test", "{}")).ReadAsync(HttpStatusCode.OK);

        Assert.True(report.GetProperty("passed").GetBoolean(), report.GetRawText());
    }

    [Fact]
    public async Task Test_WrongExpectation_SaysWhereItDiffers()
    {
        var report = await client.TestAsync(TemplateSamples.Greeting(expected: "Hello Bo"));

        var difference = report.GetProperty("results")[0].GetProperty("differences").EnumerateArray().Single();
        Assert.False(report.GetProperty("passed").GetBoolean());
        Assert.Equal(("output[0].text", "Hello Bo", "Hello Ann"), (difference.Text("path"), difference.Text("expected"), difference.Text("got")));
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("continue")]
    public async Task Test_NodeThatTouchesTheWorldWithoutAMock_FailsAndNamesIt(string onError)
    {
        var report = await client.TestAsync(TemplateSamples.With($$$"""{"id":"n","type":"http.request","name":"Fetch it","parameters":{"url":"http://127.0.0.1:1/"},"policy":{"onError":"{{{onError}}}"}}""", """{"name":"t"}"""));

        var result = report.GetProperty("results")[0];
        Assert.False(result.GetProperty("passed").GetBoolean());
        Assert.Contains("'Fetch it'", result.Text("message"), StringComparison.Ordinal);
        Assert.Contains("mock", result.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_LongWait_TakesNoTime()
    {
        var report = await client.TestAsync(TemplateSamples.With("""{"id":"n","type":"flow.wait","name":"Wait","parameters":{"amount":50,"unit":"weeks"}}""", """{"name":"t","input":{"a":1},"expect":{"output":[{"a":1}]}}"""));

        Assert.True(report.GetProperty("passed").GetBoolean(), report.GetRawText());
    }

    [Fact]
    public async Task Test_WaitForEver_IsWaiting()
    {
        var node = """{"id":"n","type":"flow.wait","name":"Wait","parameters":{"for":"signal"}}""";

        Assert.True((await client.TestAsync(TemplateSamples.With(node, """{"name":"t","expect":{"status":"waiting"}}"""))).GetProperty("passed").GetBoolean());
        Assert.False((await client.TestAsync(TemplateSamples.With(node, """{"name":"t"}"""))).GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Test_RunThatNeverEnds_IsStopped()
    {
        var report = await client.TestAsync(TemplateSamples.With("""{"id":"n","type":"flow.noop","name":"Round","policy":{"join":"each"}}""", """{"name":"t"}""", """[{"from":"s","to":"n"},{"from":"n","to":"n"}]"""));

        Assert.False(report.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Validate_SoundAndFaulty_SaysEverything()
    {
        var sound = await (await client.PostJsonAsync("/api/templates/validate", TemplateSamples.Document(TemplateSamples.Greeting()))).ReadAsync(HttpStatusCode.OK);
        var faulty = await (await client.PostJsonAsync("/api/templates/validate", TemplateSamples.Document(
            """{"name":"","summary":"","category":"C","parameters":{"properties":{"a":{"type":"integer","default":"x"},"unused":{}}},"definition":{"nodes":[{"id":"s","type":"no.such","name":"%{a}"}]},"tests":[{"name":"t","mocks":{"Nobody":[]},"expect":{}},{"name":"t"}]}"""))).ReadAsync(HttpStatusCode.OK);

        Assert.True(sound.GetProperty("valid").GetBoolean(), sound.GetRawText());
        Assert.False(faulty.GetProperty("valid").GetBoolean());
        Assert.Superset(new HashSet<string> { "missing-field", "wrong-type", "unknown-node", "duplicate-name", "unused-parameter" }, faulty.Codes().ToHashSet());
    }

    [Theory]
    [InlineData("{}", 400, "unreadable-template")]
    [InlineData("7", 400, "unreadable-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","definition":{},"tests":{}}""", 400, "unreadable-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","definition":{},"tests":[{"name":"t","expect":{"status":"happy"}}]}""", 400, "unreadable-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","definition":{"a":"%{b}"}}""", 422, "invalid-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","definition":{"a":"%{b%{c}}"}}""", 422, "invalid-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","parameters":[],"definition":{}}""", 422, "invalid-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","parameters":{"properties":{"a{b":{}}},"definition":{}}""", 422, "invalid-template")]
    [InlineData("""{"name":"n","summary":"s","category":"c","parameters":{"properties":{"a":{"pattern":"(a+)+$\\1"}}},"definition":{}}""", 422, "invalid-template")]
    public async Task Create_WhatIsNoTemplate_IsRefusedWithEveryFault(string document, int status, string code)
    {
        var problem = await (await client.PostJsonAsync("/api/templates", TemplateSamples.Document(document))).ReadProblemAsync((HttpStatusCode)status, code);

        Assert.NotEmpty(problem.GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task Create_DefinitionThatIsNone_IsRefused()
    {
        foreach (var definition in new[] { "7", "[]", "\"text\"", "\"%{a}\"", """{"nodes":7}""" })
            using (var answer = await client.PostJsonAsync("/api/templates", TemplateSamples.Document($$"""{"name":"n","summary":"s","category":"c","parameters":{"properties":{"a":{} } },"definition":{{definition}}}""")))
                await answer.ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-template");
    }

    [Fact]
    public async Task Create_ThousandTests_IsRefused()
    {
        var tests = string.Join(',', Enumerable.Range(0, 1_000).Select(n => $$"""{"name":"{{n}}"}"""));

        var problem = await (await client.PostJsonAsync("/api/templates/test", TemplateSamples.Document(TemplateSamples.With("""{"id":"n","type":"flow.noop","name":"N"}""", tests)))).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-template");

        Assert.Contains("1,000 tests", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TooLargeOrTooDeep_IsRefused()
    {
        var large = TemplateSamples.With($$"""{"id":"n","type":"flow.noop","name":"N","notes":"{{new string('x', 5_100_000)}}"}""");
        var huge = TemplateSamples.With($$"""{"id":"n","type":"flow.noop","name":"N","notes":"{{new string('x', 7_000_000)}}"}""");
        var deep = TemplateSamples.With("""{"id":"n","type":"flow.noop","name":"N","parameters":{"a":""" + new string('[', 200) + new string(']', 200) + "}}");

        await (await client.PostJsonAsync("/api/templates", TemplateSamples.Document(large))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        using var body = Flows.Body(TemplateSamples.Document(huge));
        await (await client.PostWaryAsync("/api/templates", body)).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        await (await client.PostJsonAsync("/api/templates", TemplateSamples.Document(deep))).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"workflowId":"0198c0de-0000-7000-8000-000000000001","document":{}}""")]
    public async Task Create_FromBothOrNeither_IsRefused(string body) => await (await client.PostJsonAsync("/api/templates", body)).ReadProblemAsync(HttpStatusCode.BadRequest, "template-source");

    [Fact]
    public async Task Find_IdThatIsNone_IsNotFound()
    {
        foreach (var id in new[] { "no-such", "..%2F..%2Fapi", "%00x".Replace("%00", "%01", StringComparison.Ordinal), Guid.CreateVersion7().ToString() })
            using (var answer = await client.GetAsync($"/api/templates/{id}", Json.Token))
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
