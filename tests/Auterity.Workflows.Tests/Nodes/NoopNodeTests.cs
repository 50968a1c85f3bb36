using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class NoopNodeTests
{
    [Fact]
    public async Task Run_Items_HandsThemOnWithTheirLineage()
    {
        var run = await NodeHarness.For<NoopNode>().Items("""{"a":1.00}""", """{"a":2}""").RunAsync();

        Assert.Equal(["""{"a":1.00}""", """{"a":2}"""], run.Main);
        Assert.Equal(["0:0", "0:1"], run.Sources[0]);
    }
}
