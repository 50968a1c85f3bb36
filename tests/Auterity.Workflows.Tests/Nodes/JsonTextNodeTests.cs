using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class JsonTextNodeTests
{
    [Theory]
    [InlineData("""{}""", """{"data":"{\"a\":1.0}","x":1}""", """{"x":1,"data":{"a":1.0}}""")]
    [InlineData("""{"property":"body.text","result":"parsed"}""", """{"body":{"text":"[1,2]"}}""", """{"body":{"text":"[1,2]"},"parsed":[1,2]}""")]
    [InlineData("""{"result":""}""", """{"data":"{\"a\":1}","x":1}""", """{"a":1}""")]
    [InlineData("""{"result":""}""", """{"data":"[1]"}""", """{"value":[1]}""")]
    [InlineData("""{"lenient":true}""", """{"data":"{/* c */\"a\":1,}"}""", """{"data":{"a":1}}""")]
    [InlineData("""{}""", """{"data":{"already":true}}""", """{"data":{"already":true}}""")]
    [InlineData("""{"action":"stringify"}""", """{"data":{"a":[1.50,"é"]}}""", """{"data":"{\"a\":[1.50,\"é\"]}"}""")]
    [InlineData("""{"action":"stringify","property":"","result":"text"}""", """{"a":1}""", """{"text":"{\"a\":1}"}""")]
    [InlineData("""{"action":"stringify","property":"a","result":"b","pretty":true}""", """{"a":{"c":1}}""", """{"a":{"c":1},"b":"{\n  \"c\": 1\n}"}""")]
    public async Task Run_EveryOption_GivesTheItem(string parameters, string item, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<JsonTextNode>().With(parameters).Items(item).RunAsync()).Main);

    [Theory]
    [InlineData("""{"data":"{\"a\":}"}""", "line 1")]
    [InlineData("""{"data":""}""", "not valid JSON")]
    [InlineData("""{"other":1}""", "no field 'data'. It has: other")]
    public async Task Parse_NotJson_SaysWhere(string item, string message) =>
        Assert.Contains(message, (await NodeHarness.For<JsonTextNode>().Items(item).FailAsync()).Message);

    [Fact]
    public async Task Parse_TooDeep_FailsAsALimit()
    {
        var deep = new string('[', 200) + new string(']', 200);

        Assert.Equal("invalid-json", (await NodeHarness.For<JsonTextNode>().Items($$"""{"data":"{{deep}}"}""").FailAsync()).Error.Code);
    }

    [Fact]
    public void Parse_AnyText_EndsInDataOrANodeException() =>
        Gen.String.Sample(text =>
        {
            var item = Item.From(new Dictionary<string, string> { ["data"] = text });
            var error = Record.Exception(() => NodeHarness.For<JsonTextNode>().Ports([item]).RunAsync().GetAwaiter().GetResult());
            Assert.True(error is null or NodeException, error?.ToString());
        }, iter: 2_000);
}
