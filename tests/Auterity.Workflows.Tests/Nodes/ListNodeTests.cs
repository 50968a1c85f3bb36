using System.Globalization;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Aggregate, summarize, sort, limit, rename, JMESPath.</summary>
public sealed class ListNodeTests
{
    [Theory]
    [InlineData("""{"fields":[{"field":"a"}]}""", """{"a":[1.0,2]}""")]
    [InlineData("""{"fields":[{"field":"a","name":"all"},{"field":"o.x"}]}""", """{"all":[1.0,2],"x":["p"]}""")]
    [InlineData("""{"fields":[{"field":"a","name":"o.all"}]}""", """{"o":{"all":[1.0,2]}}""")]
    [InlineData("""{"fields":[{"field":"o.x"}],"keepMissing":true}""", """{"x":["p",null,null]}""")]
    [InlineData("""{"fields":[{"field":"l"}]}""", """{"l":[[1,2],[3,null]]}""")]
    [InlineData("""{"fields":[{"field":"l"}],"mergeLists":true}""", """{"l":[1,2,3]}""")]
    [InlineData("""{"fields":[{"field":"l"}],"mergeLists":true,"keepMissing":true}""", """{"l":[1,2,3,null,null]}""")]
    [InlineData("""{"fields":[{"field":"d.e"}],"dotNotation":false}""", """{"d.e":[7]}""")]
    [InlineData("""{"fields":[{"field":"gone"}]}""", """{"gone":[]}""")]
    [InlineData("""{"mode":"all"}""", """{"data":[{"a":1.0,"l":[1,2],"o":{"x":"p"}},{"a":2,"l":[3,null]},{"d.e":7}]}""")]
    [InlineData("""{"mode":"all","destination":"o.items","include":"selected","includeFields":["a"]}""", """{"o":{"items":[{"a":1.0},{"a":2}]}}""")]
    [InlineData("""{"mode":"all","include":"except","includeFields":"l, o.x"}""", """{"data":[{"a":1.0,"o":{}},{"a":2},{"d.e":7}]}""")]
    public async Task Aggregate_Options_ShapeTheOneItem(string parameters, string expected)
    {
        var run = await NodeHarness.For<AggregateNode>().With(parameters).Items("""{"a":1.0,"l":[1,2],"o":{"x":"p"}}""", """{"a":2,"l":[3,null]}""", """{"d.e":7}""").RunAsync();

        Assert.Equal([expected], run.Main);
        Assert.Equal(["0:0+0:1+0:2"], run.Sources[0]);
    }

    [Fact]
    public async Task Aggregate_TwoListsOfOneName_AsksForAnother() =>
        Assert.Contains("the list 'x'", (await NodeHarness.For<AggregateNode>().With("""{"fields":[{"field":"a.x"},{"field":"b.x"}]}""").FailAsync()).Message);

    [Theory]
    [InlineData("""{"mode":"all"}""", "")]
    [InlineData("""{"mode":"all","includeBinaries":true}""", "data data_1 data_2")]
    [InlineData("""{"mode":"all","includeBinaries":true,"uniqueBinaries":true}""", "data data_1")]
    public async Task Aggregate_Files_AreCollectedWhenAsked(string parameters, string names)
    {
        Item With(string id) => Item.Empty.WithBinary(new Dictionary<string, BinaryRef> { ["data"] = new(id, "x/y", null, 1) });

        var run = await NodeHarness.For<AggregateNode>().With(parameters).Ports([With("1"), With("2"), With("1")]).RunAsync();

        Assert.Equal(names, string.Join(' ', run.Items[0][0].Binary?.Keys ?? []));
    }

    [Theory]
    [InlineData("""{"fields":[{"aggregation":"count","field":"n"}]}""", """{"count_n":3}""")]
    [InlineData("""{"fields":[{"aggregation":"count","field":"n","includeEmpty":true}]}""", """{"count_n":5}""")]
    [InlineData("""{"fields":[{"aggregation":"countUnique","field":"t"}]}""", """{"unique_count_t":2}""")]
    [InlineData("""{"fields":[{"aggregation":"countUnique","field":"t","includeEmpty":true}]}""", """{"unique_count_t":4}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"n"}]}""", """{"sum_n":0.6}""")]
    [InlineData("""{"fields":[{"aggregation":"average","field":"n"}]}""", """{"average_n":0.2}""")]
    [InlineData("""{"fields":[{"aggregation":"min","field":"n"},{"aggregation":"max","field":"n"}]}""", """{"min_n":0.1,"max_n":"0.3"}""")]
    [InlineData("""{"fields":[{"aggregation":"max","field":"t"}]}""", """{"max_t":"y"}""")]
    [InlineData("""{"fields":[{"aggregation":"append","field":"t"}]}""", """{"appended_t":["x","y","x"]}""")]
    [InlineData("""{"fields":[{"aggregation":"append","field":"t","includeEmpty":true}]}""", """{"appended_t":["x","y","x","",null]}""")]
    [InlineData("""{"fields":[{"aggregation":"concatenate","field":"t"}]}""", """{"concatenated_t":"x,y,x"}""")]
    [InlineData("""{"fields":[{"aggregation":"concatenate","field":"t","separateBy":"\n","includeEmpty":true}]}""", """{"concatenated_t":"x\ny\nx\n\n"}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"o.v","name":"total"}]}""", """{"total":5}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"o.v"}]}""", """{"sum_o_v":5}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"o.v"}],"dotNotation":false,"ignoreMissingFields":true}""", """{"sum_o_v":0}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"n"}],"splitBy":["t"]}""", """{"t":"x","sum_n":0.4} {"t":"y","sum_n":0.2} {"t":"","sum_n":0} {"t":null,"sum_n":0}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"n"}],"splitBy":"t","skipEmptyGroups":true}""", """{"t":"x","sum_n":0.4} {"t":"y","sum_n":0.2}""")]
    [InlineData("""{"fields":[{"aggregation":"count","field":"n"}],"splitBy":["t","o.v"],"skipEmptyGroups":true}""", """{"t":"x","o_v":5,"count_n":1}""")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"n"},{"aggregation":"count","field":"n"}],"splitBy":["t"],"skipEmptyGroups":true,"format":"single"}""", """{"x":{"sum_n":0.4,"count_n":2},"y":{"sum_n":0.2,"count_n":1}}""")]
    public async Task Summarize_Options_ComputeThem(string parameters, string expected)
    {
        var run = await NodeHarness.For<SummarizeNode>().With(parameters)
            .Items("""{"n":0.1,"t":"x","o":{"v":5}}""", """{"n":0.2,"t":"y"}""", """{"n":"0.3","t":"x"}""", """{"n":"","t":""}""", """{"n":null}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Main));
    }

    [Fact]
    public async Task Summarize_Groups_KnowTheirMembers()
    {
        var run = await NodeHarness.For<SummarizeNode>().With("""{"fields":[],"splitBy":["t"]}""").Items("""{"t":1}""", """{"t":2}""", """{"t":1.0}""").RunAsync();

        Assert.Equal(["0:0+0:2", "0:1"], run.Sources[0]);
    }

    [Theory]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"gone"}]}""", "No item has the field 'gone'")]
    [InlineData("""{"fields":[{"aggregation":"sum","field":"t"}]}""", "\"x\", which is no number")]
    public async Task Summarize_WrongField_SaysWhatToDo(string parameters, string message) =>
        Assert.Contains(message, (await NodeHarness.For<SummarizeNode>().With(parameters).Items("""{"t":"x"}""").FailAsync()).Message);

    [Theory]
    [InlineData("""{"fields":[{"field":"n"}]}""", "5 1 2 4 0 3")]
    [InlineData("""{"fields":[{"field":"n","order":"descending"}]}""", "0 2 4 1 5 3")]
    [InlineData("""{"fields":[{"field":"t"}]}""", "2 0 1 3 4 5")]
    [InlineData("""{"fields":[{"field":"t"}],"caseSensitive":true}""", "1 2 0 3 4 5")]
    [InlineData("""{"fields":[{"field":"o.k","order":"descending"},{"field":"n","order":"descending"}]}""", "4 5 0 2 1 3")]
    [InlineData("""{"fields":[{"field":"o.k"}],"dotNotation":false}""", "0 1 2 3 4 5")]
    [InlineData("""{}""", "0 1 2 3 4 5")]
    public async Task Sort_Fields_OrderStablyWithMissingLast(string parameters, string expected)
    {
        var run = await NodeHarness.For<SortNode>().With(parameters)
            .Items("""{"n":"x","t":"b"}""", """{"n":2,"t":"B"}""", """{"n":10,"t":"a"}""", """{"n":null}""", """{"n":10.0,"o":{"k":2}}""", """{"n":-1,"o":{"k":1}}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Sources[0].Select(source => source[2..])));
    }

    [Fact]
    public async Task Sort_Random_KeepsEveryItemOnce()
    {
        var items = Enumerable.Range(0, 50).Select(number => $$"""{"n":{{number}}}""").ToArray();

        var run = await NodeHarness.For<SortNode>().With(new { mode = "random" }).Items(items).RunAsync();

        Assert.NotEqual(items, run.Main);
        Assert.Equal(items.Order(), run.Main.Order());
    }

    [Theory]
    [InlineData("return a.json.n - b.json.n;", "0:1 0:2 0:0")]
    [InlineData("if (a.json.n > b.json.n) return -1;\nreturn 1 // the largest first", "0:0 0:2 0:1")]
    public async Task Sort_Code_FollowsItsOrder(string code, string expected)
    {
        var run = await NodeHarness.For<SortNode>().With(new { mode = "code", code }).Items("""{"n":3}""", """{"n":1}""", """{"n":2}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Sources[0]));
    }

    [Theory]
    [InlineData("[0,0]")]
    [InlineData("[0]")]
    [InlineData("[0,5]")]
    [InlineData("\"x\"")]
    public async Task Sort_CodeWithoutOrder_LosesNothing(string result)
    {
        var error = await NodeHarness.For<SortNode>().With(new { mode = "code", code = "…" }).In(context => context.Script = (_, _, _) => TestJson.Of(result)).Items("{}", "{}").FailAsync();

        Assert.Contains("did not give an order", error.Message);
    }

    [Theory]
    [InlineData("""{}""", "0")]
    [InlineData("""{"maxItems":2}""", "0 1")]
    [InlineData("""{"maxItems":2,"keep":"last"}""", "1 2")]
    [InlineData("""{"maxItems":9,"keep":"last"}""", "0 1 2")]
    [InlineData("""{"maxItems":0}""", "")]
    public async Task Limit_Items_KeepsOneEnd(string parameters, string expected)
    {
        var run = await NodeHarness.For<LimitNode>().With(parameters).Items("""{"a":1}""", """{"a":2}""", """{"a":3}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Sources[0].Select(source => source[2..])));
    }

    [Theory]
    [InlineData("""{"keys":[{"from":"a","to":"z"}]}""", """{"z":1.0,"b":{"a":2},"l":[{"a":3}]}""")]
    [InlineData("""{"keys":[{"from":"b.a","to":"b.c"}]}""", """{"a":1.0,"b":{"c":2},"l":[{"a":3}]}""")]
    [InlineData("""{"keys":[{"from":"b.a","to":"x"}]}""", """{"a":1.0,"b":{},"l":[{"a":3}],"x":2}""")]
    [InlineData("""{"keys":[{"from":"a","to":"b"}]}""", """{"b":1.0,"l":[{"a":3}]}""")]
    [InlineData("""{"keys":[{"from":"gone","to":"x"},{"from":"","to":"y"}]}""", """{"a":1.0,"b":{"a":2},"l":[{"a":3}]}""")]
    [InlineData("""{"patterns":[{"pattern":"^a$","replacement":"A"}]}""", """{"A":1.0,"b":{"A":2},"l":[{"A":3}]}""")]
    [InlineData("""{"patterns":[{"pattern":"^a$","replacement":"A","depth":0}]}""", """{"A":1.0,"b":{"a":2},"l":[{"a":3}]}""")]
    [InlineData("""{"patterns":[{"pattern":"^(?<x>[AB])$","replacement":"$<x>1$1","caseSensitive":false,"depth":0}]}""", """{"a1a":1.0,"b1b":{"a":2},"l":[{"a":3}]}""")]
    [InlineData("""{"patterns":[{"pattern":"[ab]","replacement":"n","depth":0}]}""", """{"n":{"a":2},"l":[{"a":3}]}""")]
    public async Task RenameKeys_Rules_RenameInPlace(string parameters, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<RenameKeysNode>().With(parameters).Items("""{"a":1.0,"b":{"a":2},"l":[{"a":3}]}""").RunAsync()).Main);

    [Fact]
    public void RenameKeysCheck_InvalidPattern_NamesIt() =>
        Assert.Equal("patterns[0].pattern", Assert.Single(NodeHarness.For<RenameKeysNode>().With("""{"patterns":[{"pattern":"("}]}""").Check()).Field);

    [Theory]
    [InlineData("""{"expression":"o[?t > `1`].id"}""", """{"value":"b"}""")]
    [InlineData("""{"expression":"o"}""", """{"id":"a","t":1} {"id":"b","t":2}""")]
    [InlineData("""{"expression":"length(o)","destination":"n"}""", """{"o":[{"id":"a","t":1},{"id":"b","t":2}],"n":2}""")]
    [InlineData("""{"expression":"t","source":"={{ $json.o[1] }}"}""", """{"value":2}""")]
    [InlineData("""{"expression":"gone"}""", "")]
    [InlineData("""{"expression":"gone","destination":"x.y"}""", """{"o":[{"id":"a","t":1},{"id":"b","t":2}],"x":{"y":null}}""")]
    public async Task JmesPath_Expression_PicksData(string parameters, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await NodeHarness.For<JmesPathNode>().With(parameters).Items("""{"o":[{"id":"a","t":1},{"id":"b","t":2}]}""").RunAsync()).Main));

    [Theory]
    [InlineData("o[].{id: id, both: [t, t]}", """{"id":"a","both":[1,1]} {"id":"b","both":[2,2]}""")]
    [InlineData("o[?not_null(t, `0`) > `1`] | [0].{n: length(keys(@)), k: sort(keys(@))}", """{"n":2,"k":["id","t"]}""")]
    [InlineData("map(&{n: t}, o)", """{"n":1} {"n":2}""")]
    [InlineData("let $first = o[0] in {a: $first.id, b: $.o[1].id}", """{"a":"a","b":"b"}""")]
    [InlineData("[pad_left(o[0].id, `3`, '.'), pad_right('é', `2`)]", """{"value":"..a"} {"value":"é "}""")]
    [InlineData("sort_by(o, &t)[*].id | join('-', @)", """{"value":"a-b"}""")]
    public async Task JmesPath_GuardedParts_GiveWhatTheyGaveUnguarded(string expression, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await NodeHarness.For<JmesPathNode>().With(new { expression }).Items("""{"o":[{"id":"a","t":1},{"id":"b","t":2}]}""").RunAsync()).Main));

    [Fact]
    public async Task JmesPath_AResultThatDoublesAndDoubles_IsStopped() =>
        Assert.Contains((await NodeHarness.For<JmesPathNode>().With(new { expression = "[@,@]" + string.Concat(Enumerable.Repeat("|[@,@]", 40)) }).FailAsync()).Error.Code, new[] { "expression-memory", "expression-timeout" });

    [Fact]
    public async Task JmesPath_BrokenExpression_QuotesIt() =>
        Assert.Contains("'o[?'", (await NodeHarness.For<JmesPathNode>().With(new { expression = "o[?" }).FailAsync()).Message);

    [Fact]
    public void Sort_AnyNumbers_AreInOrder() => Gen.Double.Array[0, 30].Where(numbers => numbers.All(double.IsFinite)).Sample(numbers =>
    {
        var items = numbers.Select(number => $$"""{"n":{{number.ToString("R", CultureInfo.InvariantCulture)}}}""").ToArray();
        var run = NodeHarness.For<SortNode>().With("""{"fields":[{"field":"n"}]}""").Items(items).RunAsync().GetAwaiter().GetResult();
        return run.Items[0].Select(item => item.Json.GetProperty("n").GetDouble()).SequenceEqual(numbers.Order());
    }, iter: 50);
}
