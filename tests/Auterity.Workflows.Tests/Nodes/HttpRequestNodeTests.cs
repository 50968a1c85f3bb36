using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class HttpRequestNodeTests
{
    private static readonly string[] Loopback = ["127.0.0.1/32", "127.0.0.2/32"];

    [Fact]
    public async Task Get_JsonObject_HandsOnItsBytes()
    {
        const string Body = """{ "id": 12345678901234567890, "price": 1.10 }""";
        await using var server = await LocalServer.StartAsync(context => Answer(context, Body));

        var item = Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/orders"), query = new { a = "1 2", b = new[] { "x", "y" } } }));

        Assert.Equal(Body, item.ToString());
        Assert.Equal("/orders?a=1%202&b=x&b=y", server.Last.Target);
        Assert.False(server.Last.Headers.ContainsKey("idempotency-key"));
    }

    [Fact]
    public async Task Get_JsonArray_OneItemForEachElement()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, """ [ {"a":1.0} , 2, "x", [3], {"b":{"c":[1]}} ] """));

        var items = await RunAsync(new NetContext(), new { url = server.At("/") });

        Assert.Equal(["""{"a":1.0}""", """{"data":2}""", """{"data":"x"}""", """{"data":[3]}""", """{"b":{"c":[1]}}"""], items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task Get_TextAndFile_FollowTheContentType()
    {
        await using var server = await LocalServer.StartAsync(context => context.Request.Path == "/file"
            ? Answer(context, "%PDF-1", "application/pdf", ("Content-Disposition", "attachment; filename=\"a/b.pdf\""))
            : Answer(context, "grüezi", "text/plain; charset=utf-8"));
        var context = new NetContext();

        var text = Assert.Single(await RunAsync(context, new { url = server.At("/text") }));
        var file = Assert.Single(await RunAsync(context, new { url = server.At("/file"), outputProperty = "invoice" })).Binary!["invoice"];

        Assert.Equal("grüezi", text.Json.GetProperty("data").GetString());
        Assert.Equal(("application/pdf", "b.pdf", "%PDF-1"), (file.MimeType, file.FileName, Encoding.UTF8.GetString(context.Files[file])));
    }

    [Fact]
    public async Task Get_FullResponse_HasStatusHeadersAndBody()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, """{"ok":true}""", headers: ("X-Total", "7")));

        var json = Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/"), fullResponse = true })).Json;

        Assert.Equal(200, json.GetProperty("statusCode").GetInt32());
        Assert.Equal("7", json.GetProperty("headers").GetProperty("x-total").GetString());
        Assert.True(json.GetProperty("body").GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Post_Json_SendsBodyAndIdempotencyKey()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, "{}"));

        await RunAsync(new NetContext(), new { url = server.At("/"), method = "post", body = "json", json = """{"n": 1.50}""", headers = new[] { new { name = "X-A", value = "b" } } });

        Assert.Equal(("POST", """{"n": 1.50}""", "application/json"), (server.Last.Method, server.Last.Text, server.Last.Headers["content-type"]));
        Assert.Equal(("key-1", "b"), (server.Last.Headers["idempotency-key"], server.Last.Headers["x-a"]));
    }

    [Fact]
    public async Task Post_OwnIdempotencyKeyOrNone_IsRespected()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, "{}"));

        await RunAsync(new NetContext(), new { url = server.At("/"), method = "POST", headers = new Dictionary<string, string> { ["idempotency-key"] = "mine" } });
        var own = server.Last;
        await RunAsync(new NetContext(), new { url = server.At("/"), method = "POST", sendIdempotencyKey = false });

        Assert.Equal("mine", own.Headers["idempotency-key"]);
        Assert.False(server.Last.Headers.ContainsKey("idempotency-key"));
    }

    [Fact]
    public async Task Post_FormAndMultipart_SendFieldsAndFiles()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, "{}"));
        var context = new NetContext();
        var file = await context.Files.SaveAsync(new MemoryStream("hello"u8.ToArray()), "text/csv", "a.csv", TestContext.Current.CancellationToken);
        context.InputItems = [new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["doc"] = file })];

        await RunAsync(context, new { url = server.At("/"), method = "POST", body = "form", fields = new object[] { new { name = "a b", value = "ü&" }, new { name = "n", value = 5 } } });
        var form = server.Last;
        await RunAsync(context, new { url = server.At("/"), method = "POST", body = "multipart", fields = new object[] { new { name = "f", property = "doc" }, new { name = "t", value = "v" } } });

        Assert.Equal("a+b=%C3%BC%26&n=5", form.Text);
        Assert.Contains("name=\"f\"; filename=\"a.csv\"", server.Last.Text, StringComparison.Ordinal);
        Assert.Contains("hello", server.Last.Text, StringComparison.Ordinal);
        await RunAsync(context, new { url = server.At("/"), method = "PUT", body = "binary", binaryProperty = "doc" });
        Assert.Equal(("hello", "text/csv"), (server.Last.Text, server.Last.Headers["content-type"]));
    }

    [Fact]
    public async Task Get_ErrorStatus_FailsWithStatusUrlAndBody()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, """{"error":{"message":"no such order"}}""", status: 404));

        var error = await FailAsync(new NetContext(), new { url = server.At("/orders?token=secret") });

        Assert.Equal("http-status", error.Error.Code);
        Assert.Contains("404 Not Found: no such order", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message + error.Error.Details, StringComparison.Ordinal);
        Assert.Equal(404, error.Error.Details!.Value.GetProperty("status").GetInt32());
        Assert.False(error.Retryable);
    }

    [Theory]
    [InlineData(408, true), InlineData(425, true), InlineData(429, true), InlineData(400, false), InlineData(422, false), InlineData(500, true), InlineData(503, true)]
    public async Task Get_ErrorStatus_SaysWhetherToTryAgain(int status, bool retryable)
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, "", status: status, headers: ("Retry-After", "7")));

        var error = await FailAsync(new NetContext(), new { url = server.At("/") });

        Assert.Equal((retryable, TimeSpan.FromSeconds(7)), (error.Retryable, error.RetryAfter));
    }

    [Fact]
    public async Task Get_NeverError_HandsTheAnswerOn()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, """{"why":"teapot"}""", status: 418));

        var item = Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/"), neverError = true }));

        Assert.Equal("teapot", item.Json.GetProperty("why").GetString());
    }

    [Fact]
    public async Task Post_NobodyListens_NothingWasSent()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var error = await FailAsync(new NetContext(), new { url = $"http://127.0.0.1:{port}/", method = "POST" });

        Assert.Equal(("connect-failed", true, false), (error.Error.Code, error.NotSent, error.OutcomeUnknown));
    }

    [Fact]
    public async Task Post_ConnectionCutAfterTheRequest_OutcomeIsUnknown()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var error = await FailAsync(new NetContext(), new { url = server.At("/"), method = "POST", body = "json", json = new { a = 1 } });

        Assert.Equal(("connection-lost", false, true), (error.Error.Code, error.NotSent, error.OutcomeUnknown));
    }

    [Fact]
    public async Task Post_NoAnswerInTime_OutcomeIsUnknown()
    {
        var never = new TaskCompletionSource();
        await using var server = await LocalServer.StartAsync(context => never.Task.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

        var error = await FailAsync(new NetContext(), new { url = server.At("/"), method = "POST", timeoutSeconds = 0.2 });

        Assert.Equal(("timeout", true), (error.Error.Code, error.OutcomeUnknown));
        never.SetResult();
    }

    [Fact]
    public async Task Get_AnswerLargerThanTheLimit_Fails()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            for (var i = 0; i < 100; i++) await context.Response.WriteAsync(new string('x', 1000));
        });

        var error = await FailAsync(new NetContext(), new { url = server.At("/"), maxBytes = 5000 });

        Assert.Equal("response-too-large", error.Error.Code);
    }

    [Theory]
    [InlineData("{\"a\":"), InlineData("{} x"), InlineData("not json")]
    public async Task Get_BrokenJson_SaysWhere(string body)
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, body));

        var error = await FailAsync(new NetContext(), new { url = server.At("/") });

        Assert.Equal("response-not-json", error.Error.Code);
        Assert.Contains("position", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_InvalidUtf8Json_IsRepaired()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{\"a\":\""u8.ToArray().Concat(new byte[] { 0xC3, 0x28 }).Concat("\"}"u8.ToArray()).ToArray());
        });

        var item = Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/") }));

        Assert.Equal("\uFFFD(", item.Json.GetProperty("a").GetString());
    }

    [Fact]
    public async Task Get_EmptyAnswer_OneEmptyItem()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, "", status: 204, type: null));

        Assert.Equal("{}", Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/") })).ToString());
    }

    [Fact]
    public async Task Redirect_ToAnInnerAddress_Refused()
    {
        await using var inner = await LocalServer.StartAsync(context => Answer(context, "{}"), "http://127.0.0.3:0");
        await using var server = await LocalServer.StartAsync(context => Redirect(context, inner.At("/secret")));

        var error = await FailAsync(new NetContext(), new { url = server.At("/") });

        Assert.Equal("address-refused", error.Error.Code);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_LeavesTheCredentialBehind()
    {
        await using var other = await LocalServer.StartAsync(context => Answer(context, "{}"), "http://127.0.0.2:0");
        await using var server = await LocalServer.StartAsync(context => Redirect(context, context.Request.Path == "/a" ? "/b" : other.At("/"), 307));
        var context = new NetContext();
        context.Credentials["auth"] = NetContext.Secret("http.header", ("name", "X-Api-Key"), ("value", "s3cret"));

        await RunAsync(context, new { url = server.At("/a"), method = "POST", body = "raw", raw = "kept" });

        Assert.Equal(["s3cret", "s3cret"], server.Requests.Select(request => request.Headers["x-api-key"]));
        Assert.False(other.Last.Headers.ContainsKey("x-api-key"));
        Assert.Equal(("POST", "kept"), (other.Last.Method, other.Last.Text));
    }

    [Fact]
    public async Task Redirect_InACircle_Ends()
    {
        await using var server = await LocalServer.StartAsync(context => Redirect(context, "/"));

        var error = await FailAsync(new NetContext(), new { url = server.At("/"), maxRedirects = 3 });

        Assert.Equal(("too-many-redirects", 4), (error.Error.Code, server.Requests.Count));
    }

    [Fact]
    public async Task Redirect_NotFollowed_IsTheAnswer()
    {
        await using var server = await LocalServer.StartAsync(context => Redirect(context, "/x"));

        var item = Assert.Single(await RunAsync(new NetContext(), new { url = server.At("/"), followRedirects = false, fullResponse = true }));

        Assert.Equal(302, item.Json.GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task Paging_NextUrl_ReadsToTheLastPage()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            var page = int.Parse(context.Request.Query["p"].FirstOrDefault() ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            return Answer(context, JsonSerializer.Serialize(new { page, next = page < 3 ? $"/?p={page + 1}" : null }));
        });
        var context = new NetContext { OnEvaluate = (_, names) => names["$response"].GetProperty("body").GetProperty("next") };

        var items = await RunAsync(context, new { url = server.At("/"), pagination = new { mode = "nextUrl", nextUrl = "={{ $response.body.next }}" } });

        Assert.Equal([1, 2, 3], items.Select(item => item.Json.GetProperty("page").GetInt32()));
    }

    [Fact]
    public async Task Paging_Parameter_StopsAtTheEmptyPage()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, context.Request.Query["offset"] == "2" ? "[]" : """[{"a":1}]"""));
        var context = new NetContext { OnEvaluate = (_, names) => names["$pageCount"] };

        var items = await RunAsync(context, new { url = server.At("/?offset=9"), pagination = new { mode = "parameters", parameters = new[] { new { name = "offset", value = "={{ $pageCount }}" } } } });

        Assert.Equal(2, items.Count);
        Assert.Equal(["/?offset=0", "/?offset=1", "/?offset=2"], server.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Paging_StatusAndMostPages_End()
    {
        await using var server = await LocalServer.StartAsync(context => Answer(context, """{"a":1}""", status: context.Request.Query["p"] == "2" ? 404 : 200));
        var context = new NetContext { OnEvaluate = (_, names) => names["$pageCount"] };
        object[] parameters = [new { name = "p", value = "={{ $pageCount }}" }];

        var byStatus = await RunAsync(context, new { url = server.At("/"), pagination = new { mode = "parameters", parameters, stopWhen = "status", statuses = "404" } });
        var byCount = await RunAsync(context, new { url = server.At("/"), pagination = new { mode = "parameters", parameters, maxPages = 1 } });

        Assert.Equal((2, 1), (byStatus.Count, byCount.Count));
    }

    [Fact]
    public async Task Paging_NextUrlOnAnotherHost_GetsNoCredential()
    {
        await using var other = await LocalServer.StartAsync(context => Answer(context, "{}"), "http://127.0.0.2:0");
        await using var server = await LocalServer.StartAsync(context => Answer(context, "{}"));
        var context = new NetContext { OnEvaluate = (_, _) => JsonSerializer.SerializeToElement(other.At("/")) };
        context.Credentials["auth"] = NetContext.Secret("http.bearer", ("token", "s3cret"));

        await RunAsync(context, new { url = server.At("/"), pagination = new { mode = "nextUrl", nextUrl = "=x", maxPages = 2, stopWhen = "expression", completeWhen = "=x" } });

        Assert.Equal("Bearer s3cret", server.Last.Headers["authorization"]);
        Assert.False(other.Last.Headers.ContainsKey("authorization"));
    }

    [Theory]
    [InlineData(""), InlineData("example.com"), InlineData("file:///etc/passwd"), InlineData("javascript:alert(1)"), InlineData("http://")]
    public async Task Url_NotCallable_SaysSo(string url) => Assert.Equal("invalid-parameters", (await FailAsync(new NetContext(), new { url })).Error.Code);

    private static async Task<IReadOnlyList<Item>> RunAsync(NetContext context, object parameters)
    {
        await using var services = Outgoing.Services(Loopback);
        return await context.RunAsync(services.Create<HttpRequestNode>(), parameters);
    }

    private static Task<NodeException> FailAsync(NetContext context, object parameters) => Assert.ThrowsAsync<NodeException>(() => RunAsync(context, parameters));

    private static Task Answer(HttpContext context, string body, string? type = "application/json", params (string Name, string Value)[] headers) => Answer(context, body, 200, type, headers);

    private static async Task Answer(HttpContext context, string body, int status, string? type = "application/json", params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        if (body.Length > 0) await context.Response.WriteAsync(body);
    }

    private static Task Redirect(HttpContext context, string to, int status = 302)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}
