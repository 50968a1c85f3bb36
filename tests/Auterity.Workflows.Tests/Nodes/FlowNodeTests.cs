using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class FlowNodeTests
{
    private const string IsBig = """{"combinator":"and","conditions":[{"left":"={{ $json.n }}","operator":{"type":"number","operation":"gt"},"right":2}]}""";

    [Fact]
    public async Task If_Items_LeaveThroughTheirSideWithLineage()
    {
        var run = await NodeHarness.For<IfNode>().With($$"""{"conditions":{{IsBig}}}""").Items("""{"n":3}""", """{"n":1}""", """{"n":9}""").RunAsync();

        Assert.Equal(["""{"n":3}""", """{"n":9}"""], run.Ports[0]);
        Assert.Equal(["""{"n":1}"""], run.Ports[1]);
        Assert.Equal(["0:0", "0:2"], run.Sources[0]);
    }

    [Fact]
    public async Task If_NoItems_SendsNothing() => Assert.All((await NodeHarness.For<IfNode>().Items().RunAsync()).Ports, Assert.Empty);

    [Theory]
    [InlineData(false, new[] { "kept" })]
    [InlineData(true, new[] { "kept", "discarded" })]
    public async Task Filter_Items_KeepsThoseThatMatch(bool discarded, string[] ports)
    {
        var harness = NodeHarness.For<FilterNode>().With($$"""{"conditions":{{IsBig}},"discarded":{{(discarded ? "true" : "false")}}}""").Items("""{"n":1}""", """{"n":3}""");
        var run = await harness.RunAsync();

        Assert.Equal(ports, harness.OutputPorts);
        Assert.Equal(ports.Length, run.Ports.Count);
        Assert.Equal(["""{"n":3}"""], run.Ports[0]);
        Assert.Equal(["0:1"], run.Sources[0]);
        if (discarded) Assert.Equal(["""{"n":1}"""], run.Ports[1]);
    }

    [Theory]
    // First rule that holds; unnamed rules take their number.
    [InlineData("""{"rules":[R0,R1]}""", new[] { "0", "1" }, new[] { "3,4", "2" })]
    [InlineData("""{"rules":[BIG,EVEN]}""", new[] { "big", "even" }, new[] { "3,4", "2" })]
    [InlineData("""{"rules":[BIG,EVEN],"allMatching":true}""", new[] { "big", "even" }, new[] { "3,4", "2,4" })]
    [InlineData("""{"rules":[BIG,EVEN],"fallback":"extra"}""", new[] { "big", "even", "fallback" }, new[] { "3,4", "2", "1" })]
    [InlineData("""{"rules":[BIG,EVEN],"fallback":"even"}""", new[] { "big", "even" }, new[] { "3,4", "1,2" })]
    [InlineData("""{"rules":[BIG,SAME]}""", new[] { "big" }, new[] { "2,3,4" })]
    [InlineData("""{}""", new string[0], new string[0])]
    [InlineData("""{"mode":"expression","outputs":3,"output":"={{ $json.to }}"}""", new[] { "0", "1", "2" }, new[] { "1", "2", "3,4" })]
    [InlineData("""{"mode":"expression","outputs":2,"output":"={{ $json.to }}","fallback":"extra"}""", new[] { "0", "1", "fallback" }, new[] { "1", "2", "3,4" })]
    public async Task Switch_Items_GoToTheirPorts(string parameters, string[] names, string[] expected)
    {
        const string Big = """{"conditions":{"conditions":[{"left":"={{ $json.n }}","operator":{"type":"number","operation":"gt"},"right":2}]},"port":"P"}""";
        const string Even = """{"conditions":{"conditions":[{"left":"={{ $json.even }}","operator":{"type":"boolean","operation":"true"}}]},"port":"P"}""";
        var json = parameters.Replace("BIG", Named(Big, "big"), StringComparison.Ordinal)
            .Replace("EVEN", Named(Even, "even"), StringComparison.Ordinal)
            .Replace("SAME", Named(Even, "big"), StringComparison.Ordinal)
            .Replace("R0", Named(Big, ""), StringComparison.Ordinal)
            .Replace("R1", Named(Even, ""), StringComparison.Ordinal);
        var harness = NodeHarness.For<SwitchNode>().With(json)
            .Items("""{"n":1,"to":0}""", """{"n":2,"even":true,"to":"1"}""", """{"n":3,"to":2}""", """{"n":4,"even":true,"to":2}""");

        var run = await harness.RunAsync();

        Assert.Equal(names, harness.OutputPorts);
        Assert.Equal(expected, run.Items.Select(port => string.Join(',', port.Select(item => item.Json.GetProperty("n").GetInt32()))));
    }

    private static string Named(string rule, string port) => rule.Replace("\"P\"", $"\"{port}\"", StringComparison.Ordinal);

    [Fact]
    public async Task Switch_IndexBeyondThePorts_NamesThePorts()
    {
        var error = await NodeHarness.For<SwitchNode>().With("""{"mode":"expression","outputs":2,"output":"={{ $json.to }}"}""").Items("""{"to":5}""").FailAsync();

        Assert.Equal("There is no port '5'; this switch has 0, 1.", error.Message);
    }

    [Theory]
    [InlineData("""{"rules":[],"fallback":"other"}""", "fallback")]
    [InlineData("""{"mode":"expression"}""", "output")]
    public void SwitchCheck_Fault_NamesItsField(string parameters, string field) => Assert.Equal(field, Assert.Single(NodeHarness.For<SwitchNode>().With(parameters).Check()).Field);

    [Theory]
    [InlineData("""{"message":"Too late"}""", "Too late", "stopped", null)]
    [InlineData("""{"message":"Too late","code":"late"}""", "Too late", "late", null)]
    [InlineData("""{"details":{"message":"From the object","n":1.0}}""", "From the object", "stopped", """{"message":"From the object","n":1.0}""")]
    [InlineData("""{"details":"{\"error\":\"From text\"}"}""", "From text", "stopped", """{"error":"From text"}""")]
    [InlineData("""{}""", "The workflow was stopped.", "stopped", null)]
    public async Task Stop_Failing_CarriesTheError(string parameters, string message, string code, string? details)
    {
        var run = await NodeHarness.For<StopNode>().With(parameters).RunAsync();

        var error = Assert.IsType<NodeResult.Stop>(run.Result).Error!;
        Assert.Equal((message, code, details), (error.Message, error.Code, error.Details?.GetRawText()));
    }

    [Fact]
    public async Task Stop_Succeeding_HasNoError() =>
        Assert.Null(Assert.IsType<NodeResult.Stop>((await NodeHarness.For<StopNode>().With(new { ending = "succeed" }).RunAsync()).Result).Error);

    [Theory]
    [InlineData("""{"amount":90,"unit":"seconds"}""", "2026-03-14T09:28:23Z")]
    [InlineData("""{}""", "2026-03-14T09:27:53Z")]
    [InlineData("""{"amount":0.5,"unit":"hours"}""", "2026-03-14T09:56:53Z")]
    [InlineData("""{"amount":2,"unit":"days"}""", "2026-03-16T09:26:53Z")]
    [InlineData("""{"amount":1,"unit":"weeks"}""", "2026-03-21T09:26:53Z")]
    [InlineData("""{"for":"date","date":"2026-07-01T12:00"}""", "2026-07-01T10:00:00Z")]
    [InlineData("""{"for":"date","date":1782900000000}""", "2026-07-01T10:00:00Z")]
    [InlineData("""{"for":"date","date":"={{ $json.at }}"}""", "2026-07-01T10:00:00Z")]
    public async Task Wait_ForTime_SleepsAndHandsItemsOn(string parameters, string until)
    {
        var run = await NodeHarness.For<WaitNode>().With(parameters).In(context => context.Zone = "Europe/Berlin").Items("""{"at":"2026-07-01T10:00:00Z"}""").RunAsync();

        Assert.Equal(DateTimeOffset.Parse(until, null), Assert.IsType<NodeResult.Sleep>(run.Result).Until);
        Assert.Equal(["0:0"], run.Sources[0]);
    }

    [Theory]
    [InlineData("""{"for":"signal"}""", "resume", null)]
    [InlineData("""{"for":"signal","signal":"={{ $json.at }}"}""", "x", null)]
    [InlineData("""{"for":"signal","limit":"duration","limitAmount":2,"limitUnit":"days"}""", "resume", "2026-03-16T09:26:53Z")]
    [InlineData("""{"for":"signal","limit":"date","limitDate":"2026-07-01T10:00:00Z"}""", "resume", "2026-07-01T10:00:00Z")]
    public async Task Wait_ForSignal_HasItsDeadline(string parameters, string signal, string? deadline)
    {
        var run = await NodeHarness.For<WaitNode>().With(parameters).Items("""{"at":"x"}""").RunAsync();

        var wait = Assert.IsType<NodeResult.AwaitSignal>(run.Result);
        Assert.Equal((signal, deadline is null ? null : DateTimeOffset.Parse(deadline, null)), (wait.Signal, wait.Deadline));
        Assert.Equal("""{"at":"x"}""", Assert.Single(wait.OnTimeout!.Items).ToString());
    }

    [Fact]
    public async Task Wait_NoDate_SaysWhatIsWrong() =>
        Assert.Contains("\"soon\", which is no date", (await NodeHarness.For<WaitNode>().With(new { @for = "date", date = "soon" }).FailAsync()).Message);

    [Fact]
    public async Task Return_Items_AreTheRunsOutput()
    {
        var run = await NodeHarness.For<ReturnNode>().Items("""{"a":1}""").RunAsync();

        Assert.True(Assert.IsType<NodeResult.Outputs>(run.Result).IsRunOutput);
        Assert.Equal(["""{"a":1}"""], run.Main);
    }

    [Fact]
    public void Loop_Ports_AreLoopAndDone()
    {
        var harness = NodeHarness.For<LoopNode>().With(new { batchSize = 10, whenNothingReturns = "stop", reset = "={{ $json.x }}" });

        Assert.Equal(["loop", "done"], harness.OutputPorts);
        Assert.Empty(harness.Check());
        Assert.Equal("batchSize", Assert.Single(harness.With(new { batchSize = 0 }).Check()).Field);
    }

    [Theory]
    [InlineData("once", new[] { """{"a":1}|{"a":2}""" })]
    [InlineData("each", new[] { """{"a":1}""", """{"a":2}""" })]
    public async Task Workflow_Items_AreHandedOver(string mode, string[] expected)
    {
        var id = new Guid("01900000-0000-7000-8000-0000000000bb");

        var run = await NodeHarness.For<WorkflowNode>().With(new { workflowId = id, mode, wait = false }).Items("""{"a":1}""", """{"a":2}""").RunAsync();

        var call = Assert.IsType<NodeResult.CallWorkflow>(run.Result);
        Assert.Equal((id, false), (call.WorkflowId, call.Wait));
        Assert.Equal(expected, run.Ports.Select(port => string.Join('|', port)));
    }

    [Fact]
    public async Task Workflow_Values_AreEvaluatedForEachItem()
    {
        var run = await NodeHarness.For<WorkflowNode>().With("""{"workflowId":"01900000-0000-7000-8000-0000000000bb","values":{"x":"={{ $json.a }}"}}""").Items("""{"a":1.0}""", """{"a":2}""").RunAsync();

        Assert.Equal(["""{"x":1.0}""", """{"x":2}"""], run.Main);
        Assert.Equal(["0:0", "0:1"], run.Sources[0]);
    }

    [Fact]
    public async Task Workflow_DifferentIdsPerItem_SaysWhatToDo()
    {
        var error = await NodeHarness.For<WorkflowNode>().With("""{"workflowId":"={{ $json.id }}"}""")
            .Items("""{"id":"01900000-0000-7000-8000-0000000000bb"}""", """{"id":"01900000-0000-7000-8000-0000000000cc"}""").FailAsync();

        Assert.Contains("Item 1 names another workflow", error.Message);
    }
}
