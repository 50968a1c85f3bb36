using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes.Vendors;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Nodes.Vendors;

public sealed class VendorPagingTests
{
    [Fact]
    public async Task Cursor_InQuery_IsFollowedUntilItIsEmpty()
    {
        var seen = await RunAsync<SlackNode>(new { operation = "user.list", all = true },
            """{"ok":true,"members":[{"id":"1"}],"response_metadata":{"next_cursor":"c2"}}""", """{"ok":true,"members":[{"id":"2"}],"response_metadata":{"next_cursor":""}}""");

        Assert.Equal(["1", "2"], seen.Items.Select(item => item.Json.GetProperty("id").GetString()));
        Assert.Equal(["/users.list?limit=200", "/users.list?limit=200&cursor=c2"], seen.Targets);
    }

    [Fact]
    public async Task Cursor_InBody_IsSentInTheBody()
    {
        var seen = await RunAsync<NotionNode>(new { operation = "page.find", databaseId = "db", all = true },
            """{"results":[{"id":"1"}],"next_cursor":"c2","has_more":true}""", """{"results":[{"id":"2"}],"next_cursor":null}""");

        Assert.Equal(["""{"page_size":100}""", """{"page_size":100,"start_cursor":"c2"}"""], seen.Bodies);
        Assert.Equal(2, seen.Items.Count);
    }

    [Fact]
    public async Task Number_FullPage_AsksForTheNextOne()
    {
        var page = $"[{string.Join(",", Enumerable.Range(0, 100).Select(index => $"{{\"id\":\"{index}\"}}"))}]";

        var seen = await RunAsync<WordPressNode>(new { operation = "post.list", all = true }, page, """[{"id":"100"}]""");

        Assert.Equal(["/wp-json/wp/v2/posts?page=1&per_page=100", "/wp-json/wp/v2/posts?per_page=100&page=2"], seen.Targets);
        Assert.Equal(101, seen.Items.Count);
    }

    [Fact]
    public async Task Link_NamesTheNextPage_AndStaysWithItsServer()
    {
        var seen = await RunAsync<GitHubNode>(new { operation = "release.list", owner = "o", repository = "r", all = true }, """[{"id":1}]""", """[{"id":2}]""");

        Assert.Equal(["/repos/o/r/releases?per_page=100", "/next?page=2"], seen.Targets);
        Assert.Equal(2, seen.Items.Count);
    }

    [Fact]
    public async Task Limit_SmallerThanAPage_AsksForNoMoreThanThat()
    {
        var seen = await RunAsync<AirtableNode>(new { operation = "record.find", @base = "app", table = "Tasks", limit = 2 },
            """{"records":[{"id":"1","fields":{"Name":"a"}},{"id":"2","fields":{"Name":"b"}},{"id":"3","fields":{}}],"offset":"o"}""");

        Assert.Equal(["/v0/app/Tasks?pageSize=2"], seen.Targets);
        Assert.Equal(["""{"id":"1","createdTime":null,"Name":"a"}""", """{"id":"2","createdTime":null,"Name":"b"}"""], seen.Items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task Refusal_WithAGoodStatus_FailsWithItsReason()
    {
        var refused = await Assert.ThrowsAsync<NodeException>(() => RunAsync<SlackNode>(new { operation = "message.send", channel = "#none", text = "x" }, """{"ok":false,"error":"channel_not_found"}"""));

        Assert.Contains("channel_not_found", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Retryable);
    }

    [Fact]
    public async Task MissingField_IsNamedAndNothingIsSent()
    {
        var refused = await Assert.ThrowsAsync<NodeException>(() => RunAsync<SlackNode>(new { operation = "message.send", text = "x" }, "{}"));

        Assert.Contains("'channel'", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.NotSent);
    }

    [Fact]
    public async Task Telegram_TokenOfTheBot_StandsInThePathAndInNoError()
    {
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.StatusCode = 403;
            return http.Response.WriteAsync("""{"ok":false,"description":"bot was blocked"}""");
        });

        var refused = await Assert.ThrowsAsync<NodeException>(() => RunAsync<TelegramNode>(server, new { operation = "message.send", chatId = "1", text = "x", baseUrl = server.At("/") }, new Credential("telegram.bot", new Dictionary<string, string> { ["token"] = "123:abc" })));

        Assert.Equal("/bot123:abc/sendMessage", server.Last.Target);
        Assert.DoesNotContain("123:abc", $"{refused.Message} {refused.Error.Details}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_WithAnAddress_DecidesWhereItGoes()
    {
        await using var server = await LocalServer.StartAsync(http => http.Response.WriteAsync("{}"));

        await RunAsync<MattermostNode>(server, new { operation = "message.send", channelId = "c", message = "m" }, new Credential("http.bearer", new Dictionary<string, string> { ["token"] = "secret", ["baseUrl"] = server.At("/") }));

        Assert.Equal(("/api/v4/posts", "Bearer secret", """{"channel_id":"c","message":"m"}"""), (server.Last.Target, server.Last.Headers["authorization"], server.Last.Text));
    }

    private static async Task<(IReadOnlyList<Item> Items, List<string> Targets, List<string> Bodies)> RunAsync<T>(object parameters, params string[] answers) where T : Node
    {
        var next = 0;
        LocalServer? known = null;
        await using var server = known = await LocalServer.StartAsync(http =>
        {
            http.Response.ContentType = "application/json";
            if (next == 0 && answers.Length > 1 && typeof(T) == typeof(GitHubNode)) http.Response.Headers.Link = $"<{known!.At("/next?page=2")}>; rel=\"next\"";
            return http.Response.WriteAsync(answers[Math.Min(next++, answers.Length - 1)]);
        });
        var filled = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        filled["baseUrl"] = server.At("/");
        var items = await RunAsync<T>(server, filled, new Credential("http.bearer", new Dictionary<string, string> { ["token"] = "secret" }));
        return (items, [.. server.Requests.Select(request => request.Target)], [.. server.Requests.Select(request => request.Text)]);
    }

    private static async Task<IReadOnlyList<Item>> RunAsync<T>(LocalServer server, object parameters, Credential credential) where T : Node
    {
        using var services = Outgoing.Services("127.0.0.1/32");
        var context = new NetContext { Parameters = JsonSerializer.SerializeToElement(parameters) };
        context.Credentials["auth"] = credential;
        var type = NodeType.Of(ActivatorUtilities.CreateInstance<T>(services));
        return await type.RunItemAsync(InputBinder.Bind(context.Parameters, type.InputType), context, TestContext.Current.CancellationToken);
    }
}
