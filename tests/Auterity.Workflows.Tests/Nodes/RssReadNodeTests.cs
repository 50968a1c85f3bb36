using System.Net;
using System.Text;
using Auterity.Workflows.Files;
using Auterity.Workflows.Nodes;

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
    public async Task Rss2_Entry_HasEveryField()
    {
        var run = await ReadAsync(Rss2, new { url = "https://x.test/feed", customFields = "media:thumbnail, none" });

        Assert.Equal(
            """{"title":"One & two","link":"https://x.test/one","pubDate":"Sat, 14 Mar 2026 09:26:53 EST","isoDate":"2026-03-14T14:26:53.000Z","creator":"Ann","content":"<p>First</p><b>line</b> &amp; more","contentSnippet":"First\nline & more","content:encoded":"<p>Long</p>","content:encodedSnippet":"Long","guid":"g1","categories":["A","B"],"enclosure":{"url":"https://x.test/a.mp3","length":"7","type":"audio/mpeg"},"media:thumbnail":{"url":"t.png"}}""",
            run.Main[0]);
        Assert.Equal("""{"title":"Bare","link":"https://x.test/bare","pubDate":"yesterday","guid":"https://x.test/bare"}""", run.Main[1]);
    }

    [Fact]
    public async Task Atom_Entry_HasEveryField()
    {
        var run = await ReadAsync(Atom);

        Assert.Equal(
            """{"title":"v1 x","link":"https://x.test/v1","pubDate":"2026-03-14T09:26:53+01:00","isoDate":"2026-03-14T08:26:53.000Z","creator":"Org","author":"Org","content":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Hi</p></div>","contentSnippet":"Hi","summary":"Short","guid":"tag:1","id":"tag:1","categories":["Tag"],"enclosure":{"url":"/a.zip","type":"application/zip"}}""",
            Assert.Single(run.Main));
    }

    [Theory]
    [InlineData("""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item rdf:about="https://x.test/1"><title>T</title><link>https://x.test/1</link><dc:date>2026-03-14</dc:date><dc:subject>S</dc:subject></item></rdf:RDF>""",
        """{"title":"T","link":"https://x.test/1","pubDate":"2026-03-14","isoDate":"2026-03-14T00:00:00.000Z","guid":"https://x.test/1","categories":["S"]}""")]
    [InlineData("""<rss version="0.91"><channel><item><title>T</title><link>a</link></item></channel></rss>""", """{"title":"T","link":"https://x.test/a"}""")]
    [InlineData("\n <?xml version=\"1.0\"?><rss><channel><item><title>A&nbsp;B &copy; C & D</title></item></channel></rss>", """{"title":"A\u00A0B © C & D"}""")]
    [InlineData("<rss><channel><item><title>a\u0001b</title></item></channel></rss>", """{"title":"ab"}""")]
    [InlineData("<rss><channel/></rss>", "")]
    public async Task Feed_OldOrSloppy_IsReadAllTheSame(string feed, string expected) =>
        Assert.Equal(expected, string.Join("|", (await ReadAsync(feed)).Main));

    [Fact]
    public async Task Limit_Given_StopsThere() => Assert.Single((await ReadAsync(Rss2, new { url = "https://x.test/feed", limit = 1 })).Main);

    [Fact]
    public async Task Charset_OnlyInTheHeader_IsUsed()
    {
        byte[] feed = [.. "<rss><channel><item><title>caf"u8, 0xE9, .. "</title></item></channel></rss>"u8];

        Assert.Equal(["""{"title":"café"}"""], (await Harness(feed, contentType: "text/xml; charset=iso-8859-1").RunAsync()).Main);
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
    [InlineData("<html><body/></html>", "invalid-feed")]
    [InlineData("no feed at all", "invalid-xml")]
    [InlineData("", "invalid-xml")]
    [InlineData("""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel>""", "invalid-xml")]
    public async Task Answer_ThatIsNoFeed_Fails(string content, string code) =>
        Assert.Equal(code, (await Harness(Encoding.UTF8.GetBytes(content)).FailAsync()).Error.Code);

    [Fact]
    public async Task Feed_TooDeep_FailsAsALimit()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Assert.Equal("limit-exceeded", (await Harness(Encoding.UTF8.GetBytes($"<rss>{deep}")).FailAsync()).Error.Code);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    public async Task Answer_OtherThanOk_SaysWhetherToTryAgain(int status, bool retryable)
    {
        var error = await Harness([], (HttpStatusCode)status).FailAsync();

        Assert.Equal(("http-status", retryable), (error.Error.Code, error.Retryable));
    }

    [Theory]
    [InlineData("ftp://x.test/feed")]
    [InlineData("feed.xml")]
    [InlineData("file:///etc/passwd")]
    public async Task Url_OtherThanWeb_IsRefused(string url) =>
        Assert.Equal("invalid-parameters", (await NodeHarness.For<RssReadNode>(new Web([], HttpStatusCode.OK, "text/xml")).With(new { url }).FailAsync()).Error.Code);

    [Fact]
    public void Rss_MutatedFeed_EndsInEntriesOrANodeException() => Fuzz.Bytes(Encoding.UTF8.GetBytes(Rss2), bytes => Harness(bytes).RunAsync());

    [Fact]
    public void Atom_MutatedFeed_EndsInEntriesOrANodeException() => Fuzz.Bytes(Encoding.UTF8.GetBytes(Atom), bytes => Harness(bytes).RunAsync());

    private static Task<NodeRun> ReadAsync(string feed, object? parameters = null) => Harness(Encoding.UTF8.GetBytes(feed)).With(parameters ?? new { url = "https://x.test/feed" }).RunAsync();

    private static NodeHarness Harness(byte[] content, HttpStatusCode status = HttpStatusCode.OK, string contentType = "application/rss+xml") =>
        NodeHarness.For<RssReadNode>(new Web(content, status, contentType)).With(new { url = "https://x.test/feed" });

    /// <summary>Answers every request with the same feed.</summary>
    private sealed class Web(byte[] content, HttpStatusCode status, string contentType) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(content), RequestMessage = request };
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            return Task.FromResult(response);
        }
    }
}
