using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Remove duplicates, compare datasets.</summary>
public sealed class DuplicateNodeTests
{
    [Theory]
    [InlineData("""{}""", "0 1 3")]
    [InlineData("""{"compare":"selected","fields":["a"]}""", "0 3")]
    [InlineData("""{"compare":"selected","fields":"a, o.k"}""", "0 1 3")]
    [InlineData("""{"compare":"selected","fields":["o.k"],"dotNotation":false}""", "0")]
    [InlineData("""{"compare":"except","fields":["o.k"]}""", "0 3")]
    public async Task RemoveDuplicates_InInput_KeepsTheFirst(string parameters, string expected)
    {
        var run = await NodeHarness.For<RemoveDuplicatesNode>().With(parameters)
            .Items("""{"a":1,"o":{"k":1}}""", """{"a":1,"o":{"k":2}}""", """{"o":{"k":1.0},"a":1}""", """{"a":"1","o":{"k":1}}""").RunAsync();

        Assert.Equal(expected, string.Join(' ', run.Sources[0].Select(source => source[2..])));
    }

    [Fact]
    public async Task RemoveDuplicates_DropOtherFields_LeavesTheCompared()
    {
        var run = await NodeHarness.For<RemoveDuplicatesNode>().With("""{"compare":"selected","fields":["o.k"],"dropOtherFields":true}""").Items("""{"a":1,"o":{"k":1.0,"l":2}}""").RunAsync();

        Assert.Equal(["""{"o":{"k":1.0}}"""], run.Main);
    }

    [Theory]
    [InlineData("""{"mode":"seen","key":"={{ $json.id }}"}""", new[] { "1", "2", "1" }, "0 1", new[] { "2", "3" }, "1")]
    [InlineData("""{"mode":"seen","key":"={{ $json.id }}","historySize":1}""", new[] { "1", "2" }, "0 1", new[] { "1", "2" }, "0")]
    [InlineData("""{"mode":"number","key":"={{ $json.id }}"}""", new[] { "5", "7" }, "0 1", new[] { "6", "8", "7" }, "1")]
    [InlineData("""{"mode":"date","key":"={{ $json.id }}"}""", new[] { "\"2026-01-01\"", "\"2026-01-03\"" }, "0 1", new[] { "\"2026-01-02\"", "\"2026-01-03T00:00:01Z\"" }, "1")]
    public async Task RemoveDuplicates_AcrossRuns_RemembersAndSaysWhatItDropped(string parameters, string[] first, string kept, string[] second, string keptLater)
    {
        var store = new TestState();

        var one = await History(parameters, store, activation: 0, first).RunAsync();
        var two = await History(parameters, store, activation: 1, second).RunAsync();

        Assert.Equal(kept, Kept(one));
        Assert.Equal(keptLater, Kept(two));
        Assert.Equal(second.Length - 1, two.Main.Length + two.Ports[1].Length - 1);
        Assert.Equal(second.Length, two.Ports[0].Length + two.Ports[1].Length);
    }

    [Theory]
    [InlineData("seen")]
    [InlineData("number")]
    public async Task RemoveDuplicates_ActivationRepeatedAfterACrash_StillCallsItsItemsNew(string mode)
    {
        var store = new TestState();
        var parameters = """{"mode":"MODE","key":"={{ $json.id }}"}""".Replace("MODE", mode, StringComparison.Ordinal);
        await History(parameters, store, activation: 0, "1").RunAsync();
        await History(parameters, store, activation: 1, "1", "2").RunAsync();
        await History(parameters, store, activation: 2, "3").RunAsync();

        var again = await History(parameters, store, activation: 1, "1", "2").RunAsync();

        Assert.Equal("1", Kept(again));
    }

    [Fact]
    public async Task RemoveDuplicates_OtherRunWritesInBetween_ReadsAgain()
    {
        var store = new TestState();
        const string Parameters = """{"mode":"seen","key":"={{ $json.id }}"}""";
        store.BeforeSet = _ =>
        {
            store.BeforeSet = null;
            History(Parameters, store, activation: 7, "2").RunAsync().GetAwaiter().GetResult();
        };

        var run = await History(Parameters, store, activation: 0, "1", "2").RunAsync();

        Assert.Equal("0", Kept(run));
    }

    [Theory]
    [InlineData("node", "node", false)]
    [InlineData("workflow", "workflow", true)]
    [InlineData("node", "workflow", false)]
    public async Task RemoveDuplicates_Scope_DecidesWhoShares(string first, string second, bool shared)
    {
        var store = new TestState();
        await History($$"""{"mode":"seen","key":1,"scope":"{{first}}"}""", store, 0, "1").RunAsync();

        var other = History($$"""{"mode":"seen","key":1,"scope":"{{second}}"}""", store, 1, "1");
        other.Context.Id = "another-node";

        Assert.Equal(shared ? "" : "0", Kept(await other.RunAsync()));
    }

    [Fact]
    public async Task RemoveDuplicates_Forget_HandsOnAndStartsAfresh()
    {
        var store = new TestState();
        const string Parameters = """{"mode":"seen","key":1}""";
        await History(Parameters, store, 0, "1").RunAsync();

        var forgot = await History("""{"mode":"forget"}""", store, 1, "1").RunAsync();

        Assert.Single(forgot.Main);
        Assert.Equal("0", Kept(await History(Parameters, store, 2, "1").RunAsync()));
    }

    [Theory]
    [InlineData("""{"mode":"seen","key":"={{ $json.gone }}"}""", "has no key")]
    [InlineData("""{"mode":"number","key":"many"}""", "is no number")]
    [InlineData("""{"mode":"date","key":"soon"}""", "is no date")]
    public async Task RemoveDuplicates_KeyThatIsNone_Fails(string parameters, string message) =>
        Assert.Contains(message, (await NodeHarness.For<RemoveDuplicatesNode>().With(parameters).FailAsync()).Message);

    [Fact]
    public void RemoveDuplicates_Ports_DependOnTheMode()
    {
        Assert.Equal(["main"], NodeHarness.For<RemoveDuplicatesNode>().OutputPorts);
        Assert.Equal(["main", "discarded"], NodeHarness.For<RemoveDuplicatesNode>().With("""{"mode":"seen"}""").OutputPorts);
        Assert.Equal("key", Assert.Single(NodeHarness.For<RemoveDuplicatesNode>().With("""{"mode":"seen"}""").Check()).Field);
        Assert.Equal("fields", Assert.Single(NodeHarness.For<RemoveDuplicatesNode>().With("""{"compare":"selected"}""").Check()).Field);
    }

    private static readonly string[] A = ["""{"id":1,"v":"x","w":1}""", """{"id":2,"v":"y"}""", """{"id":3,"v":"z"}"""];
    private static readonly string[] B = ["""{"id":1,"v":"x","w":1.0}""", """{"id":2,"v":"Y","n":1}""", """{"id":4}""", """{"id":2,"v":"y"}"""];

    [Theory]
    [InlineData("""{"resolve":"preferA"}""", """{"id":2,"v":"y"}""")]
    [InlineData("""{"resolve":"preferB"}""", """{"id":2,"v":"Y","n":1}""")]
    [InlineData("""{"resolve":"mix","exceptFields":["v"]}""", """{"id":2,"v":"Y"}""")]
    [InlineData("""{"resolve":"mix","prefer":"b","exceptFields":"v, n"}""", """{"id":2,"v":"y"}""")]
    [InlineData("""{}""", """{"keys":{"id":2},"same":{},"different":{"v":{"inputA":"y","inputB":"Y"},"n":{"inputA":null,"inputB":1}}}""")]
    [InlineData("""{"skipFields":["n"]}""", """{"keys":{"id":2},"same":{},"different":{"v":{"inputA":"y","inputB":"Y"}},"skipped":{"n":{"inputA":null,"inputB":1}}}""")]
    public async Task Compare_DifferingItem_IsResolvedAsTold(string options, string expected)
    {
        var run = await Compare(options).Inputs(A, B).RunAsync();

        Assert.Equal(["""{"id":3,"v":"z"}"""], run.Ports[0]);
        Assert.Equal(["0:0+1:0"], run.Sources[1]);
        Assert.Equal([expected], run.Ports[2]);
        Assert.Equal(["0:1+1:1"], run.Sources[2]);
        Assert.Equal(["""{"id":4}"""], run.Ports[3]);
    }

    [Theory]
    [InlineData("""{"multipleMatches":"all"}""", 2, 1)]
    [InlineData("""{"skipFields":["v","n"]}""", 2, 0)]
    [InlineData("""{"fuzzy":true,"skipFields":["v"]}""", 1, 1)]
    public async Task Compare_Options_DecideWhatIsTheSame(string options, int same, int different)
    {
        var run = await Compare(options).Inputs(A, B).RunAsync();

        Assert.Equal((same, different), (run.Ports[1].Length, run.Ports[2].Length));
    }

    [Fact]
    public async Task Compare_Fuzzy_TakesTextAndNumberAsEqual()
    {
        var run = await Compare("""{"fuzzy":true}""").Inputs(["""{"id":"1","v":null}"""], ["""{"id":1,"v":""}"""]).RunAsync();

        Assert.Single(run.Ports[1]);
    }

    private static NodeHarness Compare(string options) => NodeHarness.For<CompareNode>().With(options.Insert(1, "\"keys\":[{\"field1\":\"id\"}]" + (options == "{}" ? "" : ",")));

    private static NodeHarness History(string parameters, TestState store, int activation, params string[] ids) =>
        NodeHarness.For<RemoveDuplicatesNode>().With(parameters).Items([.. ids.Select(id => $$"""{"id":{{id}}}""")]).In(context => (context.Store, context.ActivationNumber) = (store, activation));

    private static string Kept(NodeRun run) => string.Join(' ', run.Sources[0].Select(source => source[2..]));
}
