using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class RssReadNodeTests
{
    private const string Rss2 = """
        <?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1:9/never.dtd">
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
        <item><title>One &amp;amp; two</title><link>/one</link><pubDate>Sat, 14 Mar 2026 09:26:53 EST</pubDate><dc:creator>Ann</dc:creator><description>&lt;p&gt;First&lt;/p&gt;&lt;b&gt;line&lt;/b&gt; &amp;amp; more</description>
        <content:encoded><![CDATA[<p>Long</p>]]></content:encoded><guid isPermaLink="false">g1</guid><category>A</category><category>B</category><enclosure url="https://x.test/a.mp3" length="7" type="audio/mpeg"/><media:thumbnail url="t.png"/></item>
        <item><title>Bare</title><guid>https://x.test/bare</guid><pubDate>yesterday</pubDate></item>
        </channel></rss>
        """;

    private const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Releases</title><author><name>Org</name></author>
        <entry><id>tag:1</id><title type="html">v1 &lt;b&gt;x&lt;/b&gt;</title><link rel="self" href="/self"/><link rel="alternate" href="/v1"/><link rel="enclosure" href="/a.zip" type="application/zip"/><updated>2026-03-14T09:26:53+01:00</updated>
        <summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi</p></div></content><category term="t" label="Tag"/></entry></feed>
        """;

    [Fact]
    public void Rss2_Entry_HasEveryField()
    {
        var entries = Read(Rss2, "media:thumbnail", "none");

        Assert.Equal(
            """{"title":"One & two","link":"https://x.test/one","pubDate":"Sat, 14 Mar 2026 09:26:53 EST","isoDate":"2026-03-14T14:26:53.000Z","creator":"Ann","content":"<p>First</p><b>line</b> &amp; more","contentSnippet":"First\nline & more","content:encoded":"<p>Long</p>","content:encodedSnippet":"Long","guid":"g1","categories":["A","B"],"enclosure":{"url":"https://x.test/a.mp3","length":"7","type":"audio/mpeg"},"media:thumbnail":{"url":"t.png"}}""",
            entries[0]);
        Assert.Equal("""{"title":"Bare","link":"https://x.test/bare","pubDate":"yesterday","guid":"https://x.test/bare"}""", entries[1]);
    }

    [Fact]
    public void Atom_Entry_HasEveryField() =>
        Assert.Equal(
            """{"title":"v1 x","link":"https://x.test/v1","pubDate":"2026-03-14T09:26:53+01:00","isoDate":"2026-03-14T08:26:53.000Z","creator":"Org","author":"Org","content":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Hi</p></div>","contentSnippet":"Hi","summary":"Short","guid":"tag:1","id":"tag:1","categories":["Tag"],"enclosure":{"url":"/a.zip","type":"application/zip"}}""",
            Assert.Single(Read(Atom)));

    [Theory]
    [InlineData("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item rdf:about="https://x.test/1"><title>T</title><link>https://x.test/1</link><dc:date>2026-03-14</dc:date><dc:subject>S</dc:subject></item></rdf:RDF>""",
        """{"title":"T","link":"https://x.test/1","pubDate":"2026-03-14","isoDate":"2026-03-14T00:00:00.000Z","guid":"https://x.test/1","categories":["S"]}""")]
    [InlineData("""<rss version="0.91"><channel><item><title>T</title><link>a</link></item></channel></rss>""", """{"title":"T","link":"https://x.test/a","guid":"https://x.test/a"}""")]
    [InlineData("\n <?xml version=\"1.0\"?><rss><channel><item><title>A&nbsp;B &copy; C & D</title></item></channel></rss>", """{"title":"A\u00A0B © C & D","guid":"A\u00A0B © C & D|"}""")]
    [InlineData("<rss><channel><item><title>a\u0001b</title></item></channel></rss>", """{"title":"ab","guid":"ab|"}""")]
    [InlineData("<rss><channel/></rss>", "")]
    public void Feed_OldOrSloppy_IsReadAllTheSame(string feed, string expected) => Assert.Equal(expected, string.Join("\n", Read(feed)));

    [Fact]
    public async Task Node_Options_ReachTheFeed()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(Rss2));

        var item = Assert.Single(await RunAsync(server, """, "limit": 1, "customFields": "media:thumbnail" """));

        Assert.Equal("t.png", item.Json.GetProperty("media:thumbnail").GetProperty("url").GetString());
        Assert.Equal(server.At("/one"), item.Json.GetProperty("link").GetString());
    }

    [Fact]
    public async Task Node_CharsetOnlyInTheHeader_IsUsed()
    {
        byte[] feed = [.. "<rss><channel><item><title>caf"u8, 0xE9, .. "</title></item></channel></rss>"u8];
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/xml; charset=iso-8859-1";
            return context.Response.Body.WriteAsync(feed).AsTask();
        });

        Assert.Equal("café", Assert.Single(await RunAsync(server)).Json.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("Sat, 14 Mar 2026 09:26:53 GMT", "2026-03-14T09:26:53.000Z")]
    [InlineData("Sat, 14 Mar 2026 09:26:53 +0130", "2026-03-14T07:56:53.000Z")]
    [InlineData("Saturday, 14 March 2026 09:26 PDT", "2026-03-14T16:26:00.000Z")]
    [InlineData("Mon, 14 Mar 2026 09:26:53 GMT", "2026-03-14T09:26:53.000Z")]
    [InlineData("14 Mar 26 09:26:53 Z", "2026-03-14T09:26:53.000Z")]
    [InlineData("2026-03-14T09:26:53.5Z", "2026-03-14T09:26:53.500Z")]
    [InlineData("2026-03-14", "2026-03-14T00:00:00.000Z")]
    [InlineData("2026-03-14 09:26:53", "2026-03-14T09:26:53.000Z")]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("Sat, 99 Foo 2026", null)]
    public void Date_AsFeedsWriteIt_BecomesAnInstantOrNothing(string text, string? expected) => Assert.Equal(expected, FeedDates.Parse(text));

    [Theory]
    [InlineData("<html><body/></html>")]
    [InlineData("no feed at all")]
    [InlineData("")]
    [InlineData("""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>""")]
    public void Answer_ThatIsNoFeed_Fails(string content) => Assert.Equal("feed-invalid", Assert.Throws<NodeException>(() => Read(content)).Error.Code);

    [Fact]
    public void Feed_TooDeep_FailsAsALimit() =>
        Assert.Equal("limit-exceeded", Assert.Throws<NodeException>(() => Read($"<rss>{string.Concat(Enumerable.Repeat("<a>", 100_000))}")).Error.Code);

    [Theory]
    [InlineData(404, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task Node_OtherAnswerThanOk_SaysWhetherToTryAgain(int status, bool retryable)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(server));

        Assert.Equal(("http-status", retryable), (error.Error.Code, error.Retryable));
    }

    [Theory]
    [InlineData("ftp://x.test/feed")]
    [InlineData("feed.xml")]
    [InlineData("file:///etc/passwd")]
    public async Task Node_AddressOtherThanWeb_IsRefused(string url)
    {
        await using var services = Outgoing.Services();

        var error = await Assert.ThrowsAsync<NodeException>(() => services.Create<RssReadNode>().RunAsync(new(url), new NetContext(), TestContext.Current.CancellationToken));

        Assert.Equal("invalid-parameters", error.Error.Code);
    }

    [Fact]
    public async Task Node_AddressInside_IsRefused()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(Rss2));
        await using var services = Outgoing.Services();

        var error = await Assert.ThrowsAsync<NodeException>(() => services.Create<RssReadNode>().RunAsync(new(server.At("/")), new NetContext(), TestContext.Current.CancellationToken));

        Assert.Equal("address-refused", error.Error.Code);
    }

    [Fact]
    public void Rss_MutatedFeed_EndsInEntriesOrANodeException() => Fuzz.Text(Rss2, text => Task.FromResult(Read(text, "media:thumbnail")));

    [Fact]
    public void Atom_MutatedFeed_EndsInEntriesOrANodeException() => Fuzz.Text(Atom, text => Task.FromResult(Read(text)));

    private static string[] Read(string feed, params string[] extra) =>
        [.. Feed.Read(Encoding.UTF8.GetBytes(feed), null, new Uri("https://x.test/feed"), extra).Select(entry => Item.From(entry).ToString())];

    private static async Task<IReadOnlyList<Item>> RunAsync(LocalServer server, string options = "")
    {
        await using var services = Outgoing.Services("127.0.0.1/32");
        var input = System.Text.Json.JsonSerializer.Deserialize<RssReadNode.Input>($$"""{"url":"{{server.At("/")}}"{{options}}}""", JsonDefaults.Options)!;
        return await services.Create<RssReadNode>().RunAsync(input, new NetContext(), TestContext.Current.CancellationToken);
    }
}
