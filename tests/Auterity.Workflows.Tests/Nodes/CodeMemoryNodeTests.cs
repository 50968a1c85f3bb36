using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class CodeMemoryNodeTests
{
    [Fact]
    public async Task All_NextRun_FindsWhatTheLastOneKept()
    {
        var node = Code("const kept = $getWorkflowStaticData('global'); kept.runs = (kept.runs || 0) + 1; return [{ json: { runs: kept.runs } }];");

        Assert.Equal(["""{"runs":1}"""], (await node.RunAsync()).Main);
        Assert.Equal(["""{"runs":2}"""], (await node.RunAsync()).Main);
    }

    [Fact]
    public async Task All_ForTheNode_IsNotForTheOthers()
    {
        var node = Code("const own = getWorkflowStaticData('node'), shared = this.getWorkflowStaticData('global'); const seen = [own.a ?? null, shared.a ?? null]; own.a = 1; return { seen };");

        await node.RunAsync();

        Assert.Equal(["""{"seen":[1,null]}"""], (await node.RunAsync()).Main);
    }

    [Fact]
    public async Task Each_SeveralItems_SeeWhatTheFormerOneKept()
    {
        var run = await Code("const kept = $getWorkflowStaticData('global'); kept.sum = (kept.sum || 0) + $json.n; return { sum: kept.sum };", "each").Items("""{"n":1}""", """{"n":2}""").RunAsync();

        Assert.Equal(["""{"sum":1}""", """{"sum":3}"""], run.Main);
    }

    [Fact]
    public async Task All_NothingReturned_SaysSo() => Assert.Contains("returned nothing", (await Code("$getWorkflowStaticData('global').a = 1;").FailAsync()).Message);

    private static NodeHarness Code(string code, string mode = "all") => NodeHarness.For<CodeMemoryNode>().With(new { code, mode }).Items("{}");
}
