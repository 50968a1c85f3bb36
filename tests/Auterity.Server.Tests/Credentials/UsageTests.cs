using System.Net;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Credentials;

/// <summary>Credentials and the workflows that name them.</summary>
public sealed class UsageTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private HttpClient Client => host.Client;

    [Fact]
    public void Slots_OfEveryNode_NameTypesThatExist()
    {
        var types = host.Server.Services.GetRequiredService<CredentialCatalog>();

        var missing = host.Server.Services.GetRequiredService<NodeCatalog>().Types.SelectMany(node => node.Slots.SelectMany(slot => slot.Types)).Distinct().Where(type => types.Find(type) is null);

        Assert.Empty(missing);
    }

    [Fact]
    public void Types_OfOutgoingCredentials_CanAllBeTried() =>
        Assert.Equal(["webhook.hmac", "webhook.jwt"], host.Server.Services.GetRequiredService<CredentialCatalog>().Types.Where(type => type.Test is null).Select(type => type.Type));

    [Fact]
    public async Task Usage_DraftAndVersion_NamesWorkflowsAndNodes()
    {
        var credential = await CreateAsync();
        var published = (await Client.CreateAsync(Using(credential), "Published")).Text("id");
        await Client.PublishAsync(published);
        await Client.SaveAsync(published, Flows.Sound);
        await Client.CreateAsync(Using(credential), "Draft");

        var uses = (await Client.GetJsonAsync($"/api/credentials/{credential}/usage")).EnumerateArray().ToDictionary(use => use.Text("workflow"));

        Assert.Equal(["Draft", "Published"], uses.Keys.Order());
        Assert.False(uses["Published"].GetProperty("draft").GetBoolean());
        Assert.Equal(1, uses["Published"].GetProperty("version").GetInt32());
        Assert.True(uses["Draft"].GetProperty("draft").GetBoolean());
        Assert.Equal("Request", Assert.Single(uses["Draft"].GetProperty("nodes").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Delete_CredentialInUse_IsRefusedUnlessForced()
    {
        var credential = await CreateAsync();
        var flow = (await Client.CreateAsync(Using(credential), "Uses it")).Text("id");
        await Client.PublishAsync(flow);

        var refused = await (await Client.DeleteAsync($"/api/credentials/{credential}", Json.Token)).ReadProblemAsync(HttpStatusCode.Conflict, "credential-in-use");
        var forced = await Client.DeleteAsync($"/api/credentials/{credential}?force=true", Json.Token);

        Assert.Contains("'Uses it'", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, forced.StatusCode);
        var start = await (await Client.PostJsonAsync($"/api/workflows/{flow}/runs", "{}")).ReadProblemAsync(HttpStatusCode.Conflict, "credentials");
        Assert.Equal(["credential-unknown"], start.Codes());
    }

    [Fact]
    public async Task Publish_CredentialGoneForeignOrUnfit_IsRefused()
    {
        var (other, _) = await host.Server.AddTenantAsync($"t{Guid.CreateVersion7():N}");
        var foreign = await other.CreateCredentialAsync("http.basic", """{"user":"a","password":"b"}""");
        var unfit = await Client.CreateCredentialAsync("smtp", """{"host":"mail.example"}""");

        Assert.Equal(["credential-unknown"], (await PublishAsync(foreign)).Codes());
        Assert.Equal(["credential-unknown"], (await PublishAsync(Guid.CreateVersion7().ToString())).Codes());
        Assert.Equal(["credential-type"], (await PublishAsync(unfit)).Codes());
    }

    [Fact]
    public async Task Usage_OtherTenant_FindsNothing()
    {
        var (other, _) = await host.Server.AddTenantAsync($"t{Guid.CreateVersion7():N}");

        await (await other.GetAsync($"/api/credentials/{await CreateAsync()}/usage", Json.Token)).ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<System.Text.Json.JsonElement> PublishAsync(string credential) =>
        await (await Client.PostJsonAsync($"/api/workflows/{(await Client.CreateAsync(Using(credential))).Text("id")}/publish", "{}")).ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid-definition");

    private Task<string> CreateAsync() => Client.CreateCredentialAsync("http.basic", """{"user":"a","password":"b"}""");

    private static string Using(string credential) => $$$"""
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"r","type":"http.request","name":"Request","parameters":{"url":"https://shop.example/"},"credentials":{"auth":"{{{credential}}}"}}],
         "edges":[{"from":"t","to":"r"}]}
        """;
}
