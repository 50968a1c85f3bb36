using System.Net;
using System.Net.Sockets;
using System.Text;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.BadInput;

/// <summary>Bodies that are too much, too little, too slow, or not what they say.</summary>
public sealed class BodyTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private HttpClient Client => host.Client;

    private HttpClient Caller => host.Server.Anonymous;

    [Theory]
    [InlineData("/api/workflows")]
    [InlineData("/api/workflows/import")]
    [InlineData("/api/credentials")]
    public async Task Post_AHundredMegabytes_Is413(string path) =>
        await (await Client.PostWaryAsync(path, HookFlows.Bytes(new byte[100 << 20], "application/json"))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");

    [Fact]
    public async Task CallHook_AHundredMegabytes_Is413AndStartsNothing()
    {
        var (path, workflow) = await Client.HookAsync();

        await (await Caller.PostWaryAsync("/hooks/" + path, HookFlows.Bytes(new byte[100 << 20], "application/json"))).ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");

        Assert.Empty(await Client.RunsOfAsync(workflow));
    }

    [Fact]
    public async Task CallHook_TenMegabytesOfJson_StartsARun()
    {
        var (path, _) = await Client.HookAsync(respond: "immediately");

        using var response = await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body($$"""{"text":"{{new string('x', 10 << 20)}}"}"""));

        Assert.Equal("succeeded", (await Client.EndOfAsync((await response.ReadAsync(HttpStatusCode.Accepted)).Text("runId"))).Text("status"));
    }

    [Theory]
    [InlineData(100, HttpStatusCode.OK)]
    [InlineData(113, HttpStatusCode.BadRequest)]
    [InlineData(128, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task CallHook_DeepJson_IsTakenUpToTheLimit(int depth, HttpStatusCode expected)
    {
        var (path, workflow) = await Client.HookAsync();

        using var response = await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body(new string('[', depth) + new string(']', depth)));

        await response.ReadAsync(expected);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, (await Client.RunsOfAsync(workflow)).Length);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"a\":1} x")]
    [InlineData("nul")]
    public async Task CallHook_BrokenJson_IsABadRequest(string body)
    {
        var (path, _) = await Client.HookAsync();

        await (await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body(body))).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
    }

    [Fact]
    public async Task CallHook_HalfASurrogatePair_IsABadRequest()
    {
        var (path, _) = await Client.HookAsync();

        await (await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body("{\"a\":\"\\ud800\"}"))).ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-text");
        await (await Caller.CallAsync("/hooks/" + path, "POST", Flows.Body("{\"a\":\"\\ud83d\\ude00 \\\\ud800\"}"))).ReadAsync(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("")]
    public async Task CallHook_JsonThatIsNotUtf8_IsABadRequest(string type)
    {
        var (path, _) = await Client.HookAsync();

        using var response = await Caller.CallAsync("/hooks/" + path, "POST", HookFlows.Bytes([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8], type.Length == 0 ? null : type));

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        await response.ReadAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain; charset=no-such")]
    [InlineData("text/plain; charset=utf-7")]
    [InlineData("nonsense")]
    [InlineData("*/*; q=1")]
    [InlineData("application/json; charset=utf-16")]
    public async Task CallHook_BodyThatIsNotWhatItSays_IsNeverAFaultOfOurs(string type)
    {
        var (path, _) = await Client.HookAsync();
        foreach (var body in new[] { "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", "\0\0\0", string.Join('&', Enumerable.Range(0, 5_000).Select(n => $"k{n}=v")), "=%ZZ&&&=" + new string('a', 3_000_000) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/" + path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var response = await Caller.SendAsync(request, Json.Token);

            Assert.True((int)response.StatusCode < 500, $"{type}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Json.Token)}");
        }
    }

    [Fact]
    public async Task Post_JsonInACharsetNobodyKnows_IsTheCallersFault()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/workflows") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=no-such");

        var problem = await (await Client.SendAsync(request, Json.Token)).ReadProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        Assert.Contains("'no-such'", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ChunkedWithoutALength_IsRead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/workflows") { Content = Flows.Body($$"""{"name":"Chunked","definition":{{Flows.Sound}}}""") };
        request.Headers.TransferEncodingChunked = true;

        await (await Client.SendAsync(request, Json.Token)).ReadAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("POST /api/workflows HTTP/1.1\r\nHost: x\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400")]
    [InlineData("POST /api/workflows HTTP/1.1\r\nHost: x\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n", "400")]
    [InlineData("POST /api/workflows HTTP/1.1\r\nHost: x\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n", "400")]
    [InlineData("GET /api/runs?text=%zz HTTP/1.1\r\nHost: x\r\nX-Api-Key: KEY\r\n\r\n", "200")]
    [InlineData("GET /hooks/%00 HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET /hooks/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "401")]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    public async Task Send_RawRequest_IsAnswered(string request, string status)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Server.Address.Host, host.Server.Address.Port, Json.Token);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.Replace("KEY", Server.Key, StringComparison.Ordinal)), Json.Token);

        using var reader = new StreamReader(socket.GetStream());
        var line = await reader.ReadLineAsync(Json.Token);

        Assert.StartsWith("HTTP/1.1 " + status, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallHook_WhoseBodyNeverComes_HoldsUpNobodyElse()
    {
        var (path, workflow) = await Client.HookAsync(respond: "immediately");
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Server.Address.Host, host.Server.Address.Port, Json.Token);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /hooks/{path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{"), Json.Token);

        await (await Caller.CallAsync("/hooks/" + path)).ReadAsync(HttpStatusCode.Accepted);
        socket.Close();

        Assert.Single(await Client.RunsOfAsync(workflow));
    }
}
