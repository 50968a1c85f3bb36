using Auterity.Workflows.Definitions.Validation;
using static Auterity.Workflows.Tests.Definitions.TestDefinitions;

namespace Auterity.Workflows.Tests.Definitions;

public sealed class AttachmentTests
{
    private const string Nodes = """
        {"id":"h","type":"test.host","name":"Host"},
        {"id":"m","type":"test.model","name":"Model"},
        {"id":"u","type":"test.tool","name":"Tool"},
        {"id":"v","type":"test.tool","name":"Tool 2"}
        """;

    private static readonly string[] Sound = ["t>h", "m.ai_model>h.ai_model", "u.ai_tool>h.ai_tool", "v.ai_tool>u.ai_tool"];

    [Fact]
    public void Plug_WhereItFits_IsSound() => Assert.Empty(FaultsOf(Flow(Nodes, Sound)));

    [Theory]
    [InlineData("v>h", "attachment-in-flow")]
    [InlineData("t>v", "attachment-in-flow")]
    [InlineData("m.ai_model>h.ai_tool", "wrong-slot")]
    [InlineData("v.ai_tool>h.ai_memory", "wrong-slot")]
    [InlineData("v.ai_tool>t.ai_tool", "wrong-slot")]
    [InlineData("t.ai_tool>h.ai_tool", "not-an-attachment")]
    [InlineData("u.ai_tool>v.ai_tool", "attachment-cycle")]
    [InlineData("u.ai_tool>u.ai_tool", "attachment-cycle")]
    public void Plug_WhereItDoesNotFit_IsAnError(string edge, string code) =>
        Assert.Contains(code, FaultsOf(Flow(Nodes, [.. Sound, edge])).Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.Code));

    [Fact]
    public void Plug_TwoWhereOneIsAllowed_NamesBoth()
    {
        var fault = Assert.Single(FaultsOf(Flow(Nodes + """,{"id":"n","type":"test.model","name":"Model 2"}""", [.. Sound, "n.ai_model>h.ai_model"])));

        Assert.Equal("too-many-attachments", fault.Code);
        Assert.Contains("'Model', 'Model 2'", fault.Message);
    }

    [Fact]
    public void Plug_NothingWhereOneIsNeeded_IsAnErrorAndTheRestIsLoose() => Assert.Equal(
        ["attachment-missing", "attachment-loose"], CodesOf(Flow(Nodes, [.. Sound.Where(edge => !edge.StartsWith('m'))])));

    [Fact]
    public void Plug_DisabledSubNode_CountsAsNone()
    {
        var flow = Flow(Nodes, Sound);
        var without = flow with { Nodes = [.. flow.Nodes.Select(node => node.Id == "m" ? node with { Disabled = true } : node)] };

        Assert.Equal(["attachment-missing"], CodesOf(without));
    }
}
