using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Tests.Nodes;
using Everything = Auterity.Workflows.Tests.Catalog.ParameterSchemaTests.Everything;

namespace Auterity.Workflows.Tests.Catalog;

public sealed class ParameterValidatorTests
{
    [Theory]
    [InlineData("""{"url":"https://a.test"}""")]
    [InlineData("""{"url":"={{ $json.url }}","maxItems":"={{ 1 }}","speed":"=fast","entries":"={{ [] }}"}""")]
    [InlineData("""{"url":"https://a.test","maxItems":"7","letter":"a","entries":[{"name":"n","value":{"any":["thing"]}},"={{ $json }}"]}""")]
    [InlineData("""{"url":"https://a.test","letter":null,"entries":null}""")]
    public void Check_ParametersThatFit_FindsNothing(string parameters) => Assert.Empty(Check(parameters));

    [Theory]
    [InlineData("""{}""", "url", "missing")]
    [InlineData("""{"url":null}""", "url", "missing")]
    [InlineData("""{"url":"https://a.test","maxItmes":1}""", "maxItmes", "no parameter 'maxItmes'")]
    [InlineData("""{"url":"https://a.test","maxItems":11}""", "maxItems", "between 1 and 10")]
    [InlineData("""{"url":"https://a.test","maxItems":"many"}""", "maxItems", "\"many\" is not a whole number")]
    [InlineData("""{"url":"https://a.test","speed":"medium"}""", "speed", "one of verySlow, fast")]
    [InlineData("""{"url":"https://a.test","letter":"c"}""", "letter", "letter")]
    [InlineData("""{"url":"https://a.test","entries":{}}""", "entries", "is not a list")]
    [InlineData("""{"url":"https://a.test","entries":[{"name":"a"},{"name":["b"],"value":2}]}""", "entries[1].name", "is not text")]
    [InlineData("""{"url":"https://a.test","entries":[{"value":2}]}""", "entries[0].name", "missing")]
    [InlineData("""[]""", "", "is not an object")]
    public void Check_OneFault_NamesItsPathAndTheWayOut(string parameters, string field, string message)
    {
        var fault = Assert.Single(Check(parameters));

        Assert.Equal(field, fault.Field);
        Assert.Contains(message, fault.Message);
    }

    [Fact]
    public void Check_SeveralFaults_FindsThemAll()
    {
        var faults = Check("""{"maxItems":true,"speed":1.5,"other":1,"entries":[1]}""");

        Assert.Equal(["entries[0]", "maxItems", "other", "speed", "url"], faults.Select(fault => fault.Field).Order());
    }

    private static IReadOnlyList<ParameterFault> Check(string parameters) => ParameterValidator.Check(NodeType.Of(new EverythingNode()), TestJson.Of(parameters));

    [Node("test.everything", "Everything")]
    private sealed class EverythingNode : BatchNode<Everything>
    {
        public override Task<NodeResult> RunAsync(Everything input, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
