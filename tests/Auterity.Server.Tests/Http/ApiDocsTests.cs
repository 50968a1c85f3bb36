using System.Net;
using System.Text.RegularExpressions;

namespace Auterity.Server.Tests.Http;

public sealed partial class ApiDocsTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    [Fact]
    public async Task Contract_Asked_NamesPathsAndWaysToSignIn()
    {
        var contract = await shared.Client.GetJsonAsync("/openapi/v1.json");

        Assert.True(contract.GetProperty("paths").GetProperty("/api/api-keys").GetProperty("post").TryGetProperty("security", out _));
        Assert.False(contract.GetProperty("paths").GetProperty("/health").GetProperty("get").TryGetProperty("security", out _));
        Assert.Equal(["apiKey", "bearer"], contract.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Select(scheme => scheme.Name).Order());
    }

    [Fact]
    public async Task Contract_EveryOperation_HasAnIdAndASummary()
    {
        var contract = await shared.Client.GetJsonAsync("/openapi/v1.json");

        var bare = contract.GetProperty("paths").EnumerateObject().Where(path => !path.Name.StartsWith("/test/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Where(operation => !operation.Value.TryGetProperty("operationId", out _) || !operation.Value.TryGetProperty("summary", out _))
                .Select(operation => $"{operation.Name} {path.Name}"));
        Assert.Empty(bare);
    }

    [Fact]
    public async Task Page_Opened_LoadsNothingFromElsewhere()
    {
        using var answer = await shared.Server.Anonymous.GetAsync("/docs", Json.Token);
        var page = await answer.Content.ReadAsStringAsync(Json.Token);

        Assert.Contains("<script", page, StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(Loaded().Matches(page), match => match.Groups["url"].Value.Contains("//", StringComparison.Ordinal));
        foreach (Match match in Loaded().Matches(page))
        {
            using var asset = await shared.Server.Anonymous.GetAsync(new Uri(new Uri(shared.Server.Address, "/docs/"), match.Groups["url"].Value), Json.Token);
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        }
    }

    [GeneratedRegex("(src|href)=\"(?<url>[^\"]+)\"")]
    private static partial Regex Loaded();
}
