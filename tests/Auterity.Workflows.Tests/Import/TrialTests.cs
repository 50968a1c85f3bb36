using System.Text;
using System.Text.Json;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Trials;

namespace Auterity.Workflows.Tests.Import;

public sealed class TrialTests
{
    // A little below the figure of docs/n8n-import.md: a change of a few workflows is looked at there, not here.
    private const int LeastOfTheRealOnes = 185;

    [Fact]
    public async Task Run_EverythingKnown_RanWithInventedData()
    {
        var outcome = await TryAsync(
            [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Fetch", "n8n-nodes-base.httpRequest", new { url = "https://example.com" }, 4.2), Node("If", "n8n-nodes-base.if", Equal("={{ $json.status }}", "paid"), 2), Node("Yes", "n8n-nodes-base.noOp"), Node("No", "n8n-nodes-base.noOp")],
            [("Start", 0, "Fetch"), ("Fetch", 0, "If"), ("If", 0, "Yes"), ("If", 1, "No")]);

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
        Assert.True(outcome.Invented);
    }

    [Fact]
    public async Task Run_PinnedData_IsTakenAndNothingInvented()
    {
        var outcome = await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), Node("Fetch", "n8n-nodes-base.httpRequest", new { url = "https://example.com" }, 4.2), Node("End", "n8n-nodes-base.noOp")], [("Start", 0, "Fetch"), ("Fetch", 0, "End")],
            new { Fetch = new[] { new { json = new { a = 1 } } } });

        Assert.True(outcome is { Ran: true, Invented: false }, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_Stub_IsAReason_UnlessItIsPinned()
    {
        var nodes = new[] { Node("Start", "n8n-nodes-base.manualTrigger"), Node("Odd", "n8n-nodes-base.nobodyKnows"), Node("End", "n8n-nodes-base.noOp") };
        (string, int, string)[] edges = [("Start", 0, "Odd"), ("Odd", 0, "End")];

        var stubbed = await TryAsync(nodes, edges);
        var pinned = await TryAsync(nodes, edges, new { Odd = new[] { new { json = new { a = 1 } } } });

        Assert.Equal([("stub", "n8n-nodes-base.nobodyKnows")], stubbed.Why.Select(why => (why.Kind, why.What)));
        Assert.True(pinned.Ran);
    }

    [Fact]
    public async Task Run_ExpressionThatFails_IsAReason()
    {
        var outcome = await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), Node("Set", "n8n-nodes-base.set", Assign("x", "={{ $('Nobody').item.json.x }}"), 3.4)], [("Start", 0, "Set")]);

        Assert.Contains(outcome.Why, why => why.Kind == "expression");
    }

    [Fact]
    public async Task Run_MissingField_IsForgivenAsInTheOldHouse() =>
        Assert.True((await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), Node("Set", "n8n-nodes-base.set", Assign("x", "={{ $json.a.b.c }}"), 3.4)], [("Start", 0, "Set")])).Ran);

    [Fact]
    public async Task Run_BranchNobodyTakes_IsAReason()
    {
        var outcome = await TryAsync(
            [Node("Start", "n8n-nodes-base.manualTrigger"), Node("If", "n8n-nodes-base.if", Equal("={{ 1 }}", "2"), 2), Node("A", "n8n-nodes-base.noOp"), Node("B", "n8n-nodes-base.noOp")],
            [("Start", 0, "If"), ("If", 0, "A"), ("A", 0, "B")]);

        Assert.Equal("not-fired", Assert.Single(outcome.Why).Kind);
    }

    [Fact]
    public async Task Run_WaitOfDays_IsSkippedAhead() =>
        Assert.True((await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), Node("Wait", "n8n-nodes-base.wait", new { amount = 30, unit = "days" }, 1.1), Node("End", "n8n-nodes-base.noOp")], [("Start", 0, "Wait"), ("Wait", 0, "End")])).Ran);

    [Fact]
    public async Task Run_LoopThatNeverEnds_IsStopped()
    {
        var outcome = await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), Node("A", "n8n-nodes-base.noOp"), Node("B", "n8n-nodes-base.noOp")], [("Start", 0, "A"), ("A", 0, "B"), ("B", 0, "A")]);

        Assert.Contains(outcome.Why, why => why.What == "a loop never ends");
    }

    [Fact]
    public async Task Run_LoopThatAsksUntilItIsReady_FindsItsEnd()
    {
        var outcome = await TryAsync(
            [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Ask", "n8n-nodes-base.httpRequest", new { url = "https://example.com" }, 4.2), Node("Ready", "n8n-nodes-base.if", Equal("={{ $json.status }}", "ready"), 2), Node("Wait", "n8n-nodes-base.wait", new { amount = 5, unit = "seconds" }, 1.1), Node("End", "n8n-nodes-base.noOp")],
            [("Start", 0, "Ask"), ("Ask", 0, "Ready"), ("Ready", 0, "End"), ("Ready", 1, "Wait"), ("Wait", 0, "Ask")]);

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_WayOutForErrors_IsTakenOnce()
    {
        var fetch = new { id = "Fetch", name = "Fetch", type = "n8n-nodes-base.httpRequest", typeVersion = 4.2, position = new[] { 0, 0 }, parameters = new { url = "https://example.com" }, onError = "continueErrorOutput" };

        var outcome = await TryAsync([Node("Start", "n8n-nodes-base.manualTrigger"), fetch, Node("Good", "n8n-nodes-base.noOp"), Node("Bad", "n8n-nodes-base.noOp")], [("Start", 0, "Fetch"), ("Fetch", 0, "Good"), ("Fetch", 1, "Bad")]);

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_WorkflowThatCallsAnother_GoesOnWithWhatThatReturns()
    {
        var outcome = await TryAsync(
            [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Call", "n8n-nodes-base.executeWorkflow", new { workflowId = "17" }), Node("If", "n8n-nodes-base.if", Equal("={{ $json.state }}", "done"), 2), Node("Yes", "n8n-nodes-base.noOp"), Node("No", "n8n-nodes-base.noOp")],
            [("Start", 0, "Call"), ("Call", 0, "If"), ("If", 0, "Yes"), ("If", 1, "No")]);

        Assert.True(outcome is { Ran: true, Invented: true }, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_FourOfFiveFired_IsEnough()
    {
        var outcome = await TryAsync(
            [Node("Start", "n8n-nodes-base.manualTrigger"), Node("A", "n8n-nodes-base.noOp"), Node("B", "n8n-nodes-base.noOp"), Node("If", "n8n-nodes-base.if", Equal("={{ 1 }}", "2"), 2), Node("Never", "n8n-nodes-base.noOp")],
            [("Start", 0, "A"), ("A", 0, "B"), ("B", 0, "If"), ("If", 0, "Never")]);

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_NamesOfTheInstallation_HaveValues() => Assert.True((await TryAsync(
        [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Say", "n8n-nodes-base.telegram", new { chatId = "={{ $env.CHAT }}", text = "Hello" }, 1.2)], [("Start", 0, "Say")])).Ran);

    [Fact]
    public async Task Run_Pdf_CanBeRead() => Assert.True((await TryAsync(
        [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Fetch", "n8n-nodes-base.httpRequest", new { url = "https://example.com" }, 4.2), Node("Read", "n8n-nodes-base.extractFromFile", new { operation = "pdf" })],
        [("Start", 0, "Fetch"), ("Fetch", 0, "Read")])).Ran);

    [Fact]
    public async Task Run_TextTakenFromAList_IsItsJson() => Assert.True((await TryAsync(
        [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Set", "n8n-nodes-base.set", new { assignments = new { assignments = new[] { new { id = "1", name = "rows", value = "={{ [1, 2] }}", type = "array" } } }, options = new { } }, 3.4), Node("Say", "n8n-nodes-base.telegram", new { chatId = "1", text = "={{ $json.rows }}" }, 1.2)],
        [("Start", 0, "Set"), ("Set", 0, "Say")])).Ran);

    [Fact]
    public async Task Run_AgentsAnswer_IsWhatItsReadersWouldLike()
    {
        object[] nodes =
        [
            Node("Start", "n8n-nodes-base.manualTrigger"), Node("Agent", "@n8n/n8n-nodes-langchain.agent", new { promptType = "define", text = "Which?", hasOutputParser = true }, 1.7), Node("Model", "@n8n/n8n-nodes-langchain.lmChatOpenAi"),
            Node("Fix", "@n8n/n8n-nodes-langchain.outputParserAutofixing"), Node("Form", "@n8n/n8n-nodes-langchain.outputParserStructured", new { jsonSchemaExample = """{ "kind": "text" }""" }, 1.2),
            Node("If", "n8n-nodes-base.if", Equal("={{ $json.output.kind }}", "invoice"), 2), Node("Yes", "n8n-nodes-base.noOp"),
        ];
        var connections = new Dictionary<string, object>
        {
            ["Start"] = To("main", "Agent"), ["Model"] = To("ai_languageModel", "Agent"), ["Form"] = To("ai_outputParser", "Fix"), ["Fix"] = To("ai_outputParser", "Agent"), ["Agent"] = To("main", "If"), ["If"] = To("main", "Yes"),
        };

        var outcome = await TryAsync(new { name = "Agent", nodes, connections, settings = new { executionOrder = "v1" } });

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_Agent_CallsItsModelItsToolAndItsMemory()
    {
        var nodes = new[]
        {
            Node("Chat", "@n8n/n8n-nodes-langchain.chatTrigger", new { }, 1.1), Node("Agent", "@n8n/n8n-nodes-langchain.agent", new { }, 1.7), Node("Model", "@n8n/n8n-nodes-langchain.lmChatOpenAi"),
            Node("Memory", "@n8n/n8n-nodes-langchain.memoryBufferWindow", new { }, 1.3), Node("Tool", "@n8n/n8n-nodes-langchain.toolCalculator"),
        };
        var connections = new Dictionary<string, object>
        {
            ["Chat"] = To("main", "Agent"), ["Model"] = To("ai_languageModel", "Agent"), ["Memory"] = To("ai_memory", "Agent"), ["Tool"] = To("ai_tool", "Agent"),
        };

        var outcome = await TryAsync(new { name = "Agent", nodes, connections, settings = new { executionOrder = "v1" } });

        Assert.True(outcome.Ran, string.Join("; ", outcome.Why));
    }

    [Fact]
    public async Task Run_TwiceTheSame_SaysTheSame()
    {
        object[] nodes = [Node("Start", "n8n-nodes-base.manualTrigger"), Node("Code", "n8n-nodes-base.code", new { jsCode = "return [{ json: { r: Math.random(), t: Date.now() } }];" }, 2), Node("If", "n8n-nodes-base.if", Equal("={{ $json.missing }}", "x"), 2), Node("A", "n8n-nodes-base.noOp")];
        (string, int, string)[] edges = [("Start", 0, "Code"), ("Code", 0, "If"), ("If", 0, "A")];

        var (first, second) = (await TryAsync(nodes, edges), await TryAsync(nodes, edges));

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
    }

    [Fact]
    public async Task Run_RealExports_AsManyRunAsThePageSays()
    {
        var files = N8nCorpus.Files();
        await using var trial = new Trial();
        var ran = 0;
        foreach (var (_, json) in files)
            if ((await trial.RunAsync(N8nImporter.Import(json, trial.KnownTypes), TestContext.Current.CancellationToken)).Ran) ran++;

        Assert.True(ran >= LeastOfTheRealOnes, $"{ran} of {files.Count} ran.");
    }

    private static async Task<TrialOutcome> TryAsync(object[] nodes, (string From, int Output, string To)[] edges, object? pins = null)
    {
        var connections = edges.GroupBy(edge => edge.From).ToDictionary(group => group.Key, group => (object)new
        {
            main = Enumerable.Range(0, group.Max(edge => edge.Output) + 1).Select(output => group.Where(edge => edge.Output == output).Select(edge => new { node = edge.To, type = "main", index = 0 }).ToArray()).ToArray(),
        });
        return await TryAsync(new { name = "Tried", nodes, connections, pinData = pins ?? new { }, settings = new { executionOrder = "v1" } });
    }

    private static async Task<TrialOutcome> TryAsync(object export)
    {
        await using var trial = new Trial();
        return await trial.RunAsync(N8nImporter.Import(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(export)), trial.KnownTypes), TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, object> To(string kind, string node) => new() { [kind] = new[] { new[] { new { node, type = kind, index = 0 } } } };

    private static object Node(string name, string type, object? parameters = null, double version = 1) => new { id = name, name, type, typeVersion = version, position = new[] { 0, 0 }, parameters = parameters ?? new { } };

    private static object Equal(string left, string right) => new
    {
        conditions = new { combinator = "and", options = new { caseSensitive = true, typeValidation = "loose", leftValue = "" }, conditions = new[] { new { id = "1", leftValue = left, rightValue = right, @operator = new { type = "string", operation = "equals" } } } },
        options = new { },
    };

    private static object Assign(string name, string value) => new { assignments = new { assignments = new[] { new { id = "1", name, value, type = "string" } } }, options = new { } };
}
