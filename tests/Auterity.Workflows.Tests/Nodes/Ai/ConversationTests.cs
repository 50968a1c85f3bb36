using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.Ai;

namespace Auterity.Workflows.Tests.Nodes.Ai;

public sealed class ConversationTests
{
    private static readonly AgentNode.Input Asked = new() { Prompt = "How warm is it?", System = "Be brief." };

    [Fact]
    public void Start_WithoutMemory_AsksTheModelWithItsTools()
    {
        var call = Call(new AgentNode().Start(Asked, Context(tool: true)));

        Assert.Equal("ai_model", call.Slot);
        Assert.Equal("""{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"How warm is it?"}],"tools":[{"name":"weather","description":"Knows the weather","schema":{"type":"object"}}]}""", call.Arguments.GetRawText());
    }

    [Fact]
    public void Continue_ModelWantsATool_CallsItAndTellsTheModelWhatItSaid()
    {
        var (agent, context) = (new AgentNode(), Context(tool: true));
        var asked = Calls(agent.Start(Asked, context));

        var tool = Calls(agent.Continue(Asked, asked.State, [Said(new { text = "", calls = new[] { new { id = "c1", name = "weather", arguments = new { city = "Bonn" } } } })], context));
        var again = Calls(agent.Continue(Asked, tool.State, [new CallOutcome(JsonSerializer.SerializeToElement("12 degrees"), null)], context));
        var done = Assert.IsType<NodeStep.Done>(agent.Continue(Asked, again.State, [Said(new { text = "It is 12 degrees." })], context));

        Assert.Equal(("ai_tool", "Weather", """{"city":"Bonn"}"""), (tool.Requests[0].Slot, tool.Requests[0].Attachment, tool.Requests[0].Arguments.GetRawText()));
        Assert.EndsWith("""{"role":"tool","content":"12 degrees","callId":"c1"}]""", again.Requests[0].Arguments.GetProperty("messages").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("""{"output":"It is 12 degrees."}""", done.Output.ToString());
    }

    [Fact]
    public void Continue_ToolFails_TellsTheModelInsteadOfFailing()
    {
        var (agent, context) = (new AgentNode(), Context(tool: true));
        var tool = Calls(agent.Continue(Asked, Calls(agent.Start(Asked, context)).State, [Said(new { text = "", calls = new[] { new { id = "c1", name = "weather", arguments = new { } } } })], context));

        var again = Calls(agent.Continue(Asked, tool.State, [new CallOutcome(null, new NodeError("No such city."))], context));

        Assert.Contains("Error: No such city.", again.Requests[0].Arguments.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Continue_ModelNeverStopsAskingForTools_FailsAtTheLimit()
    {
        var (agent, context, input) = (new AgentNode(), Context(tool: true), Asked with { MaxRounds = 2 });
        var wanted = Said(new { text = "", calls = new[] { new { id = "c", name = "weather", arguments = new { } } } });
        var state = Calls(agent.Start(input, context)).State;
        for (var round = 0; round < 2; round++)
            state = Calls(agent.Continue(input, Calls(agent.Continue(input, state, [wanted], context)).State, [new CallOutcome(JsonSerializer.SerializeToElement("x"), null)], context)).State;

        var failed = Assert.Throws<NodeException>(() => agent.Continue(input, state, [wanted], context));

        Assert.Equal("too-many-rounds", failed.Error.Code);
    }

    [Fact]
    public void Continue_AnswerOfTheWrongForm_IsAskedForAgain()
    {
        var (agent, context) = (new AgentNode(), Context(parser: true));
        var parse = Calls(agent.Continue(Asked, Calls(agent.Start(Asked, context)).State, [Said(new { text = "warm" })], context));

        var again = Calls(agent.Continue(Asked, parse.State, [new CallOutcome(null, new NodeError("It is no JSON."))], context));
        var second = Calls(agent.Continue(Asked, again.State, [Said(new { text = """{"degrees":12}""" })], context));
        var done = Assert.IsType<NodeStep.Done>(agent.Continue(Asked, second.State, [new CallOutcome(JsonSerializer.SerializeToElement(new { degrees = 12 }), null)], context));

        Assert.Equal(["ai_parser", "ai_model", "ai_parser"], new[] { parse, again, second }.Select(step => step.Requests[0].Slot));
        Assert.Equal("""{"output":{"degrees":12}}""", done.Output.ToString());
    }

    [Fact]
    public void Continue_WithMemory_ReadsItFirstAndRemembersTheExchange()
    {
        var (agent, context) = (new AgentNode(), Context(memory: true));
        var load = Calls(agent.Start(Asked, context));

        var ask = Calls(agent.Continue(Asked, load.State, [new CallOutcome(JsonSerializer.SerializeToElement(new[] { new { role = "user", content = "Hi" }, new { role = "assistant", content = "Hello" } }), null)], context));
        var save = Calls(agent.Continue(Asked, ask.State, [Said(new { text = "12 degrees." })], context));
        var done = agent.Continue(Asked, save.State, [new CallOutcome(JsonSerializer.SerializeToElement(new { saved = true }), null)], context);

        Assert.Equal(["system", "user", "assistant", "user"], ask.Requests[0].Arguments.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal("""{"action":"save","messages":[{"role":"user","content":"How warm is it?"},{"role":"assistant","content":"12 degrees."}]}""", save.Requests[0].Arguments.GetRawText());
        Assert.IsType<NodeStep.Done>(done);
    }

    [Fact]
    public async Task WindowMemory_MoreThanItHolds_ForgetsTheOldest()
    {
        var harness = NodeHarness.For<WindowMemoryNode>().With(new { sessionKey = "s", window = 1 });
        for (var i = 0; i < 3; i++)
        {
            harness.Context.ActivationNumber = i;
            await harness.CallAsync(new { action = "save", messages = new[] { new { role = "user", content = $"q{i}" }, new { role = "assistant", content = $"a{i}" } } });
        }

        var kept = await harness.CallAsync(new { action = "load" });

        Assert.Equal("""[{"role":"user","content":"q2"},{"role":"assistant","content":"a2"}]""", kept.GetRawText());
    }

    [Theory]
    [InlineData("""{"name":"x","age":3}""", null)]
    [InlineData("Here:\n```json\n{\"name\":\"x\",\"age\":3}\n```", null)]
    [InlineData("""{"output":{"name":"x","age":3}}""", null)]
    [InlineData("""{"name":"x"}""", "$.age is missing.")]
    [InlineData("""{"name":"x","age":"3"}""", "$.age should be integer.")]
    [InlineData("no", "It is no JSON.")]
    public async Task JsonParser_Answer_MustFollowTheSchema(string text, string? fault)
    {
        var harness = NodeHarness.For<JsonParserNode>().With(new { schema = """{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"}},"required":["name","age"]}""" });

        if (fault is null) Assert.Equal("""{"name":"x","age":3}""", (await harness.CallAsync(new { text })).GetRawText());
        else Assert.Equal(fault, (await Assert.ThrowsAsync<NodeException>(() => harness.CallAsync(new { text }))).Message);
    }

    [Theory]
    [InlineData("(3 + 4) * 2", "14")]
    [InlineData("2 ^ 10 + sqrt(16)", "1028")]
    [InlineData("max(1, pi)", "3.141592653589793")]
    public async Task Calculator_Arithmetic_IsCalculated(string expression, string result) =>
        Assert.Equal(result, (await NodeHarness.For<CalculatorToolNode>().With(new { }).CallAsync(new { expression })).GetString());

    [Theory]
    [InlineData("process.exit()")]
    [InlineData("constructor")]
    [InlineData("1; while(true){}")]
    public async Task Calculator_AnythingElse_IsRefused(string expression) =>
        Assert.Equal("invalid-arguments", (await Assert.ThrowsAsync<NodeException>(() => NodeHarness.For<CalculatorToolNode>().With(new { }).CallAsync(new { expression }))).Error.Code);

    private static TestNodeContext Context(bool tool = false, bool parser = false, bool memory = false)
    {
        var context = new TestNodeContext(typeof(AgentNode.Input));
        context.SubNodes["ai_model"] = [new AttachmentInfo("Model", "ai.model.openai", JsonSerializer.SerializeToElement(new { }))];
        if (tool) context.SubNodes["ai_tool"] = [new AttachmentInfo("Weather", "ai.tool.http", JsonSerializer.SerializeToElement(new { name = "weather", description = "Knows the weather", schema = new { type = "object" } }))];
        if (parser) context.SubNodes["ai_parser"] = [new AttachmentInfo("Form", "ai.parser.json", JsonSerializer.SerializeToElement(new { schema = new { type = "object" } }))];
        if (memory) context.SubNodes["ai_memory"] = [new AttachmentInfo("Memory", "ai.memory.window", JsonSerializer.SerializeToElement(new { }))];
        return context;
    }

    private static CallOutcome Said(object reply) => new(JsonSerializer.SerializeToElement(reply), null);

    private static NodeStep.Calls Calls(NodeStep step) => Assert.IsType<NodeStep.Calls>(step);

    private static NodeCall Call(NodeStep step) => Assert.Single(Calls(step).Requests);
}
