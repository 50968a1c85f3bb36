namespace Auterity.Server.Tests.Tenancy;

public sealed class MeTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Ask_WhoIAm_NamesMyOwnTenantAndScopes(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var (other, tenantId) = await server.AddTenantAsync("somebody-else");

        var mine = await server.Client.GetJsonAsync("/api/me");
        var theirs = await other.GetJsonAsync("/api/me");

        Assert.Equal("default", mine.GetProperty("tenant").Text("slug"));
        Assert.Equal(tenantId, theirs.GetProperty("tenant").GetProperty("id").GetGuid());
        Assert.Equal(["admin"], theirs.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
    }
}
