using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class PollingTests
{
    private const string Rss = """
        <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>
        <item><title>Second</title><link>https://e.example/2</link><guid>g2</guid><pubDate>Fri, 02 Jan 2026 10:00:00 GMT</pubDate><dc:creator>Ann</dc:creator><content:encoded><![CDATA[<p>Hi &amp; <b>bye</b></p>]]></content:encoded></item>
        <item><title>First</title><link>https://e.example/1</link><guid>g1</guid><pubDate>Thu, 01 Jan 2026 10:00:00 +0100</pubDate><category>c</category></item>
        <item><title>Undated</title><link>https://e.example/0</link><pubDate>nonsense</pubDate></item>
        </channel></rss>
        """;

    [Fact]
    public async Task Rss_Fetch_ReadsEntries()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(Rss));

        var page = await FetchAsync(server);

        Assert.Equal(["g2", "g1", "https://e.example/0"], page.EnumerateArray().Select(entry => entry.GetProperty("guid").GetString()));
        Assert.Equal(("Ann", "Hi & bye", "2026-01-02T10:00:00.000Z"), (page[0].GetProperty("creator").GetString(), page[0].GetProperty("contentSnippet").GetString(), page[0].GetProperty("isoDate").GetString()));
    }

    [Fact]
    public async Task Rss_Atom_IsReadToo()
    {
        const string Atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>a1</id><title>E</title><link href="https://e.example/a"/><updated>2026-01-02T10:00:00Z</updated><summary>s</summary></entry></feed>""";
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(Atom));

        var page = await FetchAsync(server);

        Assert.Equal(("a1", "https://e.example/a"), (page[0].GetProperty("guid").GetString(), page[0].GetProperty("link").GetString()));
    }

    [Theory]
    [InlineData(""), InlineData("<html></html>"), InlineData("<rss"), InlineData("""<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>""")]
    public async Task Rss_BrokenFeed_SaysSo(string body)
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(body));

        Assert.Equal("feed-invalid", (await Assert.ThrowsAsync<NodeException>(() => FetchAsync(server))).Error.Code);
    }

    [Fact]
    public void Rss_News_OldestFirstAndOnceOnly()
    {
        var page = JsonSerializer.SerializeToElement(Feed.Read(System.Text.Encoding.UTF8.GetBytes(Rss), null, new Uri("https://e.example/feed"), []), JsonDefaults.Options);
        var trigger = new RssTrigger(null!, TimeProvider.System);

        var all = trigger.NewOf(new() { First = FirstLook.All }, null, page);
        var none = trigger.NewOf(new(), null, page);
        var again = trigger.NewOf(new(), none.Cursor, page);

        Assert.Equal(["Undated", "First", "Second"], all.Items.Select(item => item.Json.GetProperty("title").GetString()));
        Assert.Empty(none.Items);
        Assert.Empty(again.Items);
    }

    [Fact]
    public void News_ChangedEntry_OnlyWhenAsked()
    {
        var before = Polls.News([("1", Entry(1, "a"))], null, NewsKind.New, FirstLook.All);

        Assert.Empty(Polls.News([("1", Entry(1, "b"))], before.Cursor, NewsKind.New, FirstLook.All).Items);
        Assert.Single(Polls.News([("1", Entry(1, "b"))], before.Cursor, NewsKind.NewOrChanged, FirstLook.All).Items);
        Assert.Single(Polls.News([("2", Entry(2, "a")), ("2", Entry(2, "a")), ("1", Entry(1, "a"))], before.Cursor, NewsKind.NewOrChanged, FirstLook.All).Items);
    }

    [Fact]
    public void News_EntryThatLeftAndCameBack_IsNotNew()
    {
        var first = Polls.News([("1", Entry(1, "a"))], null, NewsKind.New, FirstLook.Remember);
        var second = Polls.News([("2", Entry(2, "a"))], first.Cursor, NewsKind.New, FirstLook.Remember);

        Assert.Single(second.Items);
        Assert.Empty(Polls.News([("1", Entry(1, "a"))], second.Cursor, NewsKind.New, FirstLook.Remember).Items);
    }

    [Fact]
    public void News_ManyKeys_CursorStaysBounded()
    {
        JsonElement? cursor = null;
        for (var i = 0; i < 12; i++)
            cursor = Polls.News([.. Enumerable.Range(i * 1000, 1000).Select(n => ($"{n}", Item.Empty))], cursor, NewsKind.New, FirstLook.Remember).Cursor;

        Assert.Equal(Polls.Remembered, cursor!.Value.GetProperty("seen").EnumerateObject().Count());
    }

    [Fact]
    public void HttpTrigger_ListInside_IsFoundByItsPath()
    {
        var trigger = new HttpTrigger(null!, TimeProvider.System);
        var page = JsonDocument.Parse("""{"data":{"orders":[{"id":1},{"id":2}]}}""").RootElement;

        var news = trigger.NewOf(new() { ItemsPath = "data.orders", First = FirstLook.All }, null, page);

        Assert.Equal(2, news.Items.Count);
        Assert.Empty(trigger.NewOf(new() { ItemsPath = "data.orders" }, news.Cursor, page).Items);
        Assert.Throws<NodeException>(() => trigger.NewOf(new() { ItemsPath = "data.nothing" }, null, page));
        Assert.Empty(trigger.NewOf(new() { First = FirstLook.All }, null, JsonDocument.Parse("[]").RootElement).Items);
    }

    private static Item Entry(int id, string text) => Item.From(new { id, text });

    private static async Task<JsonElement> FetchAsync(LocalServer server)
    {
        await using var services = Outgoing.Services("127.0.0.1");
        return await services.Create<RssTrigger>().FetchAsync(new() { Url = server.At("/") }, new NetContext(), TestContext.Current.CancellationToken);
    }
}
