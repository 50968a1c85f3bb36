using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class N8nStubNodeTests
{
    [Fact]
    public async Task Run_Stub_FailsNamingWhatItStandsFor()
    {
        var fault = await Assert.ThrowsAsync<NodeException>(() => NodeHarness.For<N8nStubNode>().With(new { type = "x.telegram", parameters = new { text = "={{ nothing }}" } }).Items("{}").RunAsync());

        Assert.Equal(("stub", false), (fault.Error.Code, fault.Retryable));
        Assert.Contains("stub for 'x.telegram'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Stub_SaysWhatItNeeds()
    {
        var fault = Assert.Single(new N8nStubNode().Check(TestJson.Of("""{"type":"x.telegram"}""")));

        Assert.Equal("type", fault.Field);
        Assert.Contains("'x.telegram', which does not exist here", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "main", "main")]
    [InlineData("""{"inputs":["input1","input2"],"outputs":["output1","output2"]}""", "input1 input2", "output1 output2")]
    [InlineData("""{"inputs":[1],"outputs":"x"}""", "main", "main")]
    public void Ports_Stub_AreThoseItsConnectionsHad(string parameters, string inputs, string outputs)
    {
        var node = new N8nStubNode();

        Assert.Equal((inputs, outputs), (string.Join(' ', node.InputsOf(TestJson.Of(parameters))), string.Join(' ', node.OutputsOf(TestJson.Of(parameters)))));
    }
}
