using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Auterity.Server.Tests.Http;

public sealed class ProblemTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    [Fact]
    public async Task Get_UnknownPath_IsAProblem() =>
        await (await shared.Client.GetAsync("/api/nothing", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task Patch_PathThatTakesOtherMethods_NamesThem()
    {
        using var response = await shared.Client.PatchAsync("/api/api-keys", null, Json.Token);

        var problem = await response.ReadProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Contains("POST", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_BrokenRules_ListsEveryFault()
    {
        using var response = await Post("""{ "name": "x", "count": 99, "lines": [{ "quantity": 1 }, { "quantity": 9 }] }""");

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors");
        Assert.Equal(["count", "lines[1].quantity", "name"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "bad-request")]
    [InlineData("{", "invalid-json")]
    [InlineData("[1, 2]", "invalid-json")]
    [InlineData("""{ "name": 5, "count": 1 }""", "invalid-json")]
    [InlineData("""{ "name": null, "count": 1 }""", "invalid-json")]
    [InlineData("""{ "name": "ab", "count": 1, "count": 2 }""", "invalid-json")]
    [InlineData("""{ "name": "a\u0000b", "count": 1 }""", "invalid-text")]
    [InlineData("""{ "name": "a\ud800b", "count": 1 }""", "invalid-text")]
    [InlineData("""{ "name": "a\udc00", "count": 1 }""", "invalid-text")]
    [InlineData("""{ "name": "ab", "count": 1, "\ud800\ud800": 2 }""", "invalid-text")]
    public async Task Post_BodyOutOfShape_IsRefusedWithoutShowingOurTypes(string body, string code)
    {
        using var response = await Post(body);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain("Auterity.", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task Post_NoBody_SaysWhatIsMissing(string body)
    {
        using var response = await Post(body);

        Assert.Equal("The request has no body. Send a JSON object.", (await response.ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request")).Text("detail"));
    }

    [Theory]
    [InlineData("/api/runs?limit=ten", "'ten' is no value for limit: it takes a whole number.")]
    [InlineData("/api/runs?workflowId=x", "'x' is no value for workflowId: it takes an id.")]
    [InlineData("/api/runs/00000000-0000-0000-0000-000000000000?wait=long", "'long' is no value for wait: it takes a number.")]
    public async Task Get_QueryThatCannotBeRead_NamesTheFieldAndWhatItTakes(string path, string detail)
    {
        using var response = await shared.Client.GetAsync(path, Json.Token);

        Assert.Equal(detail, (await response.ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request")).Text("detail"));
    }

    [Theory]
    [InlineData("/test/typed")]
    [InlineData("/test/document")]
    public async Task Post_BodyThatIsNotUtf8_IsRefused(string path)
    {
        byte[] body = [.. """{ "name": "ab"""u8, 0xC3, 0x28, .. "\", \"count\": 1 }"u8];

        using var response = await Post(body, path);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest, "invalid-text");
        Assert.Contains("UTF-8", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(127, HttpStatusCode.OK)]
    [InlineData(129, HttpStatusCode.BadRequest)]
    [InlineData(100_000, HttpStatusCode.BadRequest)]
    public async Task Post_DeepDocument_IsTakenUpToTheLimit(int depth, HttpStatusCode expected)
    {
        using var response = await Post(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), "/test/document");

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Post_WrongContentType_Is415()
    {
        using var response = await shared.Client.PostAsync("/test/typed", new StringContent("name=ab", Encoding.UTF8, "application/x-www-form-urlencoded"), Json.Token);

        await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Post_LargerThanTheEndpointTakes_Is413()
    {
        using var response = await Post(Encoding.UTF8.GetBytes($$"""{ "name": "{{new string('x', 200)}}", "count": 1 }"""), "/test/small");

        await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Get_NulInQuery_IsRefused() =>
        await (await shared.Client.GetAsync("/api/api-keys?cursor=a%00b", Json.Token)).ReadProblemAsync(HttpStatusCode.BadRequest, "bad-request");

    [Fact]
    public async Task Get_FaultOfOurs_TellsNothingOfTheInside()
    {
        using var response = await shared.Client.GetAsync("/test/fault", Json.Token);

        var problem = await response.ReadProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_DecomposedText_ComesBackComposed()
    {
        using var response = await shared.Client.PostAsJsonAsync("/test/typed", new { name = "Zoe\u0308", count = 1 }, Json.Token);

        Assert.Equal("Zo\u00EB", (await response.ReadAsync(HttpStatusCode.OK)).Text("name"));
    }

    [Fact]
    public async Task Get_Anything_CarriesCarefulHeadersAndTheRequestId()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Request-Id", "my-id-1");

        using var response = await shared.Server.Anonymous.SendAsync(request, Json.Token);

        Assert.Equal("my-id-1", response.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"6\"", HttpStatusCode.PreconditionFailed)]
    public async Task Put_WithIfMatch_PassesOnlyTheCurrentVersion(string? tag, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/test/versioned");
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);

        using var response = await shared.Client.SendAsync(request, Json.Token);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("\"7\"", response.Headers.ETag?.Tag);
    }

    private Task<HttpResponseMessage> Post(string body) => Post(Encoding.UTF8.GetBytes(body), "/test/typed");

    private Task<HttpResponseMessage> Post(byte[] body, string path)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return shared.Client.PostAsync(path, content, Json.Token);
    }
}
