using System.Text;
using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Tests.Import;

public sealed class N8nImporterTests
{
    [Theory]
    [InlineData("", "empty", 0)]
    [InlineData("  \n", "empty", 0)]
    [InlineData("{\"nodes\": [", "invalid-json", 11)]
    [InlineData("{\"nodes\": [}", "invalid-json", 11)]
    [InlineData("{\"nodes\": []} tail", "invalid-json", 14)]
    [InlineData("[]", "not-a-workflow", null)]
    [InlineData("{\"steps\": []}", "not-a-workflow", null)]
    [InlineData("\"text\"", "not-a-workflow", null)]
    [InlineData("{\"nodes\": 3}", "not-a-workflow", null)]
    public void Import_FileThatIsNoWorkflow_SaysWhatIsWrongAndWhere(string file, string code, int? position)
    {
        var fault = Assert.Throws<ImportException>(() => N8nImporter.Import(Encoding.UTF8.GetBytes(file)));

        Assert.Equal((code, (long?)position), (fault.Code, fault.Position));
    }

    [Fact]
    public void Import_InvalidUtf8_NamesTheByte()
    {
        byte[] file = [.. "{\"nodes\":[], \"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var fault = Assert.Throws<ImportException>(() => N8nImporter.Import(file));

        Assert.Equal(("invalid-utf8", 21L), (fault.Code, fault.Position!.Value));
    }

    [Fact]
    public void Import_NestedTooDeep_IsRefused()
    {
        var file = "{\"nodes\":" + new string('[', 200) + new string(']', 200) + "}";

        var fault = Assert.Throws<ImportException>(() => N8nImporter.Import(Encoding.UTF8.GetBytes(file)));

        Assert.Equal("too-deep", fault.Code);
    }

    [Theory]
    [InlineData("""{"nodes":[{"name":"A","type":"t"}]}""")]
    [InlineData("""[{"nodes":[{"name":"A","type":"t"}]}]""")]
    [InlineData("""{"data":{"nodes":[{"name":"A","type":"t"}]}}""")]
    [InlineData("""{"data":[{"nodes":[{"name":"A","type":"t"}]}]}""")]
    [InlineData("""{"workflow":{"nodes":[{"name":"A","type":"t"}],"connections":{}}}""")]
    [InlineData("""{"nodes":{"x":{"name":"A","type":"t"}},"connections":[]}""")]
    public void Import_AnyWrapping_FindsTheWorkflow(string file) =>
        Assert.Equal("A", Assert.Single(Import(file).Definition.Nodes).Name);

    [Fact]
    public void Import_ByteOrderMark_IsSkipped() =>
        Assert.Equal("W", N8nImporter.Import((byte[])[0xEF, 0xBB, 0xBF, .. """{"name":"W","nodes":[]}"""u8]).Name);

    [Fact]
    public void ImportAll_SeveralWorkflows_GivesEach()
    {
        var file = Encoding.UTF8.GetBytes("""[{"name":"One","nodes":[]},{"name":"Two","nodes":[]}]""");

        Assert.Equal(["One", "Two"], N8nImporter.ImportAll(file).Select(result => result.Name));
        Assert.Contains(N8nImporter.Import(file).Report.Notes, note => note.Contains("2 workflows", StringComparison.Ordinal));
    }

    [Fact]
    public void Import_BrokenEmoji_KeepsTheRestOfTheText() =>
        Assert.Equal("cut \uFFFD\nhere", Import("""{"name":"cut \ud83d\nhere","nodes":[]}""").Name);

    [Fact]
    public void Import_SameMemberTwice_TakesTheLast() =>
        Assert.Equal("second", Import("""{"name":"first","nodes":[],"name":"second"}""").Name);

    [Fact]
    public void Import_OddNodes_AreToleratedAndNoted()
    {
        var result = Import("""{"nodes":[null, 3, {}, {"name":"A","type":"x.y"}, {"name":"A","type":"x.y","id":"a b"}, {"name":"B","id":"1","position":"?"}, {"name":"C","id":"1"}]}""");

        Assert.Equal(["unknown", "A", "A 1", "B", "C"], result.Definition.Nodes.Select(node => node.Name));
        Assert.Equal(["unknown", "a", "a-1", "1", "c"], result.Definition.Nodes.Select(node => node.Id));
        Assert.Contains("2 entries of the node list are no objects and were left out.", result.Report.Notes);
        Assert.Contains(result.Report.Notes, note => note.StartsWith("Two nodes are called 'A'", StringComparison.Ordinal));
    }

    [Fact]
    public void Import_DanglingConnections_AreNotedAndComeBackOnExport()
    {
        var result = Import("""
            {"nodes":[{"name":"A","type":"t"}],"connections":{
              "A":{"main":[[{"node":"Gone","type":"main","index":0}], null, [{"node":"A"}, {}, 5]]},
              "Ghost":{"main":[[{"node":"A","type":"main","index":0}]]}, "Odd": 7}}
            """);

        var edge = Assert.Single(result.Definition.Edges);
        Assert.Equal(("output3", "main"), (edge.Output, edge.Input));
        Assert.Contains("The connection from 'A' to 'Gone' names a node that is not there.", result.Report.Notes);
        Assert.Contains("The connection from 'Ghost' to 'A' names a node that is not there.", result.Report.Notes);
        Assert.Equal(
            ["A main[0] -> Gone main[0]", "A main[2] -> A main[0]", "Ghost main[0] -> A main[0]"],
            N8nNormal.Connections(Exported(result)));
    }

    [Fact]
    public void Import_FanOut_OrdersEdgesByHeightThenFromTheLeft()
    {
        var result = Import("""
            {"nodes":[{"name":"A","id":"a","type":"t","position":[0,0]},{"name":"low","id":"low","type":"t","position":[0,300]},
              {"name":"right","id":"right","type":"t","position":[900,10]},{"name":"left","id":"left","type":"t","position":[100,10]}],
             "connections":{"A":{"main":[[{"node":"low"},{"node":"right"}],[{"node":"left"}]]}}}
            """);

        Assert.Equal(["left", "right", "low"], result.Definition.Edges.Select(edge => edge.To));
        Assert.Equal(Flow.Sequential, result.Definition.Settings.Flow);
        Assert.All(result.Definition.Nodes, node => Assert.Equal(Join.Each, node.Policy.Join));
    }

    [Fact]
    public void Import_SubNodes_PlugIntoTheirHosts()
    {
        (string Kind, string Port)[] kinds =
        [
            ("ai_languageModel", "ai_model"), ("ai_tool", "ai_tool"), ("ai_memory", "ai_memory"), ("ai_embedding", "ai_embedding"), ("ai_vectorStore", "ai_store"),
            ("ai_outputParser", "ai_parser"), ("ai_document", "ai_document"), ("ai_textSplitter", "ai_splitter"), ("ai_retriever", "ai_retriever"), ("ai_reranker", "ai_reranker"),
        ];
        foreach (var (kind, port) in kinds)
        {
            var result = Import($$"""
                {"nodes":[{"name":"Sub","id":"sub","type":"s"},{"name":"Host","id":"host","type":"h"}],
                 "connections":{"Sub":{"{{kind}}":[[{"node":"Host","type":"{{kind}}","index":1}]]} } }
                """);

            Assert.Equal(new EdgeDefinition("sub", "host", port, port), Assert.Single(result.Definition.Edges));
            Assert.Equal([$"Sub {kind}[0] -> Host {kind}[1]"], N8nNormal.Connections(Exported(result)));
        }
    }

    [Fact]
    public void Import_ErrorOutput_IsThePortErrorOfKnownNodesAndStubsAlike()
    {
        var result = Import("""
            {"nodes":[{"name":"S","id":"s","type":"n8n-nodes-base.noOp","onError":"continueErrorOutput"},{"name":"U","id":"u","type":"unheard.of","onError":"continueErrorOutput"},{"name":"E","id":"e","type":"n8n-nodes-base.noOp"}],
             "connections":{"S":{"main":[[],[{"node":"E"}]]},"U":{"main":[[{"node":"S"}],[{"node":"E"}]]}}}
            """);

        Assert.Equal([("s", "error"), ("u", "main"), ("u", "error")], result.Definition.Edges.Select(edge => (edge.From, edge.Output)));
        Assert.Equal(OnError.ErrorOutput, result.Definition.Nodes[0].Policy.OnError);
    }

    [Theory]
    [InlineData("""{"retryOnFail":true}""", """{"retry":{"attempts":3,"backoff":"fixed","delaySeconds":1,"jitter":0}}""")]
    [InlineData("""{"retryOnFail":true,"maxTries":5,"waitBetweenTries":90000}""", """{"retry":{"attempts":5,"backoff":"fixed","delaySeconds":90,"maxDelaySeconds":90,"jitter":0}}""")]
    [InlineData("""{"retryOnFail":false,"maxTries":5}""", "{}")]
    [InlineData("""{"continueOnFail":true}""", """{"onError":"continue"}""")]
    [InlineData("""{"onError":"continueRegularOutput"}""", """{"onError":"continue"}""")]
    [InlineData("""{"onError":"continueErrorOutput"}""", """{"onError":"errorOutput"}""")]
    [InlineData("""{"onError":"stopWorkflow","continueOnFail":true}""", "{}")]
    [InlineData("""{"alwaysOutputData":true,"executeOnce":true}""", """{"alwaysOutput":true,"once":true}""")]
    public void Import_NodeSettings_BecomeItsPolicy(string settings, string policy)
    {
        var result = Import($$"""{"nodes":[{"name":"A","type":"n8n-nodes-base.noOp",{{settings[1..]}}]}""");

        var expected = JsonSerializer.Deserialize<NodePolicy>(policy, Auterity.Sdk.JsonDefaults.Options)!;
        Assert.Equal(expected with { Join = Join.Each }, result.Definition.Nodes[0].Policy);
    }

    [Fact]
    public void Import_Settings_AreTakenOver()
    {
        var result = Import("""
            {"nodes":[],"settings":{"executionOrder":"v1","timezone":"Europe/Rome","executionTimeout":120,"errorWorkflow":"3f2504e0-4f89-11d3-9a0c-0305e82c3301","saveDataSuccessExecution":"none"}}
            """);

        Assert.Equal(
            new WorkflowSettings { Flow = Flow.Sequential, ForgiveMissing = true, TimeZone = "Europe/Rome", RunTimeoutSeconds = 120, ErrorWorkflow = Guid.Parse("3f2504e0-4f89-11d3-9a0c-0305e82c3301"), Keep = Keep.Failures },
            result.Definition.Settings);
        Assert.Empty(result.Report.Notes);
    }

    [Fact]
    public void Import_SettingsThatMeanNothingHere_AreNoted()
    {
        var notes = Import("""{"nodes":[],"settings":{"timezone":"Mars/Olympus","executionTimeout":-1,"errorWorkflow":"XNlg"}}""").Report.Notes;

        Assert.Equal(["execution order v0", "'Mars/Olympus'", "'XNlg'"], new[] { "execution order v0", "'Mars/Olympus'", "'XNlg'" }.Where(words => notes.Any(note => note.Contains(words, StringComparison.Ordinal))));
    }

    [Fact]
    public void Import_UnknownNode_IsAStubThatKeepsEverything()
    {
        var result = Import("""
            {"nodes":[{"name":"Send","id":"s","type":"x.telegram","typeVersion":1.2,"parameters":{"chatId":"=1"},"credentials":{"telegramApi":{"id":"7","name":"My bot"}}}]}
            """);

        var node = Assert.Single(result.Definition.Nodes);
        Assert.Equal("n8n.stub", node.Type);
        Assert.True(JsonElement.DeepEquals(node.Parameters, JsonDocument.Parse("""
            {"type":"x.telegram","typeVersion":1.2,"parameters":{"chatId":"=1"},"credentials":{"telegramApi":{"id":"7","name":"My bot"}}}
            """).RootElement), node.Parameters.GetRawText());
        var line = Assert.Single(result.Report.Nodes);
        Assert.Equal((ImportStatus.Stub, "There is no node for 'x.telegram' here yet. Needs credential 'My bot' of type telegramApi."), (line.Status, line.Reason));
        Assert.Equal(new NeededCredential("s", "Send", "telegramApi", "My bot", null, "telegram.bot"), Assert.Single(result.Report.Credentials));
    }

    [Fact]
    public void Import_KnownNodeWithCredential_NamesSlotAndType()
    {
        var result = Import("""
            {"nodes":[{"name":"Call","id":"c","type":"n8n-nodes-base.httpRequest","typeVersion":4.2,"parameters":{"url":"https://example.com"},"credentials":{"httpHeaderAuth":{"id":"7","name":"Key"}}}]}
            """);

        Assert.Equal(new NeededCredential("c", "Call", "httpHeaderAuth", "Key", "auth", "http.header"), Assert.Single(result.Report.Credentials));
        Assert.Equal((ImportStatus.Ready, "Needs credential 'Key' of type httpHeaderAuth."), (result.Report.Nodes[0].Status, result.Report.Nodes[0].Reason));
    }

    [Fact]
    public void Import_UnknownTrigger_IsAStubThatCanBeStarted() =>
        Assert.Equal("n8n.stubTrigger", Import("""{"nodes":[{"name":"On message","type":"x.telegramTrigger"}]}""").Definition.Nodes[0].Type);

    [Fact]
    public void Import_TypeThisInstallationLacks_IsAStub()
    {
        var result = N8nImporter.Import("""{"nodes":[{"name":"A","type":"n8n-nodes-base.noOp"}]}"""u8.ToArray(), new HashSet<string>());

        Assert.Equal(("n8n.stub", "This installation has no node 'flow.noop'."), (result.Definition.Nodes[0].Type, result.Report.Nodes[0].Reason));
    }

    [Fact]
    public void Import_StickyNotes_AreLayout()
    {
        var result = Import("""
            {"nodes":[{"name":"Note","id":"n","type":"n8n-nodes-base.stickyNote","position":[10,20],"parameters":{"content":"# Hi","width":300,"height":"80","color":4}}]}
            """);

        var note = Assert.Single(result.Layout.GetProperty("notes").EnumerateArray());
        Assert.Equal(("# Hi", 300, 80, "green", 10, 20), (note.GetProperty("text").GetString(), note.GetProperty("width").GetInt32(), note.GetProperty("height").GetInt32(),
            note.GetProperty("color").GetString(), note.GetProperty("x").GetInt32(), note.GetProperty("y").GetInt32()));
        Assert.Empty(result.Definition.Nodes);
    }

    [Fact]
    public void Import_PinnedData_IsUnwrappedAndComesBackOnExport()
    {
        var result = Import("""{"nodes":[{"name":"A","id":"a","type":"t"}],"pinData":{"A":[{"json":{"x":1}},{"y":2}],"Gone":[{"json":{}}]}}""");

        Assert.Equal("""[{"x":1},{"y":2}]""", result.Pins["a"].GetRawText());
        Assert.Equal("""[{"json":{"x":1}},{"json":{"y":2}}]""", Exported(result).GetProperty("pinData").GetProperty("A").GetRawText());
        Assert.Contains("There is pinned data for 'Gone', which is not there.", result.Report.Notes);
    }

    [Fact]
    public void Export_AfterEdits_WritesWhatChangedHere()
    {
        var result = Import("""
            {"name":"W","nodes":[{"name":"A","id":"a","type":"n8n-nodes-base.noOp","position":[0,0],"parameters":{}},{"name":"B","id":"b","type":"x.y","position":[5,5],"parameters":{}}],
             "connections":{"A":{"main":[[{"node":"B","type":"main","index":0}]]}}}
            """);
        var definition = result.Definition with
        {
            Nodes =
            [
                result.Definition.Nodes[0] with { Name = "Renamed", Disabled = true, Policy = NodePolicy.Default with { OnError = OnError.Continue, Retry = new RetryPolicy { Attempts = 4, DelaySeconds = 2 } } },
                result.Definition.Nodes[1],
                new NodeDefinition { Id = "c", Name = "New", Type = "flow.noop" },
            ],
        };

        var export = N8nExporter.Export("W2", definition, result.Layout);

        var json = JsonDocument.Parse(export.Json).RootElement;
        var first = json.GetProperty("nodes")[0];
        Assert.Equal(("W2", "Renamed", true, "continueRegularOutput", 4), (json.GetProperty("name").GetString(), first.GetProperty("name").GetString(),
            first.GetProperty("disabled").GetBoolean(), first.GetProperty("onError").GetString(), first.GetProperty("maxTries").GetInt32()));
        Assert.Equal(["Renamed main[0] -> B main[0]"], N8nNormal.Connections(json));
        Assert.Contains("'New' (flow.noop) was made here; n8n has no such node.", export.Notes);
    }

    private static ImportResult Import(string file) => N8nImporter.Import(Encoding.UTF8.GetBytes(file));

    private static JsonElement Exported(ImportResult result) => JsonDocument.Parse(N8nExporter.Export(result.Name, result.Definition, result.Layout).Json).RootElement;
}
