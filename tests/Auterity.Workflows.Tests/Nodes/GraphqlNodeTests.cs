using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class GraphqlNodeTests
{
    [Fact]
    public async Task Post_Query_SendsQueryAndVariables()
    {
        await using var server = await LocalServer.StartAsync(context => Json(context, """{"data":{"n":1.0}}"""));

        var item = Assert.Single(await RunAsync(new { url = server.At("/"), query = "query($id:ID!){a(id:$id)}", variables = """{"id":"7"}""", operationName = "q" }));

        Assert.Equal("""{"data":{"n":1.0}}""", item.ToString());
        var sent = JsonDocument.Parse(server.Last.Text).RootElement;
        Assert.Equal(("query($id:ID!){a(id:$id)}", "7", "q"), (sent.GetProperty("query").GetString(), sent.GetProperty("variables").GetProperty("id").GetString(), sent.GetProperty("operationName").GetString()));
    }

    [Fact]
    public async Task Get_Query_GoesIntoTheAddress()
    {
        await using var server = await LocalServer.StartAsync(context => Json(context, """{"data":{}}"""));

        await RunAsync(new { url = server.At("/g?k=1"), method = "GET", query = "{a}", variables = new { x = 1 } });

        Assert.Equal("/g?k=1&query=%7Ba%7D&variables=%7B%22x%22%3A1%7D", server.Last.Target);
    }

    [Theory]
    [InlineData(200), InlineData(400)]
    public async Task Post_ErrorsInTheBody_FailUnlessAllowed(int status)
    {
        await using var server = await LocalServer.StartAsync(context => Json(context, """{"errors":[{"message":"no field b"}],"data":null}""", status));

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { url = server.At("/"), query = "{b}" }));
        var allowed = Assert.Single(await RunAsync(new { url = server.At("/"), query = "{b}", allowErrors = true }));

        Assert.Equal("graphql-errors", error.Error.Code);
        Assert.Contains("no field b", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, allowed.Json.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Post_ServerDown_IsAnHttpError()
    {
        await using var server = await LocalServer.StartAsync(context => Json(context, "{}", 503));

        Assert.Equal("http-status", (await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { url = server.At("/"), query = "{b}" }))).Error.Code);
    }

    private static Task Json(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    private static async Task<IReadOnlyList<Item>> RunAsync(object parameters)
    {
        await using var services = Outgoing.Services("127.0.0.1");
        return await new NetContext().RunAsync(services.Create<GraphqlNode>(), parameters);
    }
}
