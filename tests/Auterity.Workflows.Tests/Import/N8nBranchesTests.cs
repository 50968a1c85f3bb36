using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Tests.Import;

public sealed class N8nBranchesTests
{
    [Theory]
    [InlineData("a:slack b:http.request", "s>a s>b", true)]
    [InlineData("a:google.sheets b:google.sheets", "s>a s>b", false)]
    [InlineData("a:data.set b:slack c:flow.merge", "s>a s>b a>c b>c", false)]
    [InlineData("a:slack b:slack", "s>a a>b", false)]
    [InlineData("a:data.set b:slack", "s>a s>b b>a", false)]
    public void Offer_Branches_OnlyWhereTheyTouchNothingInCommon(string nodes, string edges, bool offered)
    {
        var definition = new WorkflowDefinition
        {
            Nodes = [Node("s:trigger.manual"), .. nodes.Split(' ').Select(Node)],
            Edges = [.. edges.Split(' ').Select(edge => edge.Split('>')).Select(ends => new EdgeDefinition(ends[0], ends[1]))],
        };

        Assert.Equal(offered, N8nBranches.Offer(definition) is not null);
    }

    private static NodeDefinition Node(string text) => new() { Id = text.Split(':')[0], Name = text.Split(':')[0], Type = text.Split(':')[1] };
}
