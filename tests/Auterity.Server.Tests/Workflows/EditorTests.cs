using System.Net;

namespace Auterity.Server.Tests.Workflows;

/// <summary>What an editor asks for while somebody draws and writes.</summary>
public sealed class EditorTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    private HttpClient Client => shared.Server.Client;

    [Theory]
    [InlineData("flow.if", "{}", "main", "true,false")]
    [InlineData("flow.merge", """{"inputs":3}""", "input1,input2,input3", "main")]
    [InlineData("trigger.manual", "{}", "", "main")]
    [InlineData("ai.model.openai", "{}", "", "")]
    public async Task Ports_ByParameters_AreThoseTheEngineSees(string type, string parameters, string inputs, string outputs)
    {
        using var answer = await Client.PostJsonAsync($"/api/nodes/{type}/ports", $$"""{"parameters":{{parameters}}}""");
        var ports = await answer.ReadAsync(HttpStatusCode.OK);

        Assert.Equal(inputs, string.Join(',', ports.GetProperty("inputs").EnumerateArray().Select(port => port.GetString())));
        Assert.Equal(outputs, string.Join(',', ports.GetProperty("outputs").EnumerateArray().Select(port => port.GetString())));
    }

    [Fact]
    public async Task Ports_OfUnknownType_AreNotFound()
    {
        using var answer = await Client.PostJsonAsync("/api/nodes/no.such/ports", """{"parameters":{}}""");

        await answer.ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("={{ $json.price * 2 }}", "42")]
    [InlineData("={{ $('Orders').all().length }}", "2")]
    [InlineData("=Hello {{ $('Orders').item.json.who }}", "\"Hello Ada\"")]
    [InlineData("plain", "\"plain\"")]
    public async Task Evaluate_Template_MakesItsValue(string template, string value)
    {
        using var answer = await Client.PostJsonAsync("/api/expressions/evaluate", $$$"""{"template":"{{{template}}}","json":{"price":21},"nodes":{"Orders":[{"json":{"who":"Ada"}},{"who":"Bob"}]}}""");

        Assert.Equal(value, (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("={{ $json. }}", "expression-syntax")]
    [InlineData("={{ $('Nobody').item.json.x }}", "node-not-run")]
    [InlineData("={{ (() => { while (true) {} })() }}", "expression-timeout")]
    [InlineData("={{ $json.a.b.c }}", "expression-failed")]
    public async Task Evaluate_FaultyTemplate_SaysWhatIsWrong(string template, string code)
    {
        using var answer = await Client.PostJsonAsync("/api/expressions/evaluate", $$"""{"template":"{{template}}"}""");

        var error = (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("error");
        Assert.Equal(code, error.Text("code"));
        Assert.NotEmpty(error.Text("message"));
    }
}
