namespace Auterity.Server.Tests;

/// <summary>One server for all tests of a class that leave no trace others would see.</summary>
public abstract class SharedServer(Backend backend) : IAsyncLifetime
{
    private Server? server;

    public Server Server
    {
        get
        {
            Assert.SkipWhen(server is null, PostgresServer.Missing);
            return server!;
        }
    }

    public HttpClient Client => Server.Client;

    public async ValueTask InitializeAsync()
    {
        if (backend == Backend.Sqlite || PostgresServer.IsThere) server = await Server.StartAsync(backend, map: TestEndpoints.Map);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server is not null) await server.DisposeAsync();
    }
}

/// <summary>On SQLite, as the product starts by default.</summary>
public sealed class DefaultServer() : SharedServer(Backend.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class DefaultPostgresServer() : SharedServer(Backend.Postgres);
