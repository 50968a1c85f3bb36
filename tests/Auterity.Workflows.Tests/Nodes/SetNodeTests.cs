using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class SetNodeTests
{
    [Theory]
    // What is not touched keeps its bytes: long ids, trailing zeros, escapes.
    [InlineData("""{}""", """{"id":12345678901234567890,"p":1.00,"t":"\u00e4"}""", """{"id":12345678901234567890,"p":1.00,"t":"\u00e4"}""")]
    [InlineData("""{"fields":[{"name":"b","value":1.50}]}""", """{"a":1}""", """{"a":1,"b":1.50}""")]
    [InlineData("""{"fields":[{"name":"a","value":2}]}""", """{"a":1,"b":1}""", """{"a":2,"b":1}""")]
    [InlineData("""{"fields":[{"name":"a","value":1},{"name":"a","value":2}]}""", """{}""", """{"a":2}""")]
    [InlineData("""{"fields":[{"name":"a"}]}""", """{}""", """{"a":null}""")]
    [InlineData("""{"fields":[{"name":"b","value":"={{ $json.a }}"}]}""", """{"a":[1,{"x":2.0}]}""", """{"a":[1,{"x":2.0}],"b":[1,{"x":2.0}]}""")]
    // Dots
    [InlineData("""{"fields":[{"name":"a.b.c","value":1}]}""", """{"a":{"x":1.0}}""", """{"a":{"x":1.0,"b":{"c":1}}}""")]
    [InlineData("""{"fields":[{"name":"a.b","value":1}],"dotNotation":false}""", """{"a":{"x":1}}""", """{"a":{"x":1},"a.b":1}""")]
    [InlineData("""{"fields":[{"name":"a.b","value":2}]}""", """{"a.b":1}""", """{"a.b":2}""")]
    [InlineData("""{"fields":[{"name":"a[1].b","value":9}]}""", """{"a":[1,{"b":2,"c":3},4]}""", """{"a":[1,{"b":9,"c":3},4]}""")]
    [InlineData("""{"fields":[{"name":"a[2]","value":9}]}""", """{}""", """{"a":[null,null,9]}""")]
    [InlineData("""{"fields":[{"name":"a['b.c']","value":9}]}""", """{}""", """{"a":{"b.c":9}}""")]
    [InlineData("""{"fields":[{"name":"a.b","value":9}]}""", """{"a":5}""", """{"a":{"b":9}}""")]
    [InlineData("""{"fields":[{"name":"a","value":{"x":1}},{"name":"a.y","value":2}]}""", """{}""", """{"a":{"x":1,"y":2}}""")]
    // Other fields
    [InlineData("""{"includeOther":"none","fields":[{"name":"b","value":1}]}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"includeOther":"selected","otherFields":["a","o.x","gone"],"fields":[{"name":"n","value":1}]}""", """{"a":1.0,"b":2,"o":{"x":1,"y":2}}""", """{"a":1.0,"o":{"x":1},"n":1}""")]
    [InlineData("""{"includeOther":"selected","otherFields":"a, b"}""", """{"a":1,"b":2,"c":3}""", """{"a":1,"b":2}""")]
    [InlineData("""{"includeOther":"except","otherFields":["b","o.x","gone.deep"]}""", """{"a":1.0,"b":2,"o":{"x":1,"y":2}}""", """{"a":1.0,"o":{"y":2}}""")]
    [InlineData("""{"includeOther":"except","otherFields":["o"],"fields":[{"name":"o.z","value":1}]}""", """{"o":{"x":1}}""", """{"o":{"z":1}}""")]
    // JSON
    [InlineData("""{"mode":"json","json":{"b":1.0,"c.d":2}}""", """{"a":1}""", """{"a":1,"b":1.0,"c.d":2}""")]
    [InlineData("""{"mode":"json","json":"{\"b\": 1.0}","includeOther":"none"}""", """{"a":1}""", """{"b":1.0}""")]
    [InlineData("""{"mode":"json","json":"={{ $json.a }}","includeOther":"none"}""", """{"a":{"x":1}}""", """{"x":1}""")]
    [InlineData("""{"mode":"json"}""", """{"a":1}""", """{"a":1}""")]
    // JSON may name a field twice; the last one counts.
    [InlineData("""{"fields":[{"name":"a.x","value":9}]}""", """{"a":{"y":1},"a":{"y":2}}""", """{"a":{"y":2,"x":9}}""")]
    public async Task Run_Parameters_ShapeTheItem(string parameters, string item, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<SetNode>().With(parameters).Items(item).RunAsync()).Main);

    [Theory]
    [InlineData("any", """{"a":1}""", """{"a":1}""")]
    [InlineData("string", """1.50""", "\"1.50\"")]
    [InlineData("string", """true""", "\"true\"")]
    [InlineData("string", """{"a":1}""", "\"{\\\"a\\\":1}\"")]
    [InlineData("string", """null""", """null""")]
    [InlineData("number", "\"12345678901234567890\"", """12345678901234567890""")]
    [InlineData("number", "\" 1.50 \"", """1.50""")]
    [InlineData("number", "\"+5\"", """5""")]
    [InlineData("number", """true""", """1""")]
    [InlineData("number", """3.0""", """3.0""")]
    [InlineData("boolean", "\"True\"", """true""")]
    [InlineData("boolean", """0""", """false""")]
    [InlineData("boolean", """false""", """false""")]
    [InlineData("array", "\"[1, 2.0]\"", """[1, 2.0]""")]
    [InlineData("array", """[]""", """[]""")]
    [InlineData("object", "\"{\\\"a\\\":1.0}\"", """{"a":1.0}""")]
    public async Task Run_TypedField_Converts(string type, string value, string expected)
    {
        var run = await NodeHarness.For<SetNode>().With($$"""{"includeOther":"none","fields":[{"name":"f","type":"{{type}}","value":{{value}}}]}""").RunAsync();

        Assert.Equal($$"""{"f":{{expected}}}""", run.Main[0]);
    }

    [Theory]
    [InlineData("number", "\"abc\"", "'f' should be a number but is \"abc\"")]
    [InlineData("number", "[1]", "should be a number")]
    [InlineData("boolean", "\"maybe\"", "should be true or false")]
    [InlineData("array", "\"x\"", "should be a list")]
    [InlineData("array", "{}", "should be a list")]
    [InlineData("object", "[]", "should be an object")]
    public async Task Run_ValueThatDoesNotFit_FailsOrPassesAsTold(string type, string value, string message)
    {
        var parameters = $$"""{"includeOther":"none","fields":[{"name":"f","type":"{{type}}","value":{{value}}}],"ignoreConversionErrors":false}""";

        var error = await NodeHarness.For<SetNode>().With(parameters).FailAsync();
        var ignored = await NodeHarness.For<SetNode>().With(parameters.Replace("false}", "true}", StringComparison.Ordinal)).RunAsync();

        Assert.Contains(message, error.Message);
        Assert.False(error.Retryable);
        Assert.Equal($$"""{"f":{{value}}}""", ignored.Main[0]);
    }

    [Theory]
    [InlineData("""{"mode":"json","json":"{\"a\": "}""", "not valid JSON")]
    [InlineData("""{"mode":"json","json":[1]}""", "an object is needed")]
    [InlineData("""{"fields":[{"name":"a[999999999]","value":1}]}""", "too far behind")]
    public async Task Run_WrongParameters_SaysWhatIsWrong(string parameters, string message) =>
        Assert.Contains(message, (await NodeHarness.For<SetNode>().With(parameters).FailAsync()).Message);

    [Theory]
    [InlineData("""{}""", true)]
    [InlineData("""{"includeOther":"none"}""", true)]
    [InlineData("""{"includeBinary":false}""", false)]
    public async Task Run_Files_StayUnlessToldOtherwise(string parameters, bool stay)
    {
        var files = new Dictionary<string, BinaryRef> { ["data"] = new("h", "text/plain", null, 1) };

        var run = await NodeHarness.For<SetNode>().With(parameters).Ports([Item.Empty.WithBinary(files)]).RunAsync();

        Assert.Equal(stay ? files : null, run.Items[0][0].Binary);
    }

    [Fact]
    public async Task Run_SeveralItems_EvaluatesEachWithItsLineage()
    {
        var run = await NodeHarness.For<SetNode>().With("""{"includeOther":"none","fields":[{"name":"b","value":"={{ $json.a }}"}]}""").Items("""{"a":1}""", """{"a":2}""").RunAsync();

        Assert.Equal(["""{"b":1}""", """{"b":2}"""], run.Main);
        Assert.Equal(["0:0", "0:1"], run.Sources[0]);
    }

    [Fact]
    public void Run_AnyFieldName_ReadsBackWhatWasSet()
    {
        var names = Gen.String[Gen.Char["ab.[]'\"0 "], 1, 12];

        names.Sample(name =>
        {
            var run = NodeHarness.For<SetNode>().With(new { includeOther = "none", dotNotation = false, fields = new[] { new { name, value = 7 } } }).RunAsync().GetAwaiter().GetResult();
            var dotted = NodeHarness.For<SetNode>().With(new { includeOther = "none", fields = new[] { new { name, value = 7 } } }).RunAsync().GetAwaiter().GetResult();
            var read = Auterity.Workflows.Nodes.ItemJson.FieldPath.Of(name).Read(dotted.Items[0][0].Json);
            return run.Items[0][0].Json.GetProperty(name).GetInt32() == 7 && read?.GetInt32() == 7;
        });
    }
}
