using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Auterity.Server.Tests;

/// <summary>The other side of a step: a real HTTP server on a free port of loopback.</summary>
internal sealed class Vendor : IAsyncDisposable
{
    /// <summary>Setting that lets nodes reach loopback.</summary>
    public const string Allowed = "--AUTERITY_OUTBOUND__ALLOW__0=127.0.0.0/8";

    private readonly WebApplication app;

    private Vendor(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>Paths asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public string At(string path) => new Uri(Url, path).AbsoluteUri;

    public static async Task<Vendor> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var vendor = new Vendor(builder.Build());
        vendor.app.Run(context =>
        {
            vendor.Asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return handle(context);
        });
        await vendor.app.StartAsync(TestContext.Current.CancellationToken);
        vendor.Url = new Uri(vendor.app.Urls.First());
        return vendor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
