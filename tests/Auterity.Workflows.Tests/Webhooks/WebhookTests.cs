using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Nodes;
using Auterity.Workflows.Webhooks;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Auterity.Workflows.Tests.Webhooks;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("Basic YW5uOnNlY3JldA==", true), InlineData("basic YW5uOnNlY3JldA==", true), InlineData("Basic YW5uOnNlY3JlVA==", false), InlineData("Basic !!", false), InlineData("Bearer YW5uOnNlY3JldA==", false), InlineData("", false)]
    public async Task Check_Basic_WantsUserAndPassword(string header, bool welcome)
    {
        var verdict = await WebhookAuth.CheckAsync(WebhookAuthKind.Basic, NetContext.Secret("http.basic", ("user", "ann"), ("password", "secret")), Request(headers: ("Authorization", header)), Now, TestContext.Current.CancellationToken);

        Assert.Equal(welcome, verdict.IsWelcome);
        if (!welcome) Assert.Equal((401, true), (verdict.Refusal!.Status, verdict.Refusal.Challenge!.StartsWith("Basic", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("s3cret", true), InlineData("s3cret ", false), InlineData("", false)]
    public async Task Check_Header_WantsItsValue(string value, bool welcome) =>
        Assert.Equal(welcome, (await WebhookAuth.CheckAsync(WebhookAuthKind.Header, NetContext.Secret("http.header", ("name", "X-Token"), ("value", "s3cret")), Request(headers: ("x-token", value)), Now, TestContext.Current.CancellationToken)).IsWelcome);

    [Theory]
    [InlineData("Basic"), InlineData("Header"), InlineData("Hmac"), InlineData("Jwt")]
    public async Task Check_CredentialMissingOrEmpty_LetsNobodyIn(string name)
    {
        var kind = Enum.Parse<WebhookAuthKind>(name);
        Assert.Equal(500, (await WebhookAuth.CheckAsync(kind, null, Request(), Now, TestContext.Current.CancellationToken)).Refusal!.Status);
        Assert.Equal(500, (await WebhookAuth.CheckAsync(kind, NetContext.Secret("x"), Request(headers: ("Authorization", "Basic Og==")), Now, TestContext.Current.CancellationToken)).Refusal!.Status);
    }

    [Theory]
    [InlineData("sha256", "hex", "sha256="), InlineData("sha1", "hex", "sha1="), InlineData("sha512", "base64", ""), InlineData("sha256", "base64", "v1,")]
    public async Task Check_Hmac_AcceptsTheSignatureOfTheRawBodyOnly(string algorithm, string encoding, string prefix)
    {
        var credential = NetContext.Secret("webhook.hmac", ("secret", "key"), ("header", "X-Sig"), ("prefix", prefix), ("algorithm", algorithm), ("encoding", encoding));
        var body = "{ \"a\" : 1 }"u8.ToArray();
        var signature = WebhookAuth.Sign(credential, "", body);
        var header = prefix + (encoding == "hex" ? Convert.ToHexString(signature) : Convert.ToBase64String(signature));

        Assert.True((await CheckHmacAsync(credential, body, ("X-Sig", header))).IsWelcome);
        Assert.True((await CheckHmacAsync(credential, body, ("X-Sig", $"{prefix}AAAA {header}"))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, "{\"a\":1}"u8.ToArray(), ("X-Sig", header))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, body, ("X-Sig", prefix))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, body)).IsWelcome);
    }

    [Fact]
    public async Task Check_HmacWithTimestamp_RefusesOldAndMovedOnes()
    {
        var credential = NetContext.Secret("webhook.hmac", ("secret", "key"), ("header", "X-Slack-Signature"), ("prefix", "v0="), ("signed", "v0:{timestamp}:{body}"), ("timestampHeader", "X-Time"), ("toleranceSeconds", "300"));
        var fresh = Now.AddSeconds(-299).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var old = Now.AddSeconds(-301).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Signed(string time) => "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes($"v0:{time}:body")));

        Assert.True((await CheckHmacAsync(credential, "body"u8.ToArray(), ("X-Slack-Signature", Signed(fresh)), ("X-Time", fresh))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, "body"u8.ToArray(), ("X-Slack-Signature", Signed(old)), ("X-Time", old))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, "body"u8.ToArray(), ("X-Slack-Signature", Signed(old)), ("X-Time", fresh))).IsWelcome);
        Assert.False((await CheckHmacAsync(credential, "body"u8.ToArray(), ("X-Slack-Signature", Signed("")))).IsWelcome);
    }

    [Fact]
    public async Task Check_HmacWithTimeInTheSignatureHeader_IsUnderstood()
    {
        var credential = NetContext.Secret("webhook.hmac", ("secret", "key"), ("header", "Stripe-Signature"), ("prefix", "v1="), ("timestampHeader", "Stripe-Signature"));
        var time = Now.ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes($"{time}.body")));

        Assert.True((await CheckHmacAsync(credential, "body"u8.ToArray(), ("Stripe-Signature", $"t={time},v0=00,v1={signature}"))).IsWelcome);
    }

    [Fact]
    public async Task Check_Jwt_AcceptsItsKeyAndAlgorithmOnly()
    {
        var credential = NetContext.Secret("webhook.jwt", ("algorithm", "HS256"), ("secret", "short secret"), ("issuer", "me"));
        var key = Encoding.UTF8.GetBytes("short secret");

        var good = await CheckJwtAsync(credential, Token("HS256", key, """{"iss":"me","sub":"ann"}"""));

        Assert.True(good.IsWelcome);
        Assert.Equal("ann", good.Claims!.Value.GetProperty("sub").GetString());
        Assert.False((await CheckJwtAsync(credential, Token("HS256", "other"u8.ToArray(), """{"iss":"me"}"""))).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, Token("HS256", key, """{"iss":"you"}"""))).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, Token("HS256", key, $$"""{"iss":"me","exp":{{Now.AddHours(-1).ToUnixTimeSeconds()}}}"""))).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, Token("HS256", key, $$"""{"iss":"me","nbf":{{Now.AddHours(1).ToUnixTimeSeconds()}}}"""))).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, $"{Encode("""{"alg":"none"}""")}.{Encode("""{"iss":"me"}""")}.")).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, $"{Encode("""{"alg":"NoNe"}""")}.{Encode("""{"iss":"me"}""")}.AA")).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, "")).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, "a.b.c")).IsWelcome);
    }

    /// <summary>The classic confusion: the public key used as an HMAC secret.</summary>
    [Fact]
    public async Task Check_JwtSignedWithThePublicKeyAsSecret_Refused()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        var credential = NetContext.Secret("webhook.jwt", ("algorithm", "RS256"), ("publicKey", pem));
        var good = new JsonWebTokenHandler().CreateToken("""{"sub":"ann"}""", new SigningCredentials(new RsaSecurityKey(rsa), "RS256"));

        Assert.True((await CheckJwtAsync(credential, good)).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, Token("HS256", Encoding.UTF8.GetBytes(pem), """{"sub":"ann"}"""))).IsWelcome);
        Assert.False((await CheckJwtAsync(credential, good[..^4] + "AAAA")).IsWelcome);
    }

    [Theory]
    [InlineData("orders", "orders", "")]
    [InlineData("orders/{id}", "orders/a%20b", "id=a b")]
    [InlineData("/orders/:id/lines/:line/", "orders/7/lines/x", "id=7,line=x")]
    [InlineData("orders/{id}", "orders", null), InlineData("orders/{id}", "orders/", null), InlineData("orders/{id}", "orders/1/2", null), InlineData("orders", "Orders", null)]
    public void Match_Path_GivesItsParameters(string path, string request, string? expected)
    {
        var found = WebhookPath.TryParse(path, out _)!.Match(request);

        Assert.Equal(expected, found is null ? null : string.Join(',', found.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData(""), InlineData("a//b"), InlineData("a/{}"), InlineData("a b"), InlineData("../x"), InlineData("{id}/{id}"), InlineData("a?b"), InlineData("{a/b}")]
    public void TryParse_BrokenPath_SaysWhy(string path)
    {
        Assert.Null(WebhookPath.TryParse(path, out var fault));
        Assert.NotEmpty(fault!);
        Assert.Contains(new WebhookTrigger().Check(JsonSerializer.SerializeToElement(new { path })), found => found.Field == "path");
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() => Gen.String.Sample(text =>
    {
        var path = WebhookPath.TryParse(text, out _);
        path?.Match(text);
    });

    [Fact]
    public void Shape_SamePlacesOfParameters_Equal()
    {
        Assert.Equal(WebhookPath.TryParse("a/:x", out _)!.Shape, WebhookPath.TryParse("a/{y}", out _)!.Shape);
        Assert.True(string.CompareOrdinal(WebhookPath.TryParse("a/b", out _)!.Rank, WebhookPath.TryParse("a/{y}", out _)!.Rank) < 0);
    }

    [Theory]
    [InlineData("", "1.2.3.4", true), InlineData("1.2.3.0/24", "1.2.3.4", true), InlineData("1.2.3.4, ::1", "::ffff:1.2.3.4", true), InlineData("1.2.3.0/24", "1.2.4.4", false), InlineData("1.2.3.4", null, false), InlineData("nonsense", "1.2.3.4", false)]
    public void Check_Addresses_OnlyTheAllowedOnes(string allowed, string? remote, bool welcome) =>
        Assert.Equal(welcome, WebhookAccess.Check(new() { AllowedIps = allowed }, Request() with { Remote = remote is null ? null : IPAddress.Parse(remote) }) is null);

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1)", false), InlineData("Slackbot-LinkExpanding 1.0", false), InlineData("curl/8.0", true), InlineData("", true)]
    public void Check_Robots_TurnedAwayWhenAsked(string agent, bool welcome) =>
        Assert.Equal(welcome, WebhookAccess.Check(new() { IgnoreBots = true }, Request(headers: ("User-Agent", agent))) is null);

    [Theory]
    [InlineData("*", "https://a.example", "*"), InlineData("https://a.example, https://b.example/", "https://b.example", "https://b.example"), InlineData("https://a.example", "https://evil.example", null), InlineData("*", "", null)]
    public void CorsFor_Origin_AnswersOnlyTheAllowed(string allowed, string origin, string? expected) =>
        Assert.Equal(expected, WebhookAccess.CorsFor(new() { AllowedOrigins = allowed }, Request(headers: ("Origin", origin))).GetValueOrDefault("Access-Control-Allow-Origin"));

    [Fact]
    public async Task Receive_Payload_IsTheItemWithItsFiles()
    {
        var files = new Dictionary<string, BinaryRef> { ["data"] = new("id", "text/plain", null, 1) };
        var context = new NetContext { InputItems = [new Item("""{"method":"POST","body":{"a":1}}"""u8.ToArray(), files)] };

        var result = Assert.IsType<NodeResult.Outputs>(await context.RunBatchAsync(new WebhookTrigger(), new { path = "x" }));

        var item = Assert.Single(result.Ports[0]!.Items);
        Assert.Equal(("""{"method":"POST","body":{"a":1}}""", files), (item.ToString(), item.Binary));
    }

    [Fact]
    public async Task Respond_EveryKind_MakesItsAnswer()
    {
        var file = new BinaryRef("id", "image/png", "a.png", 1);
        var context = new NetContext { InputItems = [new Item("""{"a":1.0}"""u8.ToArray(), new Dictionary<string, BinaryRef> { ["img"] = file }), new Item("""{"a":2}"""u8.ToArray())] };
        async Task<Answer> Of(object parameters) => Assert.IsType<NodeResult.Outputs>(await context.RunBatchAsync(new RespondNode(), parameters)).Answer!;
        static string Text(Answer answer) => Encoding.UTF8.GetString(answer.Body!.Value.Span);

        Assert.Equal("""{"a":1.0}""", Text(await Of(new { respondWith = "firstItem" })));
        Assert.Equal("""[{"a":1.0},{"a":2}]""", Text(await Of(new { respondWith = "allItems" })));
        Assert.Equal("""{"rows":[{"a":1.0},{"a":2}]}""", Text(await Of(new { respondWith = "allItems", wrapIn = "rows" })));
        Assert.Equal("""{"x": 1}""", Text(await Of(new { respondWith = "json", json = """{"x": 1}""" })));
        Assert.Equal("text/html; charset=utf-8", (await Of(new { respondWith = "text", text = "<b>" })).Headers["Content-Type"]);
        Assert.Equal((file, "image/png"), ((await Of(new { respondWith = "binary" })).Binary, (await Of(new { respondWith = "binary", binaryProperty = "img" })).Headers["Content-Type"]));
        var redirect = await Of(new { respondWith = "redirect", url = "/thanks?x=1" });
        Assert.Equal((302, "/thanks?x=1"), (redirect.Status, redirect.Headers["Location"]));
        var none = await Of(new { respondWith = "noData", status = 204, headers = new Dictionary<string, string> { ["X-A"] = "b" } });
        Assert.Equal((204, "b", true), (none.Status, none.Headers["X-A"], none.Body is null));
    }

    [Fact]
    public async Task Respond_Unusable_SaysWhy()
    {
        var context = new NetContext();
        Task<NodeException> Fail(object parameters) => Assert.ThrowsAsync<NodeException>(() => context.RunBatchAsync(new RespondNode(), parameters));

        Assert.Equal("invalid-parameters", (await Fail(new { respondWith = "json", json = "{" })).Error.Code);
        Assert.Equal("invalid-parameters", (await Fail(new { respondWith = "redirect", url = "javascript:alert(1)" })).Error.Code);
        Assert.Equal("invalid-parameters", (await Fail(new { respondWith = "noData", headers = new Dictionary<string, string> { ["X"] = "a\r\nSet-Cookie: b" } })).Error.Code);
        Assert.Equal("binary-missing", (await Fail(new { respondWith = "binary" })).Error.Code);
    }

    private static Task<WebhookVerdict> CheckHmacAsync(Credential credential, byte[] body, params (string Name, string Value)[] headers) =>
        WebhookAuth.CheckAsync(WebhookAuthKind.Hmac, credential, Request(body, headers), Now, TestContext.Current.CancellationToken);

    private static Task<WebhookVerdict> CheckJwtAsync(Credential credential, string token) =>
        WebhookAuth.CheckAsync(WebhookAuthKind.Jwt, credential, Request(headers: ("Authorization", $"Bearer {token}")), Now, TestContext.Current.CancellationToken);

    private static string Token(string algorithm, byte[] key, string claims)
    {
        var text = $"{Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encode(claims)}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private static IncomingRequest Request(byte[]? body = null, params (string Name, string Value)[] headers) =>
        new("POST", new HeaderDictionary(headers.ToDictionary(header => header.Name, header => new StringValues(header.Value), StringComparer.OrdinalIgnoreCase)), body ?? [], IPAddress.Loopback);
}
