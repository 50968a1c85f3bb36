using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Http;

public sealed partial class AnonymousTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    /// <summary>All that answers without a credential (ENGINE rule 41). Hooks and signed links are checked where they live.</summary>
    private static readonly string[] Open = ["/health", "/docs", "/hooks/", "/hooks-test/", "/resume/", "/oauth2/callback", "/links/", "/api/auth/", "/assets/"];

    [Fact]
    public async Task Call_EveryEndpointWithoutKey_IsRefusedUnlessListed()
    {
        var answered = new List<string>();
        foreach (var (method, path) in Endpoints().Where(endpoint => !Open.Any(open => endpoint.Path.StartsWith(open, StringComparison.Ordinal))))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await shared.Server.Anonymous.SendAsync(request, Json.Token);
            if (response.StatusCode != HttpStatusCode.Unauthorized) answered.Add($"{method} {path}: {(int)response.StatusCode}");
        }

        Assert.Empty(answered);
    }

    [Fact]
    public void Look_Endpoints_AreManyEnoughToMeanSomething() => Assert.True(Endpoints().Count() > 10);

    [Fact]
    public async Task Call_UnknownPathWithoutKey_TellsNothing()
    {
        using var response = await shared.Server.Anonymous.GetAsync("/api/no-such-thing", Json.Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Call_WithoutKey_SaysHowToSignIn()
    {
        using var response = await shared.Server.Anonymous.GetAsync("/api/api-keys", Json.Token);

        var problem = await response.ReadProblemAsync(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Contains("X-Api-Key", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    private IEnumerable<(string Method, string Path)> Endpoints() =>
        shared.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, Concrete(endpoint.RoutePattern.RawText ?? ""))));

    private static string Concrete(string pattern)
    {
        var path = Parameter().Replace(pattern, match =>
            match.Value.Contains("guid", StringComparison.Ordinal) ? "01890000-0000-7000-8000-000000000000"
            : match.Value.Contains("length(64)", StringComparison.Ordinal) ? new string('a', 64)
            : match.Value.Contains("documentName", StringComparison.Ordinal) ? "v1"
            : "x");
        return path.StartsWith('/') ? path : "/" + path;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
