using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class CodeNodeTests
{
    [Theory]
    [InlineData("""[{"json":{"a":1.0}},{"json":{"a":2}}]""", new[] { """{"a":1.0}""", """{"a":2}""" })]
    [InlineData("""[{"a":1},{"b":2}]""", new[] { """{"a":1}""", """{"b":2}""" })]
    [InlineData("""{"json":{"a":1}}""", new[] { """{"a":1}""" })]
    [InlineData("""{"a":1}""", new[] { """{"a":1}""" })]
    [InlineData("""{"json":{"a":1},"status":200}""", new[] { """{"json":{"a":1},"status":200}""" })]
    [InlineData("""[1,"x",[2],null]""", new[] { """{"value":1}""", """{"value":"x"}""", """{"value":[2]}""" })]
    [InlineData("\"text\"", new[] { """{"value":"text"}""" })]
    [InlineData("""[]""", new string[0])]
    public async Task All_AnyResult_BecomesItems(string result, string[] expected)
    {
        var run = await Code(result).Items("{}").RunAsync();

        Assert.Equal(expected, run.Main);
        Assert.All(run.Sources[0], source => Assert.Equal("0:0", source));
    }

    [Theory]
    [InlineData("null", "returned nothing")]
    [InlineData("""[{"json":5}]""", "Item 0: 'json' is 5")]
    [InlineData("""{"json":{},"binary":{"f":{"id":"stolen"}}}""", "neither one that came in")]
    [InlineData("""{"json":{},"binary":{"f":{"data":"%%%"}}}""", "not Base64")]
    public async Task All_ResultThatIsNone_SaysWhatIsWrong(string result, string message) =>
        Assert.Contains(message, (await Code(result).Items("{}").FailAsync()).Message);

    [Theory]
    // Unchanged items are recognised by their content, unless two are alike.
    [InlineData("""[{"a":2},{"a":1}]""", "0:1 0:0")]
    [InlineData("""[{"a":2},{"b":1}]""", "0:1 ?")]
    [InlineData("""[{"a":3}]""", "?")]
    [InlineData("""[{"json":{"b":1},"pairedItem":1}]""", "0:1")]
    [InlineData("""[{"json":{"b":1},"pairedItem":{"item":2}}]""", "0:2")]
    [InlineData("""[{"json":{"b":1},"pairedItem":[{"item":0,"input":0},2]}]""", "0:0+0:2")]
    [InlineData("""[{"json":{"b":1},"pairedItem":99}]""", "?")]
    [InlineData("""[{"json":{"b":1},"pairedItem":"x"}]""", "?")]
    public async Task All_SeveralInputs_KnowsOriginOrSaysUnknown(string result, string sources)
    {
        var run = await Code(result).Items("""{"a":1}""", """{"a":2}""", """{"a":3}""", """{"a":3.0}""").RunAsync();

        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    [Theory]
    [InlineData("""[{"x":1},{"x":2}]""", "0:0 0:1")]
    [InlineData("""[{"x":1}]""", "?")]
    public async Task All_PairedByIndex_PairsEqualCounts(string result, string sources)
    {
        var run = await NodeHarness.For<CodeNode>().With(new { code = "…", pairByIndex = true }).In(context => context.Script = (_, _, _) => TestJson.Of(result))
            .Items("""{"a":1}""", """{"a":2}""").RunAsync();

        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    [Fact]
    public async Task Each_Items_RunsOnceForEachWithItsLineage()
    {
        var run = await NodeHarness.For<CodeNode>().With(new { mode = "each", code = "…" })
            .In(context => context.Script = (_, index, _) => TestJson.Of(index switch { 0 => """{"n":0}""", 1 => "null", _ => """[{"json":{"n":2}},{"n":3}]""" }))
            .Items("""{"a":1}""", """{"a":2}""", """{"a":3}""").RunAsync();

        Assert.Equal(["""{"n":0}""", """{"n":2}""", """{"n":3}"""], run.Main);
        Assert.Equal(["0:0", "0:2", "0:2"], run.Sources[0]);
    }

    [Fact]
    public async Task Run_CodeBeginningWithEquals_IsHandedOverVerbatim()
    {
        string? seen = null;

        await NodeHarness.For<CodeNode>().With(new { code = "=return {{ $json.a }}" }).In(context => context.Script = (code, _, _) =>
        {
            seen = code;
            return TestJson.Of("[]");
        }).RunAsync();

        Assert.Equal("=return {{ $json.a }}", seen);
    }

    [Fact]
    public async Task Run_Files_ArePassedOnRenamedOrMade()
    {
        var harness = Code("""{"json":{},"binary":{"same":{"id":"ID","fileName":"new.txt"},"made":{"data":"aGk=","mimeType":"text/plain","fileName":"hi.txt"}}}""");
        var file = harness.Context.Files.Save("x"u8.ToArray(), "text/csv", "old.csv");
        harness.In(context => context.Script = (_, _, _) => TestJson.Of("""{"json":{},"binary":{"same":{"id":"ID","fileName":"new.txt"},"made":{"data":"aGk=","mimeType":"text/plain","fileName":"hi.txt"}}}""".Replace("ID", file.Id, StringComparison.Ordinal)));

        var run = await harness.Ports([Item.Empty.WithBinary(new Dictionary<string, BinaryRef> { ["data"] = file })]).RunAsync();

        var files = run.Items[0][0].Binary!;
        Assert.Equal(file with { FileName = "new.txt" }, files["same"]);
        Assert.Equal("hi"u8.ToArray(), harness.Context.Files.Read(files["made"]));
        Assert.Equal(("text/plain", "hi.txt", 2L), (files["made"].MimeType, files["made"].FileName, files["made"].Size));
    }

    [Theory]
    [InlineData("all", "return items.reverse();", """{"n":2} {"n":1.0}""", "0:1 0:0")]
    [InlineData("all", "for (const item of $input.all()) item.json.twice = item.json.n * 2; return $input.all();", """{"n":1.0,"twice":2} {"n":2,"twice":4}""", "0:0 0:1")]
    [InlineData("all", "return { total: $input.all().reduce((sum, item) => sum + item.json.n, 0) };", """{"total":3}""", "?")]
    [InlineData("each", "return { json: { next: $json.n + 1 } };", """{"next":2} {"next":3}""", "0:0 0:1")]
    [InlineData("each", "return $json.n > 1 ? item : null;", """{"n":2}""", "0:1")]
    public async Task Run_RealCode_GivesItemsWithTheirOrigin(string mode, string code, string expected, string sources)
    {
        var run = await NodeHarness.For<CodeNode>().With(new { mode, code }).Items("""{"n":1.0}""", """{"n":2}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Main));
        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    private static NodeHarness Code(string result) => NodeHarness.For<CodeNode>().With(new { code = "…" }).In(context => context.Script = (_, _, _) => TestJson.Of(result));
}
