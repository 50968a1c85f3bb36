using System.Collections.Concurrent;
using Auterity.Workflows.Outbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Tests.Outbound;

/// <summary>A real HTTP server on a free port of 127.0.0.1 that remembers what it was asked.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private LocalServer(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    public ConcurrentQueue<Seen> Requests { get; } = new();

    public Seen Last => Requests.Last();

    public string At(string path) => new Uri(Url, path).AbsoluteUri;

    public static async Task<LocalServer> StartAsync(Func<HttpContext, Task> handle, string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var server = new LocalServer(builder.Build());
        server.app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            server.Requests.Enqueue(new Seen(context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}",
                context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray()));
            await handle(context);
        });
        await server.app.StartAsync();
        server.Url = new Uri(server.app.Urls.First());
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    internal sealed record Seen(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Body);
    }
}

/// <summary>The outbound services as the product registers them.</summary>
internal static class Outgoing
{
    public static ServiceProvider Services(params string[] allow) => Services(TimeProvider.System, "unused", allow);

    public static ServiceProvider Services(TimeProvider time, string sqliteFolder, params string[] allow)
    {
        var settings = allow.Select((entry, index) => KeyValuePair.Create($"Auterity:Outbound:Allow:{index}", (string?)entry)).Append(new("Auterity:Outbound:ConnectSeconds", "2")).Append(new("Auterity:Outbound:SqliteFolder", sqliteFolder));
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton<TokenShelf>().AddSingleton<Workflows.Outbound.Auth.ITokenStore>(provider => provider.GetRequiredService<TokenShelf>());
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.AddOutbound().BuildServiceProvider();
    }

    public static T Create<T>(this IServiceProvider services) => ActivatorUtilities.CreateInstance<T>(services);
}

/// <summary>A token store in memory.</summary>
internal sealed class TokenShelf : Workflows.Outbound.Auth.ITokenStore
{
    public Sdk.Credential? Stored { get; set; }

    public Task<Sdk.Credential?> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken) => Task.FromResult(Stored);

    public Task<Sdk.Credential?> ClaimAsync(Guid tenantId, Sdk.Credential credential, DateTimeOffset until, CancellationToken cancellationToken) => Task.FromResult<Sdk.Credential?>(Stored ?? credential);

    public Task SaveAsync(Guid tenantId, Guid credentialId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var merged = new Dictionary<string, string>(Stored?.Values ?? new Dictionary<string, string>());
        foreach (var (name, value) in values) merged[name] = value;
        Stored = new Sdk.Credential("oauth2.authorizationCode", merged) { Id = credentialId };
        return Task.CompletedTask;
    }
}
