using System.Text.Json;
using Auterity.Server.Tests.Process;

namespace Auterity.Cli.Tests;

/// <summary>A server process and a command line that is signed in to it; shared by the tests of a class.</summary>
public sealed class SignedIn : IAsyncLifetime
{
    public const string Key = "cli-test-administrator-key-0123456789";

    private readonly TemporaryFolder folder = new();
    private ServerProcess? server;

    internal Cli Cli { get; private set; } = null!;

    public Uri Address => server!.Address;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync(folder.File("data"), ("AUTERITY_API_KEY", Key), ("AUTERITY_LOG_FORMAT", "json"));
        Cli = new Cli(folder.File("config"));
        (await Cli.RunAsync(["login", Address.ToString()], Key)).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        server?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Makes a workflow of a definition and publishes it; its name is new.</summary>
    internal async Task<string> PublishAsync(string definition)
    {
        var name = $"Flow {Guid.CreateVersion7():N}";
        await Cli.CreateAsync(name, definition);
        (await Cli.RunAsync("workflows", "publish", name)).Succeeded();
        return name;
    }
}

internal static class CliSteps
{
    public static async Task<JsonElement> CreateAsync(this Cli cli, string name, string definition) =>
        (await cli.RunAsync(["workflows", "create", name, "--definition", "-", "--json"], definition)).Succeeded().Json;

    /// <summary>Starts a run and returns its id.</summary>
    public static async Task<string> StartRunAsync(this Cli cli, string workflow, params string[] more) => (await cli.JsonAsync(["run", workflow, .. more])).Text("id");

    /// <summary>Asks until the run has the status.</summary>
    public static async Task<JsonElement> WaitForAsync(this Cli cli, string run, string status)
    {
        while (true)
        {
            var shown = await cli.JsonAsync("runs", "show", run);
            if (shown.Text("status") == status) return shown;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Json.Token);
        }
    }
}
