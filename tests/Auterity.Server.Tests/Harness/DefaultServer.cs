namespace Auterity.Server.Tests;

/// <summary>One server on SQLite for all tests of a class that leave no trace others would see.</summary>
public sealed class DefaultServer : IAsyncLifetime
{
    public Server Server { get; private set; } = null!;

    public HttpClient Client => Server.Client;

    public async ValueTask InitializeAsync() => Server = await Server.StartAsync(map: TestEndpoints.Map);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
