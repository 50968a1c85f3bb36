using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Auterity.Server.Tests.Credentials;

public sealed class CredentialTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private const string Secret = "hunter22-very-secret";

    private HttpClient Client => host.Client;

    [Fact]
    public async Task Create_Credential_ShowsWhichFieldsAreSetAndNoValue()
    {
        var (created, response) = await CreateAsync();

        Assert.Equal(("Shop API", "http.basic"), (created.Text("name"), created.Text("type")));
        Assert.Equal(["user", "password"], created.GetProperty("setFields").EnumerateArray().Select(field => field.GetString()));
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        foreach (var path in new[] { $"/api/credentials/{created.Text("id")}", "/api/credentials", "/api/credentials?type=http.basic" })
            Assert.DoesNotContain(Secret, await Client.GetStringAsync(path, Json.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_BrokenValues_ListsEveryFault()
    {
        var response = await Client.PostAsJsonAsync("/api/credentials", new { name = "x", type = "http.header", values = new { nonsense = "1" } }, Json.Token);

        var errors = (await response.ReadProblemAsync(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors");
        Assert.Equal(["values.name", "values.nonsense", "values.value"], errors.EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("""{"name":"x","type":"no.such","values":{}}"""), InlineData("""{"name":"","type":"http.basic","values":{}}"""), InlineData("""{"name":"x","type":"http.basic"}"""), InlineData("""{"name":"x","type":"http.basic","values":{"user":1}}"""), InlineData("[]"), InlineData("{")]
    public async Task Create_BrokenBody_IsABadRequest(string body)
    {
        var response = await Client.PostAsync("/api/credentials", new StringContent(body, Encoding.UTF8, "application/json"), Json.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Update_WithTheVersionRead_MergesValues()
    {
        var (created, _) = await CreateAsync();
        var path = $"/api/credentials/{created.Text("id")}";

        var changed = await PutAsync(path, "\"1\"", new { name = "Renamed", values = new Dictionary<string, string?> { ["user"] = "bob" } });
        var stale = await PutAsync(path, "\"1\"", new { name = "Again" });

        Assert.Equal("\"2\"", changed.Headers.ETag!.Tag);
        Assert.Equal(["user", "password"], (await changed.ReadAsync(HttpStatusCode.OK)).GetProperty("setFields").EnumerateArray().Select(field => field.GetString()));
        await stale.ReadProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
    }

    [Fact]
    public async Task Update_WhereTheSecretGoes_AsksForItAgain()
    {
        var (created, _) = await CreateAsync();

        var response = await PutAsync($"/api/credentials/{created.Text("id")}", null, new { values = new { testUrl = "https://evil.example/" } });

        Assert.Contains("again", (await response.ReadProblemAsync(HttpStatusCode.BadRequest, "invalid")).GetProperty("errors").GetProperty("values.password")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Credential_IsGone()
    {
        var (created, _) = await CreateAsync();
        var path = $"/api/credentials/{created.Text("id")}";

        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync(path, Json.Token)).StatusCode);

        await (await Client.GetAsync(path, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Client.DeleteAsync(path, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Test_InnerAddress_FailsAndHidesTheSecret()
    {
        var (created, _) = await CreateAsync(new { user = "ann", password = Secret, testUrl = $"http://169.254.169.254/{Secret}" });

        var outcome = await (await Client.PostAsync($"/api/credentials/{created.Text("id")}/test", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.False(outcome.GetProperty("ok").GetBoolean());
        Assert.Contains("Outbound:Allow", outcome.Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, outcome.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_NothingToTryItOn_SaysSo()
    {
        var (created, _) = await CreateAsync();

        var outcome = await (await Client.PostAsync($"/api/credentials/{created.Text("id")}/test", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.False(outcome.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True);
        Assert.Contains("test URL", outcome.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_List_HasSchemasWithMarkedSecrets()
    {
        var types = await Client.GetJsonAsync("/api/credentials/types");

        var basic = types.EnumerateArray().Single(type => type.Text("type") == "http.basic");
        Assert.True(basic.GetProperty("schema").GetProperty("properties").GetProperty("password").GetProperty("x-secret").GetBoolean());
        Assert.True(basic.GetProperty("canTest").GetBoolean());
    }

    [Fact]
    public async Task Anything_OtherTenantOrNobody_FindsNothing()
    {
        var (created, _) = await CreateAsync();
        var path = $"/api/credentials/{created.Text("id")}";
        var (other, _) = await host.Server.AddTenantAsync($"t{Guid.CreateVersion7():N}");

        await (await other.GetAsync(path, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.DeleteAsync(path, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.PostAsync(path + "/test", null, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await other.PutAsJsonAsync(path, new { name = "x" }, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await other.GetJsonAsync("/api/credentials")).GetProperty("items").GetArrayLength());
        await (await host.Server.Anonymous.GetAsync("/api/credentials", Json.Token)).ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    private async Task<(JsonElement Credential, HttpResponseMessage Response)> CreateAsync(object? values = null)
    {
        var response = await Client.PostAsJsonAsync("/api/credentials", new { name = "Shop API", type = "http.basic", values = values ?? new { user = "ann", password = Secret } }, Json.Token);
        return (await response.ReadAsync(HttpStatusCode.Created), response);
    }

    private Task<HttpResponseMessage> PutAsync(string path, string? version, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        return Client.SendAsync(request, Json.Token);
    }
}
