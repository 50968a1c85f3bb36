using System.Net;
using System.Text.Json;
using Auterity.Platform.Tenancy;
using Auterity.Server.Tests.Oidc;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Credentials;

/// <summary>OAuth 2 with consent against a provider nobody here wrote: connect, use, renew, disconnect.</summary>
public sealed class ConsentTests
{
    [Fact]
    public async Task Connect_PersonAgrees_StepsUseTheAccountAndNobodySeesTheTokens()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await CreateAsync(server, provider);

        var before = await server.Client.GetJsonAsync($"/api/credentials/{credential}");
        var back = await OidcProvider.AgreeAsync(await ConnectAsync(server, credential), "ann");
        var page = await server.Anonymous.GetAsync(back, Json.Token);
        var after = await server.Client.GetJsonAsync($"/api/credentials/{credential}");
        var run = await server.Client.RunDefinitionAsync(Me(provider, credential));

        Assert.Equal("notConnected", before.GetProperty("connection").Text("state"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(("connected", "ann@example.com", true), (after.GetProperty("connection").Text("state"), after.GetProperty("connection").Text("as"), after.GetProperty("connection").GetProperty("renews").GetBoolean()));
        Assert.Equal("ann", run.GetProperty("output")[0].Text("sub"));
        var stored = await StoredAsync(server, credential);
        Leaks.AssertNone("the API", after.GetRawText() + await server.Client.GetStringAsync("/api/credentials", Json.Token), OidcProvider.Secret, stored["accessToken"], stored["refreshToken"]);
        Leaks.AssertNoneStored(folder.Path, OidcProvider.Secret, stored["accessToken"], stored["refreshToken"]);
    }

    [Fact]
    public async Task Callback_UsedTwiceForgedOrReplaced_IsRefused()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await CreateAsync(server, provider);
        var replaced = await OidcProvider.AgreeAsync(await ConnectAsync(server, credential), "ann");
        var back = await OidcProvider.AgreeAsync(await ConnectAsync(server, credential), "ann");
        var forged = new Uri(back.AbsoluteUri.Replace("state=", "state=A", StringComparison.Ordinal));

        var answers = new List<HttpStatusCode>();
        foreach (var url in new[] { replaced, forged, new Uri(server.Address, "/oauth2/callback"), back, back })
            answers.Add((await server.Anonymous.GetAsync(url, Json.Token)).StatusCode);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.BadRequest], answers);
        Assert.Equal(1, provider.Count("authorization_code"));
    }

    [Fact]
    public async Task Callback_PersonRefuses_SaysSoAndEscapesIt()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        var credential = await server.Client.CreateCredentialAsync("oauth2.authorizationCode", """{"authorizationUrl":"https://provider.example/auth","tokenUrl":"https://provider.example/token","clientId":"c"}""");
        var link = await ConnectAsync(server, credential);
        var state = System.Web.HttpUtility.ParseQueryString(link.Query)["state"];

        var page = await server.Anonymous.GetAsync($"/oauth2/callback?state={state}&error=access_denied&error_description=%3Cb%3Eno%3C/b%3E", Json.Token);

        var text = await page.Content.ReadAsStringAsync(Json.Token);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("&lt;b&gt;no", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TokenHasEnded_ManyStepsRenewOnceAndTheRotatedTokenIsKept()
    {
        using var folder = new TemporaryFolder();
        string credential;
        OidcProvider provider;
        await using (var first = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed, "--AUTERITY_ENGINE__PUBLICURL=http://auterity.example"]))
        {
            provider = await OidcProvider.StartAsync("http://auterity.example/oauth2/callback");
            credential = await ConnectedAsync(first, provider);
            await EndTokenAsync(first, credential);

            var run = await first.Client.RunDefinitionAsync(Me(provider, credential), $"[{string.Join(',', Enumerable.Range(0, 20).Select(n => $$"""{"n":{{n}}}"""))}]");

            Assert.Equal(20, run.GetProperty("output").GetArrayLength());
            Assert.Equal(1, provider.Count("refresh_token"));
            await EndTokenAsync(first, credential);
        }

        await using (provider)
        {
            // A refresh token that was used before would end the grant: only the rotated one works.
            await using var second = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed]);
            Assert.Equal("succeeded", (await second.Client.RunDefinitionAsync(Me(provider, credential))).Text("status"));
            Assert.Equal(2, provider.Count("refresh_token"));
        }
    }

    [Fact]
    public async Task Get_TwoProcessesAtOnce_OneOfThemRenews()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await ConnectedAsync(server, provider);
        await EndTokenAsync(server, credential);
        var (tenant, stored) = (await TenantAsync(server), await StoredAsync(server, credential));

        // As two processes have them: one store, nothing else in common.
        var tokens = Enumerable.Range(0, 2).Select(_ => ActivatorUtilities.CreateInstance<OAuth2Tokens>(server.Services)).Select(each => each.GetAsync(stored, tenant, null, Json.Token));

        var found = await Task.WhenAll(tokens);

        Assert.Single(found.Distinct());
        Assert.Equal(1, provider.Count("refresh_token"));
    }

    [Fact]
    public async Task Run_CallerGivesUpWhileRenewing_TheRenewalIsKept()
    {
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        await using var vendor = await Vendor.StartAsync(async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            await context.Response.WriteAsJsonAsync(new { access_token = "renewed-token", refresh_token = "rotated", expires_in = 3600 }, Json.Token);
        });
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        var credential = await server.Client.CreateCredentialAsync("oauth2.authorizationCode", JsonSerializer.Serialize(new { authorizationUrl = "https://p.example/", tokenUrl = vendor.At("/token"), clientId = "c" }));
        var tenant = await TenantAsync(server);
        await server.Services.GetRequiredService<CredentialStore>().SaveAsync(tenant, Guid.Parse(credential), new Dictionary<string, string> { ["accessToken"] = "old", ["refreshToken"] = "once", ["expiresAt"] = "2020-01-01T00:00:00Z" }, Json.Token);
        var tokens = server.Services.GetRequiredService<OAuth2Tokens>();
        using var impatient = new CancellationTokenSource();

        var first = tokens.GetAsync(await StoredAsync(server, credential), tenant, null, impatient.Token);
        await asked.Task;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var second = tokens.GetAsync(await StoredAsync(server, credential), tenant, null, Json.Token);
        answer.SetResult();

        Assert.Equal("renewed-token", await second);
        Assert.Equal("rotated", (await StoredAsync(server, credential))["refreshToken"]);
        Assert.Single(vendor.Asked);
    }

    [Fact]
    public async Task Run_ProviderEndedTheGrant_TheCredentialSaysItMustBeConnectedAgain()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await ConnectedAsync(server, provider);
        await EndTokenAsync(server, credential, refresh: "no-such-token");

        var run = await server.Client.RunDefinitionAsync(Me(provider, credential));

        Assert.Contains("connect it again", run.GetProperty("error").Text("message"), StringComparison.Ordinal);
        Assert.Equal("needsReconnect", (await server.Client.GetJsonAsync($"/api/credentials/{credential}")).GetProperty("connection").Text("state"));
        var back = await OidcProvider.AgreeAsync(await ConnectAsync(server, credential), "bob");
        await server.Anonymous.GetAsync(back, Json.Token);
        Assert.Equal("bob", (await server.Client.RunDefinitionAsync(Me(provider, credential))).GetProperty("output")[0].Text("sub"));
    }

    [Fact]
    public async Task Disconnect_ConnectedCredential_RevokesAndForgets()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await ConnectedAsync(server, provider);

        var answer = await (await server.Client.PostAsync($"/api/credentials/{credential}/disconnect", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.True(!answer.TryGetProperty("trouble", out var trouble) || trouble.ValueKind == JsonValueKind.Null);
        Assert.Equal(1, provider.Count("revoked"));
        Assert.Equal("notConnected", (await server.Client.GetJsonAsync($"/api/credentials/{credential}")).GetProperty("connection").Text("state"));
        Assert.Equal("failed", (await server.Client.RunDefinitionAsync(Me(provider, credential))).Text("status"));
    }

    [Fact]
    public async Task Run_ClientCredentials_GetATokenOfTheApplication()
    {
        await using var server = await Server.StartAsync(settings: [Vendor.Allowed]);
        await using var provider = await OidcProvider.StartAsync(CallbackOf(server));
        var credential = await server.Client.CreateCredentialAsync("oauth2.clientCredentials", JsonSerializer.Serialize(new { tokenUrl = provider.At("/token"), clientId = "auterity", clientSecret = OidcProvider.Secret }));

        var outcome = await (await server.Client.PostAsync($"/api/credentials/{credential}/test", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.True(outcome.GetProperty("ok").GetBoolean(), outcome.GetRawText());
        Assert.Equal(1, provider.Count("client_credentials"));
    }

    [Fact]
    public async Task Connect_OtherTenantOrOtherType_IsRefused()
    {
        await using var server = await Server.StartAsync();
        var (other, _) = await server.AddTenantAsync("other");
        var consent = await server.Client.CreateCredentialAsync("oauth2.authorizationCode", """{"authorizationUrl":"https://p.example/","tokenUrl":"https://p.example/t","clientId":"c"}""");
        var basic = await server.Client.CreateCredentialAsync("http.basic", """{"user":"a","password":"b"}""");

        foreach (var verb in new[] { "connect", "disconnect" })
        {
            await (await other.PostAsync($"/api/credentials/{consent}/{verb}", null, Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
            await (await server.Client.PostAsync($"/api/credentials/{basic}/{verb}", null, Json.Token)).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "not-connectable");
        }
    }

    private static string CallbackOf(Server server) => new Uri(server.Address, "/oauth2/callback").AbsoluteUri;

    private static Task<string> CreateAsync(Server server, OidcProvider provider) => server.Client.CreateCredentialAsync("oauth2.authorizationCode", JsonSerializer.Serialize(new
    {
        authorizationUrl = provider.At("/auth"), tokenUrl = provider.At("/token"), revocationUrl = provider.At("/token/revocation"), clientId = "auterity", clientSecret = OidcProvider.Secret,
        scope = "openid email offline_access", authorizationParameters = "prompt=consent",
    }));

    private static async Task<Uri> ConnectAsync(Server server, string credential) =>
        new((await (await server.Client.PostAsync($"/api/credentials/{credential}/connect", null, Json.Token)).ReadAsync(HttpStatusCode.OK)).Text("url"));

    private static async Task<string> ConnectedAsync(Server server, OidcProvider provider)
    {
        var credential = await CreateAsync(server, provider);
        var back = await OidcProvider.AgreeAsync(await ConnectAsync(server, credential), "ann");
        Assert.Equal(HttpStatusCode.OK, (await server.Anonymous.GetAsync(back.PathAndQuery, Json.Token)).StatusCode);
        return credential;
    }

    private static async Task<Auterity.Sdk.Credential> StoredAsync(Server server, string credential) =>
        (await server.Services.GetRequiredService<CredentialStore>().FindAsync(await TenantAsync(server), Guid.Parse(credential), Json.Token))!;

    /// <summary>Time passes: the access token has ended, the refresh token has not.</summary>
    private static async Task EndTokenAsync(Server server, string credential, string? refresh = null)
    {
        var values = new Dictionary<string, string> { ["expiresAt"] = "2020-01-01T00:00:00Z" };
        if (refresh is not null) values["refreshToken"] = refresh;
        await server.Services.GetRequiredService<CredentialStore>().SaveAsync(await TenantAsync(server), Guid.Parse(credential), values, Json.Token);
    }

    private static async Task<Guid> TenantAsync(Server server)
    {
        await using var db = server.Services.GetRequiredService<Auterity.Platform.Data.AuterityDbFactory>().Create(Auterity.Platform.Data.TenantScope.System("test"));
        return db.Set<Tenant>().Single(tenant => tenant.Slug == "default").Id;
    }

    private static string Me(OidcProvider provider, string credential) => $$$"""
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"me","type":"http.request","name":"Me","parameters":{"url":"{{{provider.At("/me")}}}"},"credentials":{"auth":"{{{credential}}}"}}],
         "edges":[{"from":"t","to":"me"}]}
        """;
}
