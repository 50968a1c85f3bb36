using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Outbound.Auth;
using Auterity.Workflows.Tests.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Workflows.Tests.Outbound;

public sealed class HttpAuthTests
{
    [Theory]
    [InlineData("http.basic", "user=ann;password=pä:ss", "Basic YW5uOnDDpDpzcw==")]
    [InlineData("http.bearer", "token=abc", "Bearer abc")]
    [InlineData("http.header", "name=Authorization;value=Token x", "Token x")]
    [InlineData("http.custom", """json={"headers":{"Authorization":"Custom 1"},"query":{"k":"v"}}""", "Custom 1")]
    public async Task Apply_HeaderSchemes_SetAuthorization(string type, string values, string expected)
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(""));

        await CallAsync(server, Of(type, values));

        Assert.Equal(expected, server.Last.Headers["authorization"]);
    }

    [Fact]
    public async Task Apply_Query_AddsTheParameterAndErrorsHideIt()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, Of("http.query", "name=api key;value=s&cret"), "/a?b=1"));

        Assert.Equal("/a?b=1&api%20key=s%26cret", server.Last.Target);
        Assert.DoesNotContain("cret", error.Message + error.Error.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_CustomBody_IsMergedIntoJson()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(""));
        var context = new NetContext();
        context.Credentials["auth"] = Of("http.custom", """json={"body":{"key":"k"}}""");
        await using var services = Outgoing.Services("127.0.0.1");

        await context.RunAsync(services.Create<HttpRequestNode>(), new { url = server.At("/"), method = "POST", body = "json", json = new { a = 1 } });

        Assert.Equal("""{"a":1,"key":"k"}""", server.Last.Text);
    }

    [Theory]
    [InlineData("example.com", false), InlineData("127.0.0.1", true), InlineData("*.example.com, 127.0.0.1", true), InlineData("", true)]
    public async Task Apply_AllowedHosts_KeepTheCredentialAtHome(string hosts, bool sent)
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(""));
        var credential = Of("http.bearer", $"token=abc;allowedHosts={hosts}");

        if (sent) await CallAsync(server, credential);
        else Assert.Equal("credential-host", (await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, credential))).Error.Code);

        Assert.Equal(sent ? 1 : 0, server.Requests.Count);
    }

    [Theory]
    [InlineData("http.bearer", "token=a\r\nX-Evil: 1"), InlineData("http.header", "name=;value=x"), InlineData("http.custom", "json={"), InlineData("aws.sigv4", "accessKeyId=a;secretAccessKey=b"), InlineData("unknown.type", "a=b")]
    public async Task Apply_UnusableCredential_SaysSoAndSendsNothing(string type, string values)
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(""));

        var error = await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, Of(type, values)));

        Assert.Equal(("credential-invalid", true, 0), (error.Error.Code, error.NotSent, server.Requests.Count));
    }

    /// <summary>The example of RFC 7616, section 3.9.1.</summary>
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Answer_ExampleOfTheRfc_GivesItsResponse(string algorithm, string expected)
    {
        var challenge = DigestScheme.Parameters($"""realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS" """);

        var answer = DigestScheme.Answer(challenge, "GET", "/dir/index.html", "Mufasa", "Circle of Life", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Assert.Equal(expected, DigestScheme.Parameters(answer)["response"]);
    }

    [Fact]
    public async Task Apply_DigestChallenge_IsAnsweredOnce()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Headers.ContainsKey("Authorization")) return context.Response.WriteAsync("");
            context.Response.StatusCode = 401;
            context.Response.Headers.Append("WWW-Authenticate", "Basic realm=x");
            context.Response.Headers.Append("WWW-Authenticate", """Digest realm="r", nonce="n", qop="auth" """);
            return Task.CompletedTask;
        });

        await CallAsync(server, Of("http.digest", "user=ann;password=x"), "/p?q=1");

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("uri=\"/p?q=1\"", server.Last.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_WrongPassword_Gives401WithoutALoop()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.Append("WWW-Authenticate", """Digest realm="r", nonce="n", qop="auth" """);
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, Of("http.digest", "user=ann;password=x")));

        Assert.Equal(("http-status", 2), (error.Error.Code, server.Requests.Count));
    }

    /// <summary>The example of RFC 5849, section 3.4.1, with the signature published for it elsewhere: "Photos" of section 1.2.</summary>
    [Fact]
    public void Signature_ExampleOfTheRfc_Equals()
    {
        var parameters = new Dictionary<string, string>
        {
            ["oauth_consumer_key"] = "dpf43f3p2l4k3l03", ["oauth_token"] = "nnch734d00sl2jdk", ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = "137131202", ["oauth_nonce"] = "chapoH",
        };

        var signature = OAuth1Scheme.Signature("GET", new Uri("http://photos.example.net/photos?file=vacation.jpg&size=original"), parameters, "HMAC-SHA1", "kd94hf93k423kf44", "pfkkdhi9sl3r4s00");

        Assert.Equal("MdpQcU8iPSUjWoN/UDMsK2sui9I=", signature);
    }

    /// <summary>The "get-vanilla-query-order-key-case" case of the published signature test suite.</summary>
    [Fact]
    public void Authorization_PublishedCase_Equals()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" };

        var authorization = AwsSignature.Authorization("GET", new Uri("https://example.amazonaws.com/?Param2=value2&Param1=value1"), headers, Convert.ToHexStringLower(SHA256.HashData([])),
            "20150830T123600Z", "us-east-1", "service", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

        Assert.EndsWith("Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500", authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ClientCredentials_FetchesOnceAndAgainWhenRefusedOrExpired()
    {
        var (issued, refuse) = (0, false);
        await using var server = await LocalServer.StartAsync(context =>
        {
            if (context.Request.Path == "/token") return context.Response.WriteAsync(JsonSerializer.Serialize(new { access_token = $"t{++issued}", expires_in = 600 }));
            context.Response.StatusCode = refuse && context.Request.Headers.Authorization == "Bearer t1" ? 401 : 200;
            return Task.CompletedTask;
        });
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var services = Outgoing.Services(time, "unused", "127.0.0.1");
        var credential = Of("oauth2.clientCredentials", $"tokenUrl={server.At("/token")};clientId=id;clientSecret=sec ret;scope=a b");

        await CallAsync(server, credential, services: services);
        await CallAsync(server, credential, services: services);
        Assert.Equal(1, issued);
        refuse = true;
        await CallAsync(server, credential, services: services);
        Assert.Equal(("Bearer t2", 2), (server.Last.Headers["authorization"], issued));
        time.Advance(TimeSpan.FromSeconds(580));
        await CallAsync(server, credential, services: services);

        Assert.Equal(3, issued);
        var token = server.Requests.First(request => request.Target == "/token");
        Assert.Equal(("grant_type=client_credentials&scope=a+b", $"Basic {Convert.ToBase64String("id:sec%20ret"u8)}"), (token.Text, token.Headers["authorization"]));
    }

    [Fact]
    public async Task Apply_AuthorizationCode_RefreshesAndKeepsTheNewTokens()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/token" ? """{"access_token":"new","refresh_token":"r2","expires_in":3600}""" : ""));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var services = Outgoing.Services(time, "unused", "127.0.0.1");
        var credential = Of("oauth2.authorizationCode", $"tokenUrl={server.At("/token")};clientId=id;authentication=body;accessToken=old;refreshToken=r1;expiresAt=2025-12-31T00:00:00Z");

        await CallAsync(server, credential, services: services);

        Assert.Contains("refresh_token=r1", server.Requests.First().Text, StringComparison.Ordinal);
        Assert.Contains("client_id=id", server.Requests.First().Text, StringComparison.Ordinal);
        Assert.Equal("Bearer new", server.Last.Headers["authorization"]);
        var stored = services.GetRequiredService<TokenShelf>().Stored!;
        Assert.Equal(("new", "r2", time.GetUtcNow().AddHours(1)), (stored["accessToken"], stored["refreshToken"], DateTimeOffset.Parse(stored["expiresAt"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Apply_TokenServerRefuses_SaysWhy()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("""{"error":"invalid_client","error_description":"unknown client"}""");
        });

        var error = await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, Of("oauth2.clientCredentials", $"tokenUrl={server.At("/token")};clientId=id;clientSecret=s")));

        Assert.Equal(("credential-invalid", false, true), (error.Error.Code, error.Retryable, error.NotSent));
        Assert.Contains("unknown client", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_TokenServerOnAnInnerAddress_Refused()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(""));

        var error = await Assert.ThrowsAsync<NodeException>(() => CallAsync(server, Of("oauth2.clientCredentials", "tokenUrl=http://169.254.169.254/token;clientId=id;clientSecret=s")));

        Assert.Equal("address-refused", error.Error.Code);
    }

    private static Credential Of(string type, string values) =>
        new(type, values.Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]));

    private static async Task CallAsync(LocalServer server, Credential credential, string path = "/", IServiceProvider? services = null)
    {
        await using var own = services is null ? Outgoing.Services("127.0.0.1") : null;
        var context = new NetContext();
        context.Credentials["auth"] = credential;
        await context.RunAsync((services ?? own!).Create<HttpRequestNode>(), new { url = server.At(path) });
    }
}
