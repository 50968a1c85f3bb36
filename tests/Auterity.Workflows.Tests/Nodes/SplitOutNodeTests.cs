using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class SplitOutNodeTests
{
    [Theory]
    [InlineData("""{"fields":["l"]}""", """{"l":[{"a":1.0},{"a":2}],"x":1}""", """{"a":1.0} {"a":2}""")]
    [InlineData("""{"fields":["l"]}""", """{"l":[1.0,"b",null,[2]]}""", """{"l":1.0} {"l":"b"} {"l":null} {"l":[2]}""")]
    [InlineData("""{"fields":["l"]}""", """{"l":{"p":1,"q":2}}""", """{"l":1} {"l":2}""")]
    [InlineData("""{"fields":["l"]}""", """{"l":5}""", """{"l":5}""")]
    [InlineData("""{"fields":["l"]}""", """{"x":5}""", "")]
    [InlineData("""{"fields":["l"]}""", """{"l":[]}""", "")]
    [InlineData("""{"fields":["o.l"]}""", """{"o":{"l":[{"a":1}]}}""", """{"a":1}""")]
    [InlineData("""{"fields":["o.l"]}""", """{"o":{"l":[1]}}""", """{"o.l":1}""")]
    [InlineData("""{"fields":["o.l"],"dotNotation":false}""", """{"o.l":[1],"o":{"l":[2]}}""", """{"o.l":1}""")]
    [InlineData("""{"fields":["l"],"include":"all"}""", """{"l":[{"a":1},2],"x":1.0}""", """{"l":{"a":1},"x":1.0} {"l":2,"x":1.0}""")]
    [InlineData("""{"fields":["o.l"],"include":"all"}""", """{"o":{"l":[1],"k":2}}""", """{"o":{"k":2},"o.l":1}""")]
    [InlineData("""{"fields":["l"],"include":"selected","includeFields":["x","o.p"]}""", """{"l":[1],"x":1,"y":2,"o":{"p":3,"q":4}}""", """{"x":1,"o":{"p":3},"l":1}""")]
    [InlineData("""{"fields":["l"],"include":"selected","includeFields":"x, y"}""", """{"l":[1],"x":1,"y":2}""", """{"x":1,"y":2,"l":1}""")]
    [InlineData("""{"fields":["l"],"destinations":["d"]}""", """{"l":[{"a":1}]}""", """{"d":{"a":1}}""")]
    [InlineData("""{"fields":["l","m"]}""", """{"l":[1,2],"m":[{"a":1}]}""", """{"l":1,"m":{"a":1}} {"l":2}""")]
    [InlineData("""{"fields":"l, m","destinations":["x","y"]}""", """{"l":[1],"m":[2]}""", """{"x":1,"y":2}""")]
    public async Task Run_Lists_BecomeItems(string parameters, string item, string expected)
    {
        var run = await NodeHarness.For<SplitOutNode>().With(parameters).Items(item).RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Main));
        Assert.All(run.Sources[0], source => Assert.Equal("0:0", source));
    }

    [Theory]
    [InlineData("""{"fields":["l"]}""", 0)]
    [InlineData("""{"fields":["l"],"includeBinary":true}""", 2)]
    [InlineData("""{"fields":["$binary"],"include":"all"}""", 1)]
    public async Task Run_Files_AreDroppedKeptOrSplit(string parameters, int each)
    {
        var files = new Dictionary<string, BinaryRef> { ["one"] = new("a", "x/a", null, 1), ["two"] = new("b", "x/b", null, 1) };

        var run = await NodeHarness.For<SplitOutNode>().With(parameters).Ports([new Item("""{"l":[1,2]}"""u8.ToArray(), files)]).RunAsync();

        Assert.Equal([each, each], run.Items[0].Select(item => item.Binary?.Count ?? 0));
    }
}
