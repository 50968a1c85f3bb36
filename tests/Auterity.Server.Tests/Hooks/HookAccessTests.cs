using System.Net;
using System.Security.Cryptography;
using System.Text;
using Auterity.Server.Tests.Workflows;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Auterity.Server.Tests.Hooks;

/// <summary>Who gets through to a hook.</summary>
public sealed class HookAccessTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private const string Secret = "a-secret-of-enough-length-for-hs256";

    private HttpClient Client => host.Client;

    private HttpClient Caller => host.Server.Anonymous;

    [Fact]
    public async Task Basic_OnlyTheRightPassword_GetsThrough()
    {
        var path = await ProtectedAsync("basic", "http.basic", """{"user":"ann","password":"hünter2"}""");

        using var none = await Caller.CallAsync(path);
        await none.ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        Assert.Equal("Basic", none.Headers.WwwAuthenticate.Single().Scheme);
        await (await Caller.CallAsync(path, "POST", null, ("Authorization", Basic("ann:wrong")))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("Authorization", "Basic ###"))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("Authorization", Basic("ann:hünter2")))).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Header_OnlyTheRightValue_GetsThrough()
    {
        var path = await ProtectedAsync("header", "http.header", """{"name":"X-Token","value":"s3cret"}""");

        await (await Caller.CallAsync(path)).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("X-Token", "s3cre"))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("x-token", "s3cret"))).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hmac_OnlyTheSignedBody_GetsThrough()
    {
        var path = await ProtectedAsync("hmac", "webhook.hmac", $$"""{"secret":"{{Secret}}","header":"X-Signature","prefix":"sha256="}""");
        var body = """ {"n": 1} """;
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));

        await (await Caller.CallAsync(path, "POST", Flows.Body(body))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", Flows.Body("""{"n": 2}"""), ("X-Signature", signature))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", Flows.Body(body), ("X-Signature", signature))).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Jwt_OnlyATokenOfOurs_GetsThroughAndBringsItsClaims()
    {
        var path = await ProtectedAsync("jwt", "webhook.jwt", $$"""{"algorithm":"HS256","secret":"{{Secret}}"}""");

        await (await Caller.CallAsync(path)).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("Authorization", "Bearer " + Token("another-secret-of-the-same-length-00", 60)))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        await (await Caller.CallAsync(path, "POST", null, ("Authorization", "Bearer " + Token(Secret, -3600)))).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");
        var item = await (await Caller.CallAsync(path, "POST", null, ("Authorization", "Bearer " + Token(Secret, 60)))).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("ann", item.GetProperty("jwtPayload").Text("sub"));
    }

    [Fact]
    public async Task Refused_Call_StartsNothing()
    {
        var credential = await Client.CredentialAsync("http.basic", """{"user":"ann","password":"x"}""");
        var (path, workflow) = await Client.HookAsync("""
            "auth":"basic",
            """, node: $$""","credentials":{"auth":"{{credential}}"}""");

        await (await Caller.CallAsync("/hooks/" + path)).ReadProblemAsync(HttpStatusCode.Unauthorized, "hook-unauthorized");

        Assert.Empty(await Client.RunsOfAsync(workflow));
    }

    [Fact]
    public async Task Address_NotOnTheList_IsRefused()
    {
        var (closed, _) = await Client.HookAsync("""
            "allowedIps":"10.0.0.0/8, 192.0.2.1",
            """);
        var (open, _) = await Client.HookAsync("""
            "allowedIps":"10.0.0.0/8, 127.0.0.0/8, ::1",
            """);

        await (await Caller.CallAsync("/hooks/" + closed)).ReadProblemAsync(HttpStatusCode.Forbidden, "hook-address");
        await (await Caller.CallAsync("/hooks/" + open)).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Robot_WhereTheyAreNotWanted_IsRefused()
    {
        var (path, _) = await Client.HookAsync("""
            "ignoreBots":true,
            """);

        await (await Caller.CallAsync("/hooks/" + path, "POST", null, ("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"))).ReadProblemAsync(HttpStatusCode.Forbidden, "hook-robot");
        await (await Caller.CallAsync("/hooks/" + path, "POST", null, ("User-Agent", "curl/8"))).ReadAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAnsweredWithoutARun()
    {
        var (path, workflow) = await Client.HookAsync("""
            "allowedOrigins":"https://shop.example, https://b.example","methods":["POST","PUT"],
            """);

        using var asked = await Caller.CallAsync("/hooks/" + path, "OPTIONS", null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "X-Mine"));
        using var foreign = await Caller.CallAsync("/hooks/" + path, "OPTIONS", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "PUT"));
        using var call = await Caller.CallAsync("/hooks/" + path, "POST", null, ("Origin", "https://shop.example"));

        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal(("https://shop.example", "POST, PUT, OPTIONS", "X-Mine"), (Of(asked, "Access-Control-Allow-Origin"), Of(asked, "Access-Control-Allow-Methods"), Of(asked, "Access-Control-Allow-Headers")));
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal((HttpStatusCode.OK, "https://shop.example"), (call.StatusCode, Of(call, "Access-Control-Allow-Origin")));
        Assert.Single(await Client.RunsOfAsync(workflow));
    }

    private static string Of(HttpResponseMessage response, string header) => response.Headers.GetValues(header).Single();

    private async Task<string> ProtectedAsync(string auth, string type, string values)
    {
        var credential = await Client.CredentialAsync(type, values);
        var (path, _) = await Client.HookAsync($$"""
            "auth":"{{auth}}",
            """, node: $$""","credentials":{"auth":"{{credential}}"}""");
        return "/hooks/" + path;
    }

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static string Token(string secret, int seconds) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["sub"] = "ann", ["exp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
    });
}
