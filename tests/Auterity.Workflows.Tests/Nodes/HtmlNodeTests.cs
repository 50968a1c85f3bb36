using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class HtmlNodeTests
{
    private const string Page = """
        <html><head><title> Shop </title><meta property="og:title" content="Best"></head>
        <body><h1>One &amp; two</h1><p class=x>First<br>line <b>bold</b><script>hidden()</script></p><p class=x>  Second
           text </p>
        <ul><li><a href="/a">A</a></li><li><a href="/b">B<img alt=pic></a></li></ul>
        <form><input name=q value=42><select><option>1<option selected>2</select><textarea>t</textarea></form></body></html>
        """;

    [Theory]
    [InlineData("""{"key":"v","selector":"title"}""", "\"Shop\"")]
    [InlineData("""{"key":"v","selector":"h1"}""", "\"One & two\"")]
    [InlineData("""{"key":"v","selector":"p.x"}""", "\"First\\nline bold\"")]
    [InlineData("""{"key":"v","selector":"p.x","take":"rawText"}""", "\"Firstline boldhidden()\"")]
    [InlineData("""{"key":"v","selector":"p.x b","take":"outerHtml"}""", "\"<b>bold</b>\"")]
    [InlineData("""{"key":"v","selector":"h1","take":"html"}""", "\"One &amp; two\"")]
    [InlineData("""{"key":"v","selector":"a","take":"attribute","attribute":"href","all":true}""", "[\"/a\",\"/b\"]")]
    [InlineData("""{"key":"v","selector":"a","take":"attribute","attribute":"none"}""", "null")]
    [InlineData("""{"key":"v","selector":"meta[property^=\"og:\"]","take":"attribute","attribute":"content"}""", "\"Best\"")]
    [InlineData("""{"key":"v","selector":"input","take":"value"}""", "\"42\"")]
    [InlineData("""{"key":"v","selector":"select","take":"value"}""", "\"2\"")]
    [InlineData("""{"key":"v","selector":"textarea","take":"value"}""", "\"t\"")]
    [InlineData("""{"key":"v","selector":".none"}""", "null")]
    [InlineData("""{"key":"v","selector":".none","all":true}""", "[]")]
    [InlineData("""{"key":"v","selector":"p.x","skip":"b, img"}""", "\"First\\nline\"")]
    public async Task Extract_EachKindOfValue_TakesIt(string value, string expected)
    {
        var run = await NodeHarness.For<HtmlNode>().With($$"""{"values":[{{value}}]}""").Ports([Item.From(new { data = Page })]).RunAsync();

        Assert.Equal([$$"""{"v":{{expected}}}"""], run.Main);
    }

    [Fact]
    public async Task Extract_NotTrimmed_KeepsWhiteSpace()
    {
        var run = await NodeHarness.For<HtmlNode>().With("""{"trim":false,"values":[{"key":"v","selector":"title","take":"rawText"}]}""").Ports([Item.From(new { data = Page })]).RunAsync();

        Assert.Equal(["""{"v":" Shop "}"""], run.Main);
    }

    [Fact]
    public async Task Extract_Clean_FoldsBreaks()
    {
        var run = await NodeHarness.For<HtmlNode>().With("""{"clean":true,"values":[{"key":"v","selector":"p.x","take":"rawText","all":true}]}""").Ports([Item.From(new { data = Page })]).RunAsync();

        Assert.Equal(["""{"v":["Firstline boldhidden()","Second text"]}"""], run.Main);
    }

    [Fact]
    public async Task Extract_ListOfTexts_GivesOneItemEachAndKeepsFields()
    {
        var run = await NodeHarness.For<HtmlNode>().With("""{"keep":true,"property":"parts","values":[{"key":"a.b","selector":"b"},{"key":"a.c","selector":"i"}]}""")
            .Items("""{"parts":["<b>1</b>","<i>2</i>"]}""").RunAsync();

        Assert.Equal(["""{"parts":["<b>1</b>","<i>2</i>"],"a":{"b":"1","c":null}}""", """{"parts":["<b>1</b>","<i>2</i>"],"a":{"b":null,"c":"2"}}"""], run.Main);
        Assert.Equal(["0:0", "0:0"], run.Sources[0]);
    }

    [Fact]
    public async Task Extract_FileInAnotherEncoding_DecodesIt()
    {
        var harness = NodeHarness.For<HtmlNode>().With("""{"source":"file","property":"page","encoding":"windows-1252","values":[{"key":"v","selector":"p"}]}""");
        harness.Ports([new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["page"] = harness.Context.Files.Save([.. "<p>caf"u8, 0xE9, .. "</p>"u8]) })]);

        Assert.Equal(["""{"v":"café"}"""], (await harness.RunAsync()).Main);
    }

    [Fact]
    public async Task Build_Template_BecomesAField()
    {
        var run = await NodeHarness.For<HtmlNode>().With(new { action = "build", html = "=<p>{{ $json.name }}</p>", result = "page" }).Items("""{"name":"Ann"}""").RunAsync();

        Assert.Equal(["""{"name":"Ann","page":"<p>Ann</p>"}"""], run.Main);
    }

    [Theory]
    [InlineData("""{"values":[{"key":"v","selector":"p["}]}""", "CSS selector")]
    [InlineData("""{"values":[{"key":"v","selector":"p","take":"attribute"}]}""", "names no attribute")]
    [InlineData("""{"property":"none","values":[]}""", "no field 'none'")]
    public async Task Extract_WrongParameters_Fails(string parameters, string message) =>
        Assert.Contains(message, (await NodeHarness.For<HtmlNode>().With(parameters).Items("""{"data":"<p>x</p>"}""").FailAsync()).Message);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<div></x>")]
    [InlineData("<div><table><tr><td></div>")]
    [InlineData("<svg>")]
    public async Task Extract_AbsurdNesting_FailsSoon(string opening)
    {
        var html = string.Concat(Enumerable.Repeat(opening, 100_000));

        Assert.Equal("limit-exceeded", (await NodeHarness.For<HtmlNode>().Ports([Item.From(new { data = html })]).FailAsync()).Error.Code);
    }

    [Fact]
    public async Task Extract_ScriptsFullOfTags_AreNotCountedAsNesting()
    {
        var html = $"<title>t</title><script>{string.Concat(Enumerable.Repeat("if(a<b)x='<div>';", 5_000))}</script><!--{string.Concat(Enumerable.Repeat("<div>", 5_000))}-->";

        Assert.Equal(["""{"v":"t"}"""], (await NodeHarness.For<HtmlNode>().With("""{"values":[{"key":"v","selector":"title"}]}""").Ports([Item.From(new { data = html })]).RunAsync()).Main);
    }

    [Fact]
    public void Extract_MutatedPage_EndsInDataOrANodeException() => Fuzz.Text(Page, text => NodeHarness.For<HtmlNode>()
        .With("""{"values":[{"key":"v","selector":"*","all":true},{"key":"h","selector":"body","take":"html"}]}""").Ports([Item.From(new { data = text })]).RunAsync());

    [Fact]
    public async Task Table_Items_HasAColumnForEveryField()
    {
        var run = await NodeHarness.For<HtmlTableNode>().With(new { caption = "A<B", capitalize = true, styled = false, attributes = "class=\"t\"", result = "html" })
            .Items("""{"order_id":1.0,"fullName":"<Ann>"}""", """{"order_id":2,"tags":["a"]}""").RunAsync();

        Assert.Equal(["0:0+0:1"], run.Sources[0]);
        Assert.Equal(
            """
            <table class="t">
            <caption>A&lt;B</caption>
            <thead><tr><th>Order id</th><th>Full name</th><th>Tags</th></tr></thead>
            <tbody>
            <tr><td>1.0</td><td>&lt;Ann&gt;</td><td></td></tr>
            <tr><td>2</td><td></td><td>[&quot;a&quot;]</td></tr>
            </tbody>
            </table>
            """.ReplaceLineEndings("\n"), TestJson.Of(run.Main[0]).GetProperty("html").GetString());
    }

    [Fact]
    public async Task Table_Styled_BringsItsStyle() =>
        Assert.Contains("<style>", (await NodeHarness.For<HtmlTableNode>().Items("{}").RunAsync()).Main[0]);

    [Theory]
    [InlineData("""{}""", Delivery.Pure)]
    [InlineData("""{"source":"file"}""", null)]
    [InlineData("""{"source":"file","action":"build"}""", Delivery.Pure)]
    [InlineData("""{"source":"={{ $json.s }}"}""", null)]
    public void Delivery_OfParameters_IsPureWithoutFiles(string parameters, Delivery? expected) => Assert.Equal(expected, new HtmlNode().DeliveryOf(TestJson.Of(parameters)));
}
