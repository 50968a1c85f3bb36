using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class MergeNodeTests
{
    private static readonly string[] People = ["""{"id":1,"name":"Ann"}""", """{"id":2,"name":"Bob"}""", """{"id":3,"name":"Cy"}""", """{"name":"NoId"}"""];
    private static readonly string[] Orders = ["""{"id":2,"sum":20.50}""", """{"id":1.0,"sum":10}""", """{"id":2,"sum":21}""", """{"id":9,"sum":90}"""];

    [Fact]
    public async Task Append_SeveralInputs_KeepsOrderAndLineage()
    {
        var harness = NodeHarness.For<MergeNode>().With(new { inputs = 3 }).Inputs(["""{"a":1}"""], [], ["""{"c":1}""", """{"c":2}"""]);
        var run = await harness.RunAsync();

        Assert.Equal(["input1", "input2", "input3"], harness.InputPorts);
        Assert.Equal(["""{"a":1}""", """{"c":1}""", """{"c":2}"""], run.Main);
        Assert.Equal(["0:0", "2:0", "2:1"], run.Sources[0]);
    }

    [Theory]
    [InlineData("""{"join":"keepMatches"}""", """1:Ann:10 2:Bob:20.50 2:Bob:21""", "0:0+1:1 0:1+1:0 0:1+1:2")]
    [InlineData("""{"join":"keepMatches","multipleMatches":"first"}""", """1:Ann:10 2:Bob:20.50""", "0:0+1:1 0:1+1:0")]
    [InlineData("""{"join":"keepMatches","from":"input1"}""", """1:Ann: 2:Bob:""", "0:0 0:1")]
    [InlineData("""{"join":"keepMatches","from":"input2"}""", """2::20.50 1.0::10 2::21""", "1:0 1:1 1:2")]
    [InlineData("""{"join":"keepNonMatches"}""", """3:Cy: :NoId: 9::90""", "0:2 0:3 1:3")]
    [InlineData("""{"join":"keepNonMatches","from":"input1"}""", """3:Cy: :NoId:""", "0:2 0:3")]
    [InlineData("""{"join":"keepNonMatches","from":"input2"}""", """9::90""", "1:3")]
    [InlineData("""{"join":"keepEverything"}""", """1:Ann:10 2:Bob:20.50 2:Bob:21 3:Cy: :NoId: 9::90""", "0:0+1:1 0:1+1:0 0:1+1:2 0:2 0:3 1:3")]
    [InlineData("""{"join":"enrichInput1"}""", """1:Ann:10 2:Bob:20.50 2:Bob:21 3:Cy: :NoId:""", "0:0+1:1 0:1+1:0 0:1+1:2 0:2 0:3")]
    [InlineData("""{"join":"enrichInput2"}""", """2:Bob:20.50 1:Ann:10 2:Bob:21 9::90""", "0:1+1:0 0:0+1:1 0:1+1:2 1:3")]
    public async Task CombineByKey_EveryJoin_KeepsItsItemsAndLineage(string parameters, string expected, string sources)
    {
        var run = await NodeHarness.For<MergeNode>().With(Joined(parameters, """[{"field1":"id"}]""")).Inputs(People, Orders).RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Items[0].Select(Line)).Replace("1.0:Ann", "1:Ann", StringComparison.Ordinal));
        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    [Theory]
    [InlineData("""{}""", """[{"field1":"a","field2":"x"},{"field1":"b.c","field2":"y"}]""", """{"a":1,"b":{"c":2}}""", """{"x":1,"y":2}""", """{"a":1,"b":{"c":2},"x":1,"y":2}""")]
    [InlineData("""{"dotNotation":false}""", """[{"field1":"b.c","field2":"y"}]""", """{"b.c":2,"b":{"c":3}}""", """{"y":2}""", """{"b.c":2,"b":{"c":3},"y":2}""")]
    [InlineData("""{"fuzzy":true}""", """[{"field1":"a"}]""", """{"a":"3"}""", """{"a":3.0,"z":1}""", """{"a":3.0,"z":1}""")]
    [InlineData("""{"fuzzy":true}""", """[{"field1":"a"}]""", """{"a":null,"l":1}""", """{"z":1}""", """{"a":null,"l":1,"z":1}""")]
    [InlineData("""{}""", """[{"field1":"a"}]""", """{"a":{"x":1,"y":[1]}}""", """{"a":{"y":[1],"x":1}}""", """{"a":{"x":1,"y":[1]}}""")]
    [InlineData("""{"clash":"preferInput1"}""", """[{"field1":"k"}]""", """{"k":1,"v":"one"}""", """{"k":1,"v":"two"}""", """{"k":1,"v":"one"}""")]
    [InlineData("""{"clash":"preferLast"}""", """[{"field1":"k"}]""", """{"k":1,"v":"one"}""", """{"k":1,"v":"two"}""", """{"k":1,"v":"two"}""")]
    [InlineData("""{"clash":"addNumber"}""", """[{"field1":"k"}]""", """{"k":1,"v":"one"}""", """{"k":1,"v":"two"}""", """{"k_1":1,"v_1":"one","k_2":1,"v_2":"two"}""")]
    [InlineData("""{"join":"enrichInput2"}""", """[{"field1":"k"}]""", """{"k":1,"v":"one"}""", """{"k":1,"v":"two"}""", """{"k":1,"v":"one"}""")]
    [InlineData("""{"join":"enrichInput2","clash":"preferLast"}""", """[{"field1":"k"}]""", """{"k":1,"v":"one"}""", """{"k":1,"v":"two"}""", """{"k":1,"v":"two"}""")]
    [InlineData("""{"nested":"deep"}""", """[{"field1":"k"}]""", """{"k":1,"o":{"a":1,"l":[1,2]}}""", """{"k":1,"o":{"b":2,"l":[9]}}""", """{"k":1,"o":{"a":1,"l":[9,2],"b":2}}""")]
    [InlineData("""{"nested":"shallow"}""", """[{"field1":"k"}]""", """{"k":1,"o":{"a":1}}""", """{"k":1,"o":{"b":2}}""", """{"k":1,"o":{"b":2}}""")]
    [InlineData("""{"keepFilled":true}""", """[{"field1":"k"}]""", """{"k":1,"v":"one","w":""}""", """{"k":1,"v":"","w":null}""", """{"k":1,"v":"one","w":null}""")]
    public async Task CombineByKey_Options_ShapeTheItem(string options, string keys, string first, string second, string expected)
    {
        var run = await NodeHarness.For<MergeNode>().With(Joined(options, keys)).Inputs([first], [second]).RunAsync();

        Assert.Equal([expected], run.Main);
    }

    [Fact]
    public async Task CombineByKey_Files_AreMergedWithTheItems()
    {
        var (a, b, c) = (new BinaryRef("a", "x/a", null, 1), new BinaryRef("b", "x/b", null, 1), new BinaryRef("c", "x/c", null, 1));
        var one = Item.From(new { k = 1 }).WithBinary(new Dictionary<string, BinaryRef> { ["data"] = a, ["only"] = b });
        var two = Item.From(new { k = 1 }).WithBinary(new Dictionary<string, BinaryRef> { ["data"] = c });

        var run = await NodeHarness.For<MergeNode>().With(Joined("{}", """[{"field1":"k"}]""")).Ports([one], [two]).RunAsync();

        Assert.Equal(new Dictionary<string, BinaryRef> { ["data"] = c, ["only"] = b }, run.Items[0][0].Binary);
    }

    [Theory]
    [InlineData("drop", new[] { """{"a":1,"b":1}""" }, "0:0+1:0")]
    [InlineData("keepFirst", new[] { """{"a":1,"b":1}""", """{"a":2}""" }, "0:0+1:0 0:1")]
    [InlineData("keep", new[] { """{"a":1,"b":1}""", """{"a":2}""" }, "0:0+1:0 0:1")]
    public async Task CombineByPosition_Unpaired_DropsOrKeeps(string unpaired, string[] expected, string sources)
    {
        var run = await NodeHarness.For<MergeNode>().With(new { mode = "combineByPosition", unpaired }).Inputs(["""{"a":1}""", """{"a":2}"""], ["""{"b":1}"""]).RunAsync();

        Assert.Equal(expected, run.Main);
        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    [Theory]
    [InlineData("keepFirst", 1)]
    [InlineData("keep", 2)]
    public async Task CombineByPosition_SecondLonger_KeepFirstFollowsTheFirst(string unpaired, int count)
    {
        var run = await NodeHarness.For<MergeNode>().With(new { mode = "combineByPosition", unpaired }).Inputs(["""{"a":1}"""], ["""{"b":1}""", """{"b":2}"""]).RunAsync();

        Assert.Equal(count, run.Main.Length);
    }

    [Fact]
    public async Task CombineByPosition_ThreeInputs_MergesAllThree()
    {
        var run = await NodeHarness.For<MergeNode>().With(new { mode = "combineByPosition", inputs = 3, clash = "addNumber" }).Inputs(["""{"a":1}"""], ["""{"a":2}"""], ["""{"a":3}"""]).RunAsync();

        Assert.Equal(["""{"a_1":1,"a_2":2,"a_3":3}"""], run.Main);
    }

    [Fact]
    public async Task CombineAll_TwoInputs_GivesEveryPair()
    {
        var run = await NodeHarness.For<MergeNode>().With(new { mode = "combineAll" }).Inputs(["""{"a":1}""", """{"a":2}"""], ["""{"b":1}""", """{"b":2}"""]).RunAsync();

        Assert.Equal(["""{"a":1,"b":1}""", """{"a":1,"b":2}""", """{"a":2,"b":1}""", """{"a":2,"b":2}"""], run.Main);
        Assert.Equal("0:0+1:0 0:0+1:1 0:1+1:0 0:1+1:1", string.Join(' ', run.Sources[0]));
    }

    [Fact]
    public async Task CombineAll_OneSideEmpty_GivesNothing() =>
        Assert.Empty((await NodeHarness.For<MergeNode>().With(new { mode = "combineAll" }).Inputs(["""{"a":1}"""], []).RunAsync()).Main);

    [Fact]
    public async Task CombineAll_TooMany_RefusesBeforeBuildingThem()
    {
        var many = Enumerable.Repeat("{}", 1_001).ToArray();

        var error = await NodeHarness.For<MergeNode>().With(new { mode = "combineAll" }).Inputs(many, many).FailAsync();

        Assert.Contains("1001 × 1001", error.Message);
    }

    [Theory]
    [InlineData(1, new[] { """{"a":1}""" }, "0:0")]
    [InlineData(2, new[] { """{"b":1}""", """{"b":2}""" }, "1:0 1:1")]
    [InlineData(0, new[] { """{}""" }, "0:0+1:0+1:1")]
    public async Task ChooseBranch_Use_HandsOnOneInput(int use, string[] expected, string sources)
    {
        var run = await NodeHarness.For<MergeNode>().With(new { mode = "chooseBranch", use }).Inputs(["""{"a":1}"""], ["""{"b":1}""", """{"b":2}"""]).RunAsync();

        Assert.Equal(expected, run.Main);
        Assert.Equal(sources, string.Join(' ', run.Sources[0]));
    }

    [Theory]
    [InlineData("""{"mode":"combineByKey"}""", "keys")]
    [InlineData("""{"mode":"combineByKey","keys":[]}""", "keys")]
    [InlineData("""{"mode":"combineByKey","keys":[{"field1":"a"}],"inputs":3}""", "inputs")]
    [InlineData("""{"inputs":11}""", "inputs")]
    [InlineData("""{"mode":"combineByKey","keys":[{"field2":"a"}]}""", "keys[0].field1")]
    public void Check_Fault_NamesItsField(string parameters, string field) => Assert.Equal(field, Assert.Single(NodeHarness.For<MergeNode>().With(parameters).Check()).Field);

    [Fact]
    public void CombineByKey_AnyItems_EverythingIsMatchesAndBothRests()
    {
        var items = Gen.Int[0, 5].Array[0, 8].Select(keys => keys.Select((key, place) => $$"""{"k":{{key}},"p":{{place}}}""").ToArray());

        Gen.Select(items, items).Sample((first, second) =>
        {
            Task<NodeRun> Run(string join) => NodeHarness.For<MergeNode>().With(Joined($$"""{"join":"{{join}}"}""", """[{"field1":"k"}]""")).Inputs(first, second).RunAsync();
            var everything = Run("keepEverything").GetAwaiter().GetResult().Sources[0];
            var matches = Run("keepMatches").GetAwaiter().GetResult().Sources[0];
            var rest = Run("keepNonMatches").GetAwaiter().GetResult().Sources[0];
            return everything.SequenceEqual([.. matches, .. rest]);
        }, iter: 50);
    }

    private static string Joined(string options, string keys) => options.Insert(1, $"\"mode\":\"combineByKey\",\"keys\":{keys}{(options == "{}" ? "" : ",")}");

    private static string Line(Item item) => $"{Raw(item, "id")}:{Raw(item, "name").Trim('"')}:{Raw(item, "sum")}";

    private static string Raw(Item item, string field) => item.Json.TryGetProperty(field, out var value) ? value.GetRawText() : "";
}
