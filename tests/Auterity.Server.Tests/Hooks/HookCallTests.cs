using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Hooks;

public abstract class HookCallTests(SharedServer host)
{
    private HttpClient Client => host.Client;

    private HttpClient Caller => host.Server.Anonymous;

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task Call_WithEachMethod_StartsARunThatKnowsIt(string method)
    {
        var (path, _) = await Client.HookAsync($$"""
            "methods":["{{method}}"],
            """);

        var item = await (await Caller.CallAsync($"/hooks/{path}?a=1&b=2&b=3", method, null, ("X-Mine", "yes"))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal((method, $"/hooks/{path}", "1", "yes"), (item.Text("method"), item.Text("path"), item.GetProperty("query").Text("a"), item.GetProperty("headers").Text("x-mine")));
        Assert.Equal("""["2","3"]""", item.GetProperty("query").GetProperty("b").GetRawText());
    }

    [Fact]
    public async Task Call_Head_AnswersAsGetWithoutABody()
    {
        var (path, _) = await Client.HookAsync("""
            "methods":["GET"],
            """);

        using var response = await Caller.CallAsync("/hooks/" + path, "HEAD");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Json.Token));
    }

    [Fact]
    public async Task Call_PathParameters_AreUnescapedOnceAndFixedSegmentsWin()
    {
        var path = "orders" + Guid.CreateVersion7().ToString("N");
        await Client.HookAsync("", path + "/{id}/lines/:line");
        await Client.HookAsync("", path + "/new/lines/{line}");

        var item = await (await Caller.CallAsync($"/hooks/{path}/a%2Fb%20%C3%A9/lines/50%2525")).ReadAsync(HttpStatusCode.OK);
        var fixedOne = await (await Caller.CallAsync($"/hooks/{path}/new/lines/2")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(("a/b é", "50%25"), (item.GetProperty("params").Text("id"), item.GetProperty("params").Text("line")));
        Assert.Equal("""{"line":"2"}""", fixedOne.GetProperty("params").GetRawText());
    }

    [Theory]
    [InlineData("application/json", """ { "n" : 1 } """, """{"n":1}""")]
    [InlineData("application/vnd.thing+json", "[1]", "[1]")]
    [InlineData("application/json", "7", "7")]
    [InlineData(null, """{"n":1}""", """{"n":1}""")]
    [InlineData("application/x-www-form-urlencoded", "a=1&b=x%20y&b=z", """{"a":"1","b":["x y","z"]}""")]
    [InlineData("text/plain", "hello", "\"hello\"")]
    [InlineData("application/xml", "<a/>", "\"<a/>\"")]
    [InlineData("application/json", "", "{}")]
    public async Task Call_Body_IsReadAsItsTypeSays(string? type, string body, string expected)
    {
        var (path, _) = await Client.HookAsync();

        var item = await (await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes(Encoding.UTF8.GetBytes(body), type))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal(expected, item.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Call_JsonWithAByteOrderMark_IsRead()
    {
        var (path, _) = await Client.HookAsync();

        var item = await (await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes([0xEF, 0xBB, 0xBF, .. "{\"n\":1}"u8], "application/json"))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("""{"n":1}""", item.GetProperty("body").GetRawText());
    }

    [Fact]
    public async Task Call_Latin1Text_IsReadInItsCharset()
    {
        var (path, _) = await Client.HookAsync();

        var item = await (await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes([0x63, 0x61, 0x66, 0xE9], "text/plain; charset=iso-8859-1"))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("café", item.Text("body"));
    }

    [Fact]
    public async Task Call_Multipart_BringsFieldsAndFiles()
    {
        var (path, workflow) = await Client.HookAsync();
        var big = new byte[300_000];
        Random.Shared.NextBytes(big);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Zoë"), "name" }, { HookFlows.Bytes(big, "image/png"), "photo", "../../me.png" }, { HookFlows.Bytes("x"u8.ToArray(), "text/plain"), "photo", "two.txt" },
        };

        var item = await (await Caller.CallAsync("/hooks/" + path, "POST", form)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("""{"name":"Zoë"}""", item.GetProperty("body").GetRawText());
        var files = (await Client.StepsAsync((await Client.RunsOfAsync(workflow))[0].Text("id"))).Single().GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("binary");
        var photo = files.GetProperty("photo");
        Assert.Equal(("image/png", "me.png", 300_000), (photo.Text("mimeType"), photo.Text("fileName"), photo.GetProperty("size").GetInt32()));
        Assert.Equal("two.txt", files.GetProperty("photo_1").Text("fileName"));
        Assert.Equal(big, await Client.GetByteArrayAsync("/api/blobs/" + photo.Text("id"), Json.Token));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20_000_000)]
    public async Task Call_BinaryBody_IsKeptAsAFile(int size)
    {
        var (path, workflow) = await Client.HookAsync();
        var bytes = new byte[size];
        Random.Shared.NextBytes(bytes);

        var item = await (await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes(bytes, "application/octet-stream"))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("{}", item.GetProperty("body").GetRawText());
        var file = (await Client.StepsAsync((await Client.RunsOfAsync(workflow))[0].Text("id"))).Single().GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("binary").GetProperty("data");
        Assert.Equal(bytes, await Client.GetByteArrayAsync("/api/blobs/" + file.Text("id"), Json.Token));
    }

    [Fact]
    public async Task Call_RawBody_KeepsItByteForByteBesideTheJson()
    {
        var (path, workflow) = await Client.HookAsync("""
            "rawBody":true,
            """);

        await (await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes(" { \"a\" : 1 } "u8.ToArray(), "application/json"))).ReadAsync(HttpStatusCode.OK);

        var file = (await Client.StepsAsync((await Client.RunsOfAsync(workflow))[0].Text("id"))).Single().GetProperty("outputs").GetProperty("main").GetProperty("items")[0].GetProperty("binary").GetProperty("data");
        Assert.Equal(" { \"a\" : 1 } ", await Client.GetStringAsync("/api/blobs/" + file.Text("id"), Json.Token));
    }

    [Fact]
    public async Task Answer_AtOnce_NamesTheStoredRun()
    {
        var (path, _) = await Client.HookAsync("", respond: "immediately");

        using var response = await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body("{}"));

        var run = (await response.ReadAsync(HttpStatusCode.Accepted)).Text("runId");
        Assert.Equal(run, response.Headers.GetValues("X-Run-Id").Single());
        Assert.Equal("succeeded", (await Client.EndOfAsync(run)).Text("status"));
    }

    [Fact]
    public async Task Answer_AtOnce_CarriesTheAuthorsStatusTextAndHeaders()
    {
        var (path, _) = await Client.HookAsync("""
            "responseCode":201,"responseBody":"thanks","responseHeaders":{"X-Thanks":"yes"},
            """, respond: "immediately");

        using var response = await Caller.CallAsync("/hooks/" + path);

        Assert.Equal((HttpStatusCode.Created, "thanks", "yes"), (response.StatusCode, await response.Content.ReadAsStringAsync(Json.Token), response.Headers.GetValues("X-Thanks").Single()));
    }

    [Fact]
    public async Task Answer_WhenFinished_OfAFailedRun_IsAProblemThatNamesIt()
    {
        var (path, workflow) = await Client.HookAsync(nodes: "," + """{"id":"f","type":"flow.stop","name":"No","parameters":{"message":"Not today"}}""", edges: """{"from":"h","to":"f"}""");

        var problem = await (await Caller.CallAsync("/hooks/" + path)).ReadProblemAsync(HttpStatusCode.InternalServerError, "run-failed");

        Assert.Equal((await Client.RunsOfAsync(workflow))[0].Text("id"), problem.Text("runId"));
    }

    [Fact]
    public async Task Answer_ByRespondNode_IsTheFirstOne()
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode",
            nodes: "," + """
                {"id":"r","type":"http.respond","name":"Answer","parameters":{"respondWith":"json","json":{"first":true},"status":418,"headers":{"X-By":"node"}}},
                {"id":"s","type":"http.respond","name":"Again","parameters":{"respondWith":"text","text":"too late"}}
                """, edges: """{"from":"h","to":"r"},{"from":"r","to":"s"}""");

        using var response = await Caller.CallAsync("/hooks/" + path);

        Assert.Equal(((HttpStatusCode)418, """{"first":true}""", "node"), (response.StatusCode, await response.Content.ReadAsStringAsync(Json.Token), response.Headers.GetValues("X-By").Single()));
    }

    [Theory]
    [InlineData("""{"X-By":"Zo\u00eb"}""")]
    [InlineData("""{"X-By":"a\u0001b"}""")]
    [InlineData("""{"":"x"}""")]
    [InlineData("""{"Content-Type":"text/\u00e9"}""")]
    public async Task Answer_WithAHeaderThatCannotBeSent_NamesItAndFailsTheRun(string headers)
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode",
            nodes: "," + $$$"""{"id":"r","type":"http.respond","name":"Answer","parameters":{"respondWith":"text","text":"x","headers":{{{headers}}}}}""", edges: """{"from":"h","to":"r"}""");

        var problem = await (await Caller.CallAsync("/hooks/" + path)).ReadProblemAsync(HttpStatusCode.InternalServerError, "run-failed");

        Assert.Contains("is no usable header", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Content-Length":"500"}""")]
    [InlineData("""{"Content-Length":"abc"}""")]
    [InlineData("""{"Transfer-Encoding":"chunked"}""")]
    [InlineData("""{"Connection":"close","Keep-Alive":"x","Upgrade":"x","Trailer":"x"}""")]
    public async Task Answer_WithHeadersThatFrameIt_IsFramedByTheServer(string headers)
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode",
            nodes: "," + $$$"""{"id":"r","type":"http.respond","name":"Answer","parameters":{"respondWith":"text","text":"whole","headers":{{{headers}}}}}""", edges: """{"from":"h","to":"r"}""");

        using var response = await Caller.CallAsync("/hooks/" + path);

        Assert.Equal((HttpStatusCode.OK, "whole", 5), (response.StatusCode, await response.Content.ReadAsStringAsync(Json.Token), response.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Answer_ThatRedirectsToAnAddressInAnotherScript_SendsItInAscii()
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode",
            nodes: "," + """{"id":"r","type":"http.respond","name":"Answer","parameters":{"respondWith":"redirect","url":"http://\u00e9.example/\u00fc"}}""", edges: """{"from":"h","to":"r"}""");

        using var response = await new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Server.Address }.CallAsync("/hooks/" + path);

        Assert.Equal((HttpStatusCode.Found, "http://xn--9ca.example/%C3%BC"), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Call_NoPathAtAll_IsNoHook() => await (await Caller.CallAsync("/hooks")).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");

    [Fact]
    public async Task Answer_ByRespondNodeThatIsTheLastStep_ReachesTheCaller()
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode",
            nodes: "," + """{"id":"r","type":"http.respond","name":"Answer","parameters":{"respondWith":"text","text":"=Hello {{ $json.query.who }}"}}""", edges: """{"from":"h","to":"r"}""");

        Assert.Equal("Hello Zoë", await (await Caller.CallAsync($"/hooks/{path}?who=Zo%C3%AB")).Content.ReadAsStringAsync(Json.Token));
    }

    [Fact]
    public async Task Answer_ByRespondNodeThatNeverCame_IsAnEmptyObject()
    {
        var (path, _) = await Client.HookAsync(respond: "respondNode");

        Assert.Equal("{}", (await (await Caller.CallAsync("/hooks/" + path)).ReadAsync(HttpStatusCode.OK)).GetRawText());
    }

    [Fact]
    public async Task Answer_AfterTheAnswerTimeout_Is202AndTheRunGoesOn()
    {
        var (path, _) = await Client.HookAsync(
            nodes: "," + """{"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}}""", edges: """{"from":"h","to":"w"}""", settings: """{"answerTimeoutSeconds":0.2}""");

        using var response = await Caller.CallAsync("/hooks/" + path);

        var run = (await response.ReadAsync(HttpStatusCode.Accepted)).Text("runId");
        Assert.Equal($"/api/runs/{run}", response.Headers.Location!.ToString());
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("succeeded", (await Client.EndOfAsync(run)).Text("status"));
    }

    [Fact]
    public async Task Call_WhoseCallerDisconnects_GoesOn()
    {
        var (path, workflow) = await Client.HookAsync(
            nodes: "," + """{"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}}""", edges: """{"from":"h","to":"w"}""");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(host.Server.Address.Host, host.Server.Address.Port, Json.Token);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /hooks/{path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{{}}"), Json.Token);
            await FirstRunAsync(workflow);
        }

        var run = (await FirstRunAsync(workflow)).Text("id");
        await host.Server.UntilStatusAsync(Client, run, "waiting");
        await (await Client.ActAsync(run, "signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        Assert.Equal("succeeded", (await Client.EndOfAsync(run)).Text("status"));
    }

    [Fact]
    public async Task Call_WithTheSameDedupeValue_StartsOneRun()
    {
        var (path, workflow) = await Client.HookAsync("""
            "dedupe":"={{ $json.headers['x-event-id'] }}",
            """, respond: "immediately");

        for (var i = 0; i < 3; i++)
            await (await Caller.CallAsync("/hooks/" + path, "POST", null, ("X-Event-Id", "e1"))).ReadAsync(HttpStatusCode.Accepted);
        await (await Caller.CallAsync("/hooks/" + path, "POST", null, ("X-Event-Id", "e2"))).ReadAsync(HttpStatusCode.Accepted);
        await (await Caller.CallAsync("/hooks/" + path)).ReadAsync(HttpStatusCode.Accepted);
        await (await Caller.CallAsync("/hooks/" + path)).ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal(4, (await Client.RunsOfAsync(workflow)).Length);
    }

    [Fact]
    public async Task Call_PathOrMethodThatNobodyAnswers_SaysWhichDo()
    {
        var (path, workflow) = await Client.HookAsync("""
            "methods":["PUT","GET"],
            """);

        await (await Caller.CallAsync("/hooks/no-such-" + path)).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
        using var wrong = await Caller.CallAsync("/hooks/" + path);
        await wrong.ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "hook-method");
        Assert.Equal(["GET", "PUT"], wrong.Content.Headers.Allow.Order());
        await Client.PatchAsync(workflow, """{"active":false}""");
        await (await Caller.CallAsync("/hooks/" + path, "GET")).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
    }

    [Fact]
    public async Task Call_OfAnotherTenant_NeedsItsName()
    {
        var slug = "t" + Guid.CreateVersion7().ToString("N");
        var (other, _) = await host.Server.AddTenantAsync(slug);
        var (path, _) = await other.HookAsync();

        await (await Caller.CallAsync("/hooks/" + path)).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
        await (await Caller.CallAsync($"/hooks/{slug}/{path}")).ReadAsync(HttpStatusCode.OK);
        await (await Caller.CallAsync($"/hooks/{slug}/{path}", "PUT")).ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "hook-method");
    }

    [Fact]
    public async Task CallTest_Draft_RunsItAsATest()
    {
        var path = "draft" + Guid.CreateVersion7().ToString("N");
        var id = (await Client.CreateAsync($$$"""{"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"{{{path}}}/{id}","respond":"whenFinished"}}]}""")).Text("id");

        var item = await (await Caller.CallAsync($"/hooks-test/{path}/7")).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("7", item.GetProperty("params").Text("id"));
        Assert.Equal("test", (await Client.RunsOfAsync(id))[0].Text("mode"));
        await (await Caller.CallAsync($"/hooks/{path}/7")).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
        await (await Caller.CallAsync("/hooks-test/none-" + path)).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
    }

    [Fact]
    public async Task CallTest_DraftIsEdited_AnswersAtItsNewPathOnly()
    {
        var path = "draft" + Guid.CreateVersion7().ToString("N");
        string At(string to) => $$$"""{"nodes":[{"id":"h","type":"trigger.form","name":"Form","parameters":{"path":"{{{to}}}","title":"Order","fields":[{"label":"A"}]}}]}""";
        var created = await Client.CreateAsync(At(path));
        Assert.Equal(HttpStatusCode.OK, (await Caller.CallAsync("/hooks-test/" + path, "GET")).StatusCode);

        await Client.SaveAsync(created.Text("id"), At(path + "-2"));

        await (await Caller.CallAsync("/hooks-test/" + path, "GET")).ReadProblemAsync(HttpStatusCode.NotFound, "hook-missing");
        Assert.Equal(HttpStatusCode.OK, (await Caller.CallAsync($"/hooks-test/{path}-2", "GET")).StatusCode);
    }

    private async Task<JsonElement> FirstRunAsync(string workflow)
    {
        while (true)
        {
            if (await Client.RunsOfAsync(workflow) is [var run, ..]) return run;
            Json.Token.ThrowIfCancellationRequested();
        }
    }
}

public sealed class SqliteHookCallTests(DefaultServer host) : HookCallTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresHookCallTests(DefaultPostgresServer host) : HookCallTests(host), IClassFixture<DefaultPostgresServer>;
