using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Auterity.Sdk;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Outbound;

/// <summary>Grants that need no person, as a token server sees them.</summary>
public sealed class GrantTests
{
    [Fact]
    public async Task Get_Password_SendsUserAndPassword()
    {
        var form = await AskAsync("oauth2.password", new() { ["clientId"] = "app", ["clientSecret"] = "s", ["authentication"] = "body", ["user"] = "ann", ["password"] = "p w", ["scope"] = "a b" });

        Assert.Equal(("password", "ann", "p w", "a b", "app", "s"), (form["grant_type"], form["username"], form["password"], form["scope"], form["client_id"], form["client_secret"]));
    }

    [Fact]
    public async Task Get_PublicClient_SendsItsIdAlone()
    {
        var form = await AskAsync("oauth2.clientCredentials", new() { ["clientId"] = "app", ["clientSecret"] = "s", ["authentication"] = "none" });

        Assert.Equal(("app", null), (form["client_id"], form["client_secret"]));
    }

    [Fact]
    public async Task Get_ServiceAccount_SignsAnAssertionWithTheKeyOfItsFile()
    {
        using var key = RSA.Create(2048);
        var file = JsonSerializer.Serialize(new { client_email = "robot@project.example", private_key = key.ExportPkcs8PrivateKeyPem(), private_key_id = "k1", token_uri = "filled in by the test" });

        var form = await AskAsync("oauth2.jwtBearer", new() { ["serviceAccount"] = file, ["scope"] = "read", ["subject"] = "boss@project.example" });

        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var parts = form["assertion"]!.Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        Assert.Equal(("robot@project.example", "boss@project.example", "read"), (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("scope").GetString()));
        Assert.Equal(600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("k1", JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString());
    }

    [Theory]
    [InlineData("privateKey", "-----BEGIN PRIVATE KEY-----\nsecret-but-broken\n-----END PRIVATE KEY-----"), InlineData("serviceAccount", "{secret-but-broken"), InlineData("serviceAccount", "[1]")]
    public async Task Get_BrokenKey_SaysSoWithoutQuotingIt(string field, string value)
    {
        var error = await Assert.ThrowsAsync<NodeException>(() => AskAsync("oauth2.jwtBearer", new() { ["issuer"] = "me", [field] = value }));

        Assert.Equal("credential-invalid", error.Error.Code);
        Assert.DoesNotContain("secret-but", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ManyAtOnce_AskTheServerOnce()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync("""{"access_token":"t","expires_in":3600}"""));
        await using var services = Outgoing.Services("127.0.0.1");
        var credential = new Credential("oauth2.clientCredentials", new Dictionary<string, string> { ["tokenUrl"] = server.At("/token"), ["clientId"] = "c" });
        var tokens = services.GetRequiredService<OAuth2Tokens>();

        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(credential, Guid.Empty, null, TestContext.Current.CancellationToken)));

        Assert.All(found, token => Assert.Equal("t", token));
        Assert.Single(server.Requests);
    }

    private static async Task<System.Collections.Specialized.NameValueCollection> AskAsync(string type, Dictionary<string, string> values)
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"access_token":"t","expires_in":{{3600}}}""")));
        await using var services = Outgoing.Services("127.0.0.1");
        values["tokenUrl"] = server.At("/token");
        Assert.Equal("t", await services.GetRequiredService<OAuth2Tokens>().GetAsync(new Credential(type, values), Guid.Empty, null, TestContext.Current.CancellationToken));
        return HttpUtility.ParseQueryString(server.Last.Text);
    }
}
