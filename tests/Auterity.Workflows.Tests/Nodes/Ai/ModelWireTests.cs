using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes.Ai;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Nodes.Ai;

/// <summary>What models are asked over the wire, and how their answers are read.</summary>
public sealed class ModelWireTests
{
    private static readonly object Question = new
    {
        messages = new object[]
        {
            new { role = "system", content = "Be brief." }, new { role = "user", content = "Weather?" },
            new { role = "assistant", content = "", calls = new[] { new { id = "c1", name = "weather", arguments = new { city = "Bonn" } } } }, new { role = "tool", content = "12", callId = "c1" },
        },
        tools = new[] { new { name = "weather", description = "Knows it", schema = new { type = "object" } } },
    };

    [Fact]
    public async Task OpenAi_Call_SpeaksChatCompletions()
    {
        var (request, reply) = await CallAsync<OpenAiModelNode>(new { model = "gpt-x", temperature = 0.5, maxTokens = 100 }, new("http.bearer", new Dictionary<string, string> { ["token"] = "secret" }),
            """{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"id":"c2","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Köln\"}"}}]}}],"usage":{"prompt_tokens":7,"completion_tokens":3}}""");

        Assert.Equal(("POST", "/chat/completions", "Bearer secret"), (request.Method, request.Target, request.Headers["authorization"]));
        Assert.Equal("""{"model":"gpt-x","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather?"},{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Bonn\"}"}}]},{"role":"tool","content":"12","tool_call_id":"c1"}],"temperature":0.5,"max_completion_tokens":100,"tools":[{"type":"function","function":{"name":"weather","description":"Knows it","parameters":{"type":"object"}}}]}""", request.Text);
        Assert.Equal("""{"text":"","calls":[{"id":"c2","name":"weather","arguments":{"city":"Köln"}}],"usage":{"input":7,"output":3}}""", reply.GetRawText());
    }

    [Fact]
    public async Task OpenAi_OnAzure_NamesTheModelInThePath()
    {
        var (request, _) = await CallAsync<OpenAiModelNode>(new { model = "mine", azureApiVersion = "2024-10-21" }, new("http.header", new Dictionary<string, string> { ["name"] = "api-key", ["value"] = "secret" }), """{"choices":[{"message":{"content":"Hi"}}]}""");

        Assert.Equal(("/openai/deployments/mine/chat/completions?api-version=2024-10-21", "secret"), (request.Target, request.Headers["api-key"]));
    }

    [Fact]
    public async Task Anthropic_Call_SpeaksMessages()
    {
        var (request, reply) = await CallAsync<AnthropicModelNode>(new { model = "claude-x", maxTokens = 100 }, new("http.header", new Dictionary<string, string> { ["name"] = "x-api-key", ["value"] = "secret" }),
            """{"content":[{"type":"text","text":"It is "},{"type":"text","text":"warm."},{"type":"tool_use","id":"t1","name":"weather","input":{"city":"Köln"}}],"usage":{"input_tokens":7,"output_tokens":3}}""");

        Assert.Equal(("/v1/messages", "secret", "2023-06-01"), (request.Target, request.Headers["x-api-key"], request.Headers["anthropic-version"]));
        Assert.Equal("""{"model":"claude-x","max_tokens":100,"system":"Be brief.","tools":[{"name":"weather","description":"Knows it","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"weather","input":{"city":"Bonn"}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"12"}]}]}""", request.Text);
        Assert.Equal("""{"text":"It is warm.","calls":[{"id":"t1","name":"weather","arguments":{"city":"Köln"}}],"usage":{"input":7,"output":3}}""", reply.GetRawText());
    }

    [Fact]
    public async Task Model_Refusal_SaysWhy()
    {
        var refused = await Assert.ThrowsAsync<NodeException>(() => CallAsync<OpenAiModelNode>(new { model = "gpt-x" }, new("http.bearer", new Dictionary<string, string> { ["token"] = "secret" }), """{"error":{"message":"Rate limit reached"}}""", 429));

        Assert.Contains("Rate limit reached", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.Retryable);
    }

    [Fact]
    public async Task HttpTool_Places_AreFilledInByTheModel()
    {
        var (request, reply) = await CallAsync<HttpToolNode>(new { description = "d", method = "POST", url = "{base}/orders/{id}", query = new { q = "{what}" }, body = """{"note":"{note}"}""", answerField = "data" }, null, """{"data":{"ok":true}}""", arguments: new { id = "a/b", what = "x y", note = "say \"hi\"" });

        Assert.Equal(("POST", "/orders/a%2Fb?q=x%20y", """{"note":"say \"hi\""}"""), (request.Method, request.Target, request.Text));
        Assert.Equal("""{"ok":true}""", reply.GetString());
    }

    private static async Task<(LocalServer.Seen Request, JsonElement Reply)> CallAsync<T>(object parameters, Credential? credential, string answer, int status = 200, object? arguments = null) where T : Node
    {
        await using var server = await LocalServer.StartAsync(http =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (status, "application/json");
            return http.Response.WriteAsync(answer);
        });
        using var services = Outgoing.Services("127.0.0.1/32");
        var filled = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        if (typeof(T) != typeof(HttpToolNode)) filled["baseUrl"] = server.At("/");
        else filled["url"] = filled["url"]!.ToString().Replace("{base}/", server.At("/"), StringComparison.Ordinal);
        var context = new NetContext { Parameters = JsonSerializer.SerializeToElement(filled) };
        if (credential is not null) context.Credentials["auth"] = credential;
        var type = (AttachmentType)NodeType.Of(ActivatorUtilities.CreateInstance<T>(services));
        var reply = await type.CallAsync(InputBinder.Bind(context.Parameters, type.InputType), JsonSerializer.SerializeToElement(arguments ?? Question), context, TestContext.Current.CancellationToken);
        return (server.Last, reply);
    }
}
