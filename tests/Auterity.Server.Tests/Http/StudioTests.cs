using System.Net;
using System.Net.Http.Headers;

namespace Auterity.Server.Tests.Http;

public sealed class StudioTests : IAsyncLifetime
{
    private readonly TemporaryFolder studio = new();
    private Server server = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(studio.Path, "assets"));
        await File.WriteAllTextAsync(Path.Combine(studio.Path, "index.html"), "<!doctype html><title>Studio</title>", Json.Token);
        await File.WriteAllTextAsync(Path.Combine(studio.Path, "assets", "index-1a2b.js"), "export {}", Json.Token);
        server = await Server.StartAsync(settings: [$"--AUTERITY_STUDIO={studio.Path}"]);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        studio.Dispose();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/workflows")]
    [InlineData("/runs/0198c0de-0000-7000-8000-000000000001")]
    public async Task Open_AnyPage_GivesTheStudioWithETagAndPolicy(string path)
    {
        using var answer = await OpenAsync(path);

        Assert.Equal("<!doctype html><title>Studio</title>", await answer.Content.ReadAsStringAsync(Json.Token));
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var again = await OpenAsync(path, answer.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Load_Asset_MayBeKeptForAYear()
    {
        using var answer = await server.Anonymous.GetAsync("/assets/index-1a2b.js", Json.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/no-such-thing")]
    [InlineData("/assets/index-gone.js")]
    [InlineData("/assets/..%2f..%2fauterity.json")]
    public async Task Open_WhatIsNoPage_IsNotThePage(string path)
    {
        using var answer = await OpenAsync(path);

        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{(int)answer.StatusCode}");
    }

    private async Task<HttpResponseMessage> OpenAsync(string path, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await server.Anonymous.SendAsync(request, Json.Token);
    }
}
