using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using static Auterity.Workflows.Tests.Definitions.TestDefinitions;

namespace Auterity.Workflows.Tests.Definitions;

public sealed class DefinitionValidatorTests
{
    private const string A = """{"id":"a","type":"flow.noop","name":"A"}""";
    private const string B = """{"id":"b","type":"flow.noop","name":"B"}""";
    private const string Hook = """{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"orders/{id}","methods":["GET","POST"]}}""";

    [Fact]
    public void Validate_SoundFlow_FindsNothing() => Assert.Empty(FaultsOf(Flow($"{A},{B}", "t>a", "a>b")));

    [Fact]
    public void Validate_EmptyDefinition_AsksForATrigger() => Assert.Equal("no-trigger", Assert.Single(FaultsOf(new WorkflowDefinition())).Code);

    [Theory]
    [InlineData("trigger.schedule", "{}")]
    [InlineData("trigger.rss", """{"url":"https://example.com/feed"}""")]
    public void Validate_TriggerThatNothingFires_Warns(string type, string parameters)
    {
        var fault = Assert.Single(FaultsOf(Flow($$"""{{A}},{"id":"p","type":"{{type}}","name":"Often","parameters":{{parameters}}}""", "t>a", "p>a")), fault => fault.Code == "trigger-idle");

        Assert.Equal(("p", FaultSeverity.Warning), (fault.NodeId, fault.Severity));
        Assert.Contains("'Often'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ManyFaults_FindsAllErrorsBeforeWarnings()
    {
        var faults = FaultsOf(Flow($$"""{{A}},{"id":"a","type":"flow.nothing","name":"A"},{"id":"c","type":"flow.noop","name":"C"}""", "t>a", "t>z", "a.up>t"));

        Assert.Equal(["duplicate-id", "duplicate-name", "edge-into-trigger", "unknown-edge-end", "unknown-port", "unknown-type"], faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.Code).Order());
        Assert.Equal(faults.OrderBy(fault => fault.Severity), faults);
    }

    [Theory]
    [InlineData("""{"id":"","type":"flow.noop","name":"N"}""", "invalid-id", "id")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"  "}""", "invalid-name", "name")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"Start"}""", "duplicate-name", "name")]
    [InlineData("""{"id":"n","type":"flow.noop","version":7,"name":"N"}""", "unknown-version", "version")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","parameters":[]}""", "invalid-parameter", "parameters")]
    [InlineData("""{"id":"n","type":"flow.loop","name":"N","parameters":{"batchSize":0}}""", "invalid-parameter", "parameters.batchSize")]
    [InlineData("""{"id":"n","type":"flow.loop","name":"N","parameters":{"batchSize":"={{ 1 + }}"}}""", "expression-syntax", "parameters.batchSize")]
    [InlineData("""{"id":"n","type":"flow.loop","name":"N","parameters":{"batchSize":"={{ $('elsewhere').first().json.n }}"}}""", "unknown-node", "parameters.batchSize")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","policy":{"timeoutSeconds":-1}}""", "out-of-range", "policy.timeoutSeconds")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","policy":{"parallel":0}}""", "out-of-range", "policy.parallel")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","policy":{"retry":{"attempts":0}}}""", "out-of-range", "policy.retry.attempts")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","policy":{"retry":{"jitter":1.5}}}""", "out-of-range", "policy.retry.jitter")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","policy":{"retry":{"if":"={{ ( }}"}}}""", "expression-syntax", "policy.retry.if")]
    [InlineData("""{"id":"n","type":"http.request","name":"N","parameters":{"url":"https://a.test"},"policy":{"delivery":"pure"}}""", "not-pure", "policy.delivery")]
    [InlineData("""{"id":"n","type":"flow.noop","name":"N","credentials":{"auth":"0198c0de-0000-7000-8000-000000000001"}}""", "unknown-slot", "credentials.auth")]
    [InlineData("""{"id":"n","type":"n8n.stub","name":"N","parameters":{"type":"n8n-nodes-base.telegram"}}""", "stub", "parameters.type")]
    public void Validate_OneFaultyNode_NamesNodeFieldAndCode(string node, string code, string field)
    {
        var fault = FaultsOf(Flow(node, $"t>{(node.Contains("\"id\":\"\"") ? "" : "n")}")).First(fault => fault.Severity == FaultSeverity.Error);

        Assert.Equal((code, field), (fault.Code, fault.Field));
        Assert.NotNull(fault.NodeName);
        Assert.EndsWith(".", fault.Message);
    }

    [Fact]
    public void Validate_BrokenExpression_NamesItsPosition() =>
        Assert.NotNull(Assert.Single(FaultsOf(Flow("""{"id":"n","type":"flow.loop","name":"N","parameters":{"batchSize":"={{ 1 + }}"}}""", "t>n", "n.loop>n"))).Position);

    [Fact]
    public void Validate_MisspeltNodeInExpression_SuggestsTheRightOne() => Assert.Contains(
        "Did you mean 'Start'?", FaultsOf(Flow("""{"id":"n","type":"flow.loop","name":"N","parameters":{"batchSize":"={{ $('sTart ').first().json.n }}"}}""", "t>n", "n.loop>n")).Single().Message);

    [Theory]
    [InlineData("t>a", "a.up>b", "unknown-port", "It has: main.")]
    [InlineData("t>a", "a>b.left", "unknown-port", "It has: main.")]
    [InlineData("t>a", "a.error>b", "error-output-off", "policy.onError")]
    [InlineData("t>a", "a>t", "edge-into-trigger", "'A' is wired to it")]
    [InlineData("t>a", "a>nobody", "unknown-edge-end", "'nobody'")]
    public void Validate_WrongEdge_SaysWhatThereIs(string good, string wrong, string code, string message)
    {
        var fault = FaultsOf(Flow($"{A},{B}", good, "t>b", wrong)).Single(fault => fault.Severity == FaultSeverity.Error);

        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message);
    }

    [Fact]
    public void Validate_ErrorOutputWithItsPolicy_IsAPort() => Assert.Empty(
        FaultsOf(Flow("""{"id":"a","type":"flow.noop","name":"A","policy":{"onError":"errorOutput"}},""" + B, "t>a", "a.error>b")));

    [Fact]
    public void Validate_ErrorOutputNobodyTakes_Warns() => Assert.Equal(
        ["error-output-unwired"], CodesOf(Flow("""{"id":"a","type":"flow.noop","name":"A","policy":{"onError":"errorOutput"}}""", "t>a")));

    [Fact]
    public void Validate_EdgeTwice_Warns() => Assert.Equal(["duplicate-edge"], CodesOf(Flow(A, "t>a", "t>a")));

    [Fact]
    public void Validate_NodeNoTriggerLeadsTo_Warns() => Assert.Equal(["unreachable"], CodesOf(Flow($"{A},{B}", "t>a")));

    [Fact]
    public void Validate_OnlyTriggerDisabled_IsAnError()
    {
        var flow = Flow(A, "t>a");

        Assert.Equal(["no-trigger", "unreachable"], CodesOf(flow with { Nodes = [flow.Nodes[0] with { Disabled = true }, flow.Nodes[1]] }));
    }

    [Fact]
    public void Validate_RequiredInputAndCredentialMissing_FindsBoth() => Assert.Equal(
        ["credential-missing", "input-unwired"], CodesOf(Flow("""{"id":"n","type":"test.needy","name":"N"}""", "t>n.left")));

    [Fact]
    public void Validate_FaultsOfADisabledNode_AreWarnings() => Assert.All(
        FaultsOf(Flow("""{"id":"n","type":"flow.loop","name":"N","disabled":true,"parameters":{"batchSize":0,"other":"={{ ( }}"}}""", "t>n")), fault => Assert.Equal(FaultSeverity.Warning, fault.Severity));

    [Fact]
    public void Validate_StubAllowed_IsAWarning() => Assert.Equal(
        FaultSeverity.Warning, Assert.Single(FaultsOf(Flow("""{"id":"n","type":"n8n.stub","name":"N","parameters":{"type":"x"}}""", "t>n"), allowStubs: true)).Severity);

    [Fact]
    public void Validate_LoopThatNothingReturnsTo_Warns() => Assert.Equal(
        ["loop-not-closed"], CodesOf(Flow($$"""{"id":"l","type":"flow.loop","name":"L"},{{A}}""", "t>l", "l.loop>a")));

    [Fact]
    public void Validate_JoinInsideAndOutsideALoop_Warns()
    {
        const string loop = """{"id":"l","type":"flow.loop","name":"L"},{"id":"i","type":"flow.noop","name":"I"}""";

        Assert.Equal(["join-rates"], CodesOf(Flow($"{loop},{A},{B}", "t>l", "l.loop>i", "i>l", "i>b", "t>a", "a>b")));
        Assert.Empty(CodesOf(Flow($"{loop},{A},{B}", "t>l", "l.loop>i", "i>l", "l.done>b", "t>a", "a>b")));
    }

    [Fact]
    public void Validate_JoinBehindAnInputThatFiresForEachArrival_Warns()
    {
        const string each = """{"id":"x","type":"flow.noop","name":"X","policy":{"join":"each"}},{"id":"e","type":"flow.noop","name":"E"}""";

        Assert.Equal(["join-rates"], CodesOf(Flow($"{A},{B},{each}", "t>a", "t>b", "a>x", "b>x", "x>e", "t>e")));
        Assert.Empty(CodesOf(Flow($"{A},{B},{each}", "t>a", "t>b", "a>x", "b>x", "x>e")));
    }

    [Fact]
    public void Validate_WayBackToAStepBeforeTheLoop_IsAnErrorAtTheLoop()
    {
        var fault = Assert.Single(FaultsOf(Flow($$"""{{A}},{"id":"l","type":"flow.loop","name":"L"},{{B}}""", "t>a", "a>l", "l.loop>b", "b>a")), fault => fault.Code == "loop-not-header");

        Assert.Equal(("l", FaultSeverity.Error), (fault.NodeId, fault.Severity));
        Assert.Contains("'A'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DoneIntoTheBody_IsAnError()
    {
        const string loop = """{"id":"l","type":"flow.loop","name":"L"}""";

        Assert.Equal(["done-into-loop"], CodesOf(Flow($"{loop},{A}", "t>l", "l.loop>a", "a>l", "l.done>a")));
        Assert.Empty(CodesOf(Flow($"{loop},{A},{B}", "t>l", "l.loop>a", "a>l", "l.done>b")));
    }

    [Fact]
    public void Validate_DisabledLoopOnAWayBack_Warns() => Assert.Contains(
        "disabled-in-loop", CodesOf(Flow($$"""{{A}},{"id":"l","type":"flow.loop","name":"L","disabled":true},{{B}}""", "t>a", "a>l", "l.done>a", "l.loop>b")));

    [Fact]
    public void Validate_SameHookTwice_IsAnError()
    {
        var faults = FaultsOf(Flow(Hook + """,{"id":"i","type":"trigger.webhook","name":"Other","parameters":{"path":"/orders/:order","methods":["post"]}}"""));

        Assert.Equal(("hook-twice", "i"), (faults.Single().Code, faults.Single().NodeId));
    }

    [Fact]
    public void Validate_ExpressionInATrigger_Warns() => Assert.Contains(
        "trigger-expression", CodesOf(Flow("""{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"x","responseBody":"={{ 1 }}"}}""")));

    [Theory]
    [InlineData("""{"settings":{"timeZone":"Mars/Olympus"}}""", "unknown-time-zone", "settings.timeZone")]
    [InlineData("""{"settings":{"timeZone":""}}""", "unknown-time-zone", "settings.timeZone")]
    [InlineData("""{"settings":{"runTimeoutSeconds":-5}}""", "out-of-range", "settings.runTimeoutSeconds")]
    [InlineData("""{"settings":{"answerTimeoutSeconds":301}}""", "out-of-range", "settings.answerTimeoutSeconds")]
    [InlineData("""{"settings":{"maxPasses":0}}""", "out-of-range", "settings.maxPasses")]
    [InlineData("""{"format":2}""", "unknown-format", "format")]
    [InlineData("""{"inputs":[]}""", "invalid-schema", "inputs")]
    public void Validate_Settings_NameTheField(string definition, string code, string field) =>
        Assert.Contains(FaultsOf(Of(definition)), fault => (fault.Code, fault.Field) == (code, field));

    [Fact]
    public void Validate_TooManyNodes_SaysSoAtOnce()
    {
        var nodes = Enumerable.Range(0, DefinitionLimits.MostNodes + 1).Select(i => new NodeDefinition { Id = $"{i}", Type = "none", Name = $"{i}" }).ToList();

        Assert.Equal("too-large", Assert.Single(FaultsOf(new WorkflowDefinition { Nodes = nodes })).Code);
    }

    [Fact]
    public void Validate_LargestDefinition_TakesNoTimeToSpeakOf()
    {
        var nodes = Enumerable.Range(0, DefinitionLimits.MostNodes).Select(i => new NodeDefinition { Id = $"{i}", Type = i == 0 ? "trigger.manual" : "flow.noop", Name = $"Node {i}" }).ToList();
        var edges = Enumerable.Range(1, DefinitionLimits.MostNodes - 1).Select(i => new EdgeDefinition($"{i - 1}", $"{i}")).Append(new EdgeDefinition("4000", "10")).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Assert.Equal(["join-rates"], CodesOf(new WorkflowDefinition { Nodes = nodes, Edges = edges }).DefaultIfEmpty("join-rates"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }
}
