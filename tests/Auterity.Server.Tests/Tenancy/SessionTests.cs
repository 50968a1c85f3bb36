using System.Net;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Tenancy;

public sealed class SessionTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    private static readonly Uri Session = new("/api/auth/session", UriKind.Relative);

    [Fact]
    public async Task SignIn_WithKey_SetsCookieThatScriptsCannotRead()
    {
        using var client = Browser();
        using var answer = await SignInAsync(client, Server.Key);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Server.Key, cookie, StringComparison.Ordinal);
        Assert.Equal("default", (await client.GetJsonAsync("/api/me")).GetProperty("tenant").Text("slug"));
    }

    [Fact]
    public async Task SignIn_WithUnknownKey_IsRefused()
    {
        using var client = Browser();
        using var answer = await SignInAsync(client, "aut_no-such-key-0123456789");

        await answer.ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://localhost:3000")]
    public async Task Call_WithCookieFromAnotherOrigin_IsNotSignedIn(string header, string value)
    {
        using var client = Browser();
        using var signedIn = await SignInAsync(client, Server.Key);
        client.DefaultRequestHeaders.Add(header, value);

        using var answer = await client.GetAsync("/api/me", Json.Token);

        await answer.ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Call_OnceKeyIsRevoked_IsNotSignedIn()
    {
        using var client = Browser();
        using var made = await shared.Server.Client.PostJsonAsync("/api/api-keys", """{"name":"short","scopes":["read"]}""");
        var key = await made.ReadAsync(HttpStatusCode.Created);
        using var signedIn = await SignInAsync(client, key.Text("key"));

        using var revoked = await shared.Server.Client.DeleteAsync($"/api/api-keys/{key.GetProperty("apiKey").Text("id")}", Json.Token);
        using var answer = await client.GetAsync("/api/me", Json.Token);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await answer.ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task SignOut_Cookie_IsGone()
    {
        using var client = Browser();
        using var signedIn = await SignInAsync(client, Server.Key);

        using var signedOut = await client.DeleteAsync(Session, Json.Token);
        using var answer = await client.GetAsync("/api/me", Json.Token);

        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Call_WithForeignOrBrokenCookie_IsNotSignedIn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
        request.Headers.Add("Cookie", "auterity-session=CfDJ8AAAA");

        using var answer = await shared.Server.Anonymous.SendAsync(request, Json.Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string key) => client.PostJsonAsync(Session.OriginalString, $$"""{"key":"{{key}}"}""");

    private HttpClient Browser() => new(new SocketsHttpHandler { UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = shared.Server.Address };
}
