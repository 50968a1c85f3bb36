using Auterity.Platform.Tenancy;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Bench.Servers;

/// <summary>The whole product in this process, its engine at hand.</summary>
internal sealed class InsideServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RunStarter starter;
    private readonly Guid tenant;

    private InsideServer(WebApplication app, Guid tenant)
    {
        this.app = app;
        this.tenant = tenant;
        starter = app.Services.GetRequiredService<RunStarter>();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Api = new ApiClient(Address);
    }

    public Uri Address { get; }

    public ApiClient Api { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<InsideServer> StartAsync(Store store)
    {
        var builder = WebApplication.CreateBuilder([.. store.Settings.Where(setting => setting.Value.Length > 0).Select(setting => $"--{setting.Key.Replace("__", ":", StringComparison.Ordinal)}={setting.Value}")]);
        Program.AddModules(builder);
        var app = builder.Build();
        Program.MapModules(app);
        await app.StartAsync();
        await app.Services.GetRequiredService<ShardService>().Ready.Task;
        return new InsideServer(app, await app.Services.GetRequiredService<TenantDirectory>().DefaultAsync(CancellationToken.None));
    }

    /// <summary>Starts a run through the front door and waits until it is over and on disk.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(Guid workflow, RunEndpoints.StartRun start)
    {
        var started = await starter.StartAsync(tenant, workflow, start, key: null, by: "bench", waits: true, CancellationToken.None);
        return started.Waiter is { } waiter && (await waiter.News).Status == RunStatus.Succeeded;
    }

    /// <summary>Starts a run; true as soon as it is on disk.</summary>
    public async Task<bool> AcceptAsync(Guid workflow, RunEndpoints.StartRun start) =>
        (await starter.StartAsync(tenant, workflow, start, key: null, by: "bench", waits: false, CancellationToken.None)).Problem is null;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
