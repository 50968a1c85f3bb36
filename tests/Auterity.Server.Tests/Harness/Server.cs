using System.Net.Http.Headers;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests;

/// <summary>The whole product on a free port of loopback, with its own data folder and its own database.</summary>
public sealed class Server : IAsyncDisposable
{
    public const string Key = "test-administrator-key-0123456789";

    private readonly WebApplication app;
    private readonly IAsyncDisposable? database;
    private readonly TemporaryFolder folder;
    private readonly bool ownsFolder;

    private Server(WebApplication app, TemporaryFolder folder, bool ownsFolder, IAsyncDisposable? database)
    {
        this.app = app;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        this.database = database;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Anonymous = new HttpClient { BaseAddress = Address };
        Client = ClientWith(Key);
    }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Signed in as the administrator of the tenant <c>default</c>.</summary>
    public HttpClient Client { get; }

    public HttpClient Anonymous { get; }

    public static async Task<Server> StartAsync(
        Backend backend = Backend.Sqlite, TemporaryFolder? folder = null, Action<WebApplicationBuilder>? configure = null, Action<IEndpointRouteBuilder>? map = null, params string[] settings)
    {
        var own = folder is null;
        folder ??= new TemporaryFolder();
        var database = backend == Backend.Postgres ? await PostgresServer.CreateDatabaseAsync() : null;
        string[] defaults = [$"--AUTERITY_DATA={folder.Path}", "--AUTERITY_PORT=0", "--AUTERITY_LOG_LEVEL=Fatal", $"--AUTERITY_API_KEY={Key}"];
        string[] postgres = database is null ? [] : [$"--AUTERITY_DATABASE={database.ConnectionString}"];
        var builder = WebApplication.CreateBuilder([.. defaults, .. postgres, .. settings]);
        Program.AddModules(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        var routes = Program.MapModules(app);
        map?.Invoke(routes);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync(); // gives the data folder back
            throw;
        }

        return new Server(app, folder, own, database);
    }

    public HttpClient ClientWith(string key)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client of a tenant of its own.</summary>
    public async Task<(HttpClient Client, Guid TenantId)> AddTenantAsync(string slug)
    {
        await using var db = Services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.System("test"));
        var tenant = new Tenant { Id = Guid.CreateVersion7(), Slug = slug, Name = slug };
        db.Add(tenant);
        var (_, key) = await Services.GetRequiredService<ApiKeys>().CreateAsync(db, tenant.Id, slug, Scopes.Admin, null, TestContext.Current.CancellationToken);
        return (ClientWith(key), tenant.Id);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        if (ownsFolder) folder.Dispose();
    }
}

public enum Backend
{
    Sqlite,
    Postgres,
}
