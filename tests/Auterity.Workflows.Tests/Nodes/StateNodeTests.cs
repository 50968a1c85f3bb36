using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class StateNodeTests
{
    [Theory]
    [InlineData("""{"key":"k"}""", """{"a":1.0,"value":{"x":2.0}}""")]
    [InlineData("""{"key":"k","field":"o.v","versionField":"o.n"}""", """{"a":1.0,"o":{"v":{"x":2.0},"n":3}}""")]
    [InlineData("""{"key":"={{ $json.key }}"}""", """{"a":1.0,"value":null}""")]
    [InlineData("""{"key":"gone","default":[]}""", """{"a":1.0,"value":[]}""")]
    [InlineData("""{"key":"k","scope":"tenant"}""", """{"a":1.0,"value":"tenant's"}""")]
    public async Task Get_Value_GoesIntoTheItem(string parameters, string expected)
    {
        var harness = NodeHarness.For<StateGetNode>().With(parameters.Replace("={{ $json.key }}", "none", StringComparison.Ordinal)).Items("""{"a":1.0}""");
        harness.Context.Store[StateScope.Workflow, "k"] = new(TestJson.Of("""{"x":2.0}"""), 3);
        harness.Context.Store[StateScope.Tenant, "k"] = new(TestJson.Of("\"tenant's\""), 1);

        Assert.Equal([expected], (await harness.RunAsync()).Main);
    }

    [Theory]
    [InlineData("""{"value":{"x":2.0}}""", "5", """{"x":2.0}""")]
    [InlineData("""{"value":"={{ $json.a }}"}""", "5", "1.0")]
    [InlineData("""{"operation":"add","value":2}""", "5", "7")]
    [InlineData("""{"operation":"add"}""", "5", "6")]
    [InlineData("""{"operation":"add","value":"0.1"}""", "0.2", "0.3")]
    [InlineData("""{"operation":"add"}""", null, "1")]
    [InlineData("""{"operation":"append","value":1}""", null, "[1]")]
    [InlineData("""{"operation":"append","value":1}""", "[2]", "[2,1]")]
    [InlineData("""{"operation":"append","value":1,"maxEntries":2}""", "[3,2]", "[2,1]")]
    [InlineData("""{"operation":"append","value":1}""", "\"x\"", "[\"x\",1]")]
    [InlineData("""{"operation":"delete"}""", "5", null)]
    [InlineData("""{"value":1,"expectedVersion":1}""", "5", "1")]
    public async Task Set_Operation_StoresAndHandsOn(string parameters, string? before, string? after)
    {
        var harness = NodeHarness.For<StateSetNode>().With(parameters.Insert(1, "\"key\":\"k\",")).Items("""{"a":1.0}""");
        if (before is not null) harness.Context.Store[StateScope.Workflow, "k"] = new(TestJson.Of(before), 1);

        var run = await harness.RunAsync();

        Assert.Equal(after, harness.Context.Store[StateScope.Workflow, "k"].Value?.GetRawText());
        Assert.Equal(["""{"a":1.0}"""], run.Main);
    }

    [Fact]
    public async Task Set_Field_TakesTheStoredValue() =>
        Assert.Equal(["""{"a":1,"n":1}"""], (await NodeHarness.For<StateSetNode>().With("""{"key":"k","operation":"add","field":"n"}""").Items("""{"a":1}""").RunAsync()).Main);

    [Fact]
    public async Task Set_ScopeAndLife_AreHandedToTheStore()
    {
        var harness = NodeHarness.For<StateSetNode>().With("""{"key":"k","value":1,"scope":"tenant","timeToLiveSeconds":90}""");

        await harness.RunAsync();

        Assert.Equal(1, harness.Context.Store[StateScope.Tenant, "k"].Version);
        Assert.Equal(TimeSpan.FromSeconds(90), harness.Context.Store.LastTimeToLive);
    }

    [Fact]
    public async Task Set_AnotherVersion_IsRefusedWithTheWayOut()
    {
        var harness = NodeHarness.For<StateSetNode>().With("""{"key":"k","value":1,"expectedVersion":3}""");

        var error = await harness.FailAsync();

        Assert.Equal("state-changed", error.Error.Code);
        Assert.Contains("Read it again", error.Message);
        Assert.Null(harness.Context.Store[StateScope.Workflow, "k"].Value);
    }

    [Fact]
    public async Task Set_AddRepeatedWithTheSameKey_CountsOnce()
    {
        var harness = NodeHarness.For<StateSetNode>().With("""{"key":"k","operation":"add","field":"n"}""");

        await harness.RunAsync();
        var again = await harness.RunAsync();

        Assert.Equal(["""{"n":1}"""], again.Main);
        Assert.Equal("1", harness.Context.Store[StateScope.Workflow, "k"].Value?.GetRawText());
    }

    [Fact]
    public async Task Set_AddWhileOthersWrite_LosesNoCount()
    {
        var harness = NodeHarness.For<StateSetNode>().With("""{"key":"k","operation":"add"}""");
        var others = 3;
        harness.Context.Store.BeforeSet = store =>
        {
            if (others-- > 0) store[StateScope.Workflow, "k"] = new(JsonSerializer.SerializeToElement(10 - others), 10 - others);
        };

        await harness.RunAsync();

        Assert.Equal("11", harness.Context.Store[StateScope.Workflow, "k"].Value?.GetRawText());
    }

    [Fact]
    public async Task Set_AddToText_SaysSo() =>
        Assert.Contains("\"many\", which is no number", (await NodeHarness.For<StateSetNode>().With("""{"key":"k","operation":"add","value":"many"}""").FailAsync()).Message);
}
