using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class XmlNodeTests
{
    private const string Order = """<?xml version="1.0"?><Order id="7"><line sku="a">  two   words </line><line sku="b"/><note><![CDATA[<b>&]]></note></Order>""";

    [Theory]
    [InlineData("""{}""", """{"Order":{"$":{"id":"7"},"line":[{"$":{"sku":"a"},"_":"  two   words "},{"$":{"sku":"b"}}],"note":"<b>&"}}""")]
    [InlineData("""{"attributeKey":"attributes","attributePrefix":"@","textKey":"text","trim":true}""", """{"Order":{"attributes":{"@id":"7"},"line":[{"attributes":{"@sku":"a"},"text":"two   words"},{"attributes":{"@sku":"b"}}],"note":"<b>&"}}""")]
    [InlineData("""{"mergeAttributes":true,"normalize":true}""", """{"Order":{"id":"7","line":[{"sku":"a","_":"two words"},{"sku":"b"}],"note":"<b>&"}}""")]
    [InlineData("""{"ignoreAttributes":true,"trim":true}""", """{"Order":{"line":["two   words",""],"note":"<b>&"}}""")]
    [InlineData("""{"ignoreAttributes":true,"trim":true,"explicitArray":true}""", """{"Order":{"line":["two   words",""],"note":["<b>&"]}}""")]
    [InlineData("""{"ignoreAttributes":true,"trim":true,"explicitRoot":false}""", """{"line":["two   words",""],"note":"<b>&"}""")]
    [InlineData("""{"ignoreAttributes":true,"trim":true,"lowerCaseNames":true,"result":"out"}""", """{"data":"…","out":{"order":{"line":["two   words",""],"note":"<b>&"}}}""")]
    public async Task ToJson_EveryOption_GivesTheObject(string parameters, string expected)
    {
        var run = await NodeHarness.For<XmlNode>().With(parameters).Ports([Item.From(new { data = Order })]).RunAsync();

        Assert.Equal(expected, run.Main[0].Replace(Item.From(new { data = Order }).ToString()[9..^2], "…", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ToJson_Prefixes_AreKeptOrStripped()
    {
        const string Soap = """<s:Envelope xmlns:s="urn:x"><s:Body s:a="1">t</s:Body></s:Envelope>""";

        var kept = await NodeHarness.For<XmlNode>().With(new { ignoreAttributes = true, property = "xml" }).Ports([Item.From(new { xml = Soap })]).RunAsync();
        var stripped = await NodeHarness.For<XmlNode>().With(new { stripPrefixes = true, property = "xml", explicitRoot = false }).Ports([Item.From(new { xml = Soap })]).RunAsync();

        Assert.Equal(["""{"s:Envelope":{"s:Body":"t"}}"""], kept.Main);
        Assert.Equal(["""{"$":{"s":"urn:x"},"Body":{"$":{"a":"1"},"_":"t"}}"""], stripped.Main);
    }

    [Fact]
    public async Task ToJson_RootWithTextOnlyAndNoRootName_WrapsTheText() =>
        Assert.Equal(["""{"value":"x"}"""], (await NodeHarness.For<XmlNode>().With(new { explicitRoot = false }).Items("""{"data":"<a>x</a>"}""").RunAsync()).Main);

    [Theory]
    [InlineData("""{"headless":true,"pretty":false}""", """{"order":{"$":{"id":7},"line":[{"_":"a<b","$":{"k":"x\"y"}},null],"ok":true}}""", """<order id="7"><line k="x&quot;y">a&lt;b</line><line/><ok>true</ok></order>""")]
    [InlineData("""{"headless":true,"pretty":false,"cdata":true}""", """{"a":{"b":"<x>]]>"}}""", """<a><b><![CDATA[<x>]]]]><![CDATA[>]]></b></a>""")]
    [InlineData("""{"headless":true,"pretty":false,"rootName":"all"}""", """{"a":1,"b":[1,2]}""", """<all><a>1</a><b>1</b><b>2</b></all>""")]
    [InlineData("""{"headless":true,"pretty":false,"property":"rows","result":"xml"}""", """{"rows":[{"a":1},2]}""", """<root><item><a>1</a></item><item>2</item></root>""")]
    [InlineData("""{"headless":true,"pretty":false,"attributePrefix":"@","textKey":"#"}""", """{"a":{"@id":"1","#":"t"}}""", """<a id="1">t</a>""")]
    [InlineData("""{"headless":true}""", """{"a":{"b":{"c":1}}}""", "<a>\n  <b>\n    <c>1</c>\n  </b>\n</a>")]
    [InlineData("""{"pretty":false}""", """{}""", """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><root/>""")]
    public async Task ToXml_EveryOption_GivesTheText(string parameters, string item, string expected)
    {
        var run = await NodeHarness.For<XmlNode>().With(parameters[..1] + "\"action\":\"toXml\"" + (parameters.Length > 2 ? "," : "") + parameters[1..]).Items(item).RunAsync();

        var json = TestJson.Of(run.Main[0]);
        Assert.Equal(expected, (json.TryGetProperty("xml", out var xml) ? xml : json.GetProperty("data")).GetString());
    }

    [Theory]
    [InlineData("""{"a b":1}""", "'a b'")]
    [InlineData("""{"a":{"$":{"1x":1}}}""", "'1x'")]
    [InlineData("{\"a\":{\"b\":\"\\u0001\"}}", "'b'")]
    public async Task ToXml_WhatXmlCannotHold_NamesIt(string item, string message) =>
        Assert.Contains(message, (await NodeHarness.For<XmlNode>().With(new { action = "toXml" }).Items(item).FailAsync()).Message);

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a>&nbsp;</a>")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY l2 "&l;&l;&l;">]><a>&l2;</a>""")]
    public async Task ToJson_NotWellFormedOrWithEntities_Fails(string xml) =>
        Assert.Equal("invalid-xml", (await NodeHarness.For<XmlNode>().Ports([Item.From(new { data = xml })]).FailAsync()).Error.Code);

    [Fact]
    public async Task ToJson_DocumentType_IsSkippedUnread() =>
        Assert.Equal(["""{"a":"1"}"""], (await NodeHarness.For<XmlNode>().Ports([Item.From(new { data = """<!DOCTYPE a SYSTEM "http://127.0.0.1:9/never.dtd"><a>1</a>""" })]).RunAsync()).Main);

    [Fact]
    public async Task ToJson_TooDeep_FailsAsALimit()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 50_000)) + string.Concat(Enumerable.Repeat("</a>", 50_000));

        Assert.Equal("limit-exceeded", (await NodeHarness.For<XmlNode>().Ports([Item.From(new { data = deep })]).FailAsync()).Error.Code);
    }

    [Fact]
    public void ToJson_AnyDocument_ComesBackTheSameFromXml()
    {
        var text = Gen.String[Gen.Char["ab <>&\"'é\n"], 0, 8];
        var name = Gen.Int[0, 3].Select(index => new[] { "a", "b", "cd", "é" }[index]);
        Gen.Select(name, text.Where(value => !string.IsNullOrWhiteSpace(value)), name, text).Sample((outer, inner, attribute, value) =>
        {
            var json = Item.From(new Dictionary<string, object> { [outer] = new Dictionary<string, object> { ["$"] = new Dictionary<string, string> { [attribute] = value }, ["_"] = inner } });
            var xml = RunSync(NodeHarness.For<XmlNode>().With(new { action = "toXml", pretty = false }).Ports([json]));
            Assert.Equal(json.ToString(), RunSync(NodeHarness.For<XmlNode>().Ports([Item.From(new { data = TestJson.Of(xml).GetProperty("data").GetString() })])));
        }, iter: 500);
    }

    [Fact]
    public void ToJson_MutatedDocument_EndsInDataOrANodeException() =>
        Fuzz.Text(Order, text => NodeHarness.For<XmlNode>().Ports([Item.From(new { data = text })]).RunAsync());

    private static string RunSync(NodeHarness harness) => harness.RunAsync().GetAwaiter().GetResult().Main[0];
}
