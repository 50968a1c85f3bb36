using System.Diagnostics;
using System.Globalization;
using Auterity.Server.Tests.Process;

namespace Auterity.Cli.Tests;

/// <summary>Watching goes on when the server does not: it is killed in the middle and started again.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Watch_ServerKilledAndStartedAgain_SeesTheEndOfTheRun()
    {
        var first = await StartServerAsync(0);
        var address = first.Address;
        var cli = new Cli(folder.File("config"), ("AUTERITY_URL", address.ToString()), ("AUTERITY_API_KEY", SignedIn.Key));
        await cli.CreateAsync("Approval", Sample.Waiting);
        (await cli.RunAsync("workflows", "publish", "Approval")).Succeeded();
        var id = await cli.StartRunAsync("Approval");
        using var watching = cli.Start("runs", "watch", id, "--json");
        await ReadUntilAsync(watching, "\"status\":\"waiting\"");

        first.Kill();
        first.Dispose();
        await ReadUntilAsync(watching, "\"event\":\"lost\"");
        using var second = await StartServerAsync(address.Port);
        await ReadUntilAsync(watching, "\"event\":\"back\"");
        (await cli.RunAsync("runs", "signal", id, "approved")).Succeeded();

        await ReadUntilAsync(watching, "\"event\":\"run\"");
        await watching.WaitForExitAsync(Json.Token);
        Assert.Equal(0, watching.ExitCode);
    }

    [Fact]
    public async Task Wait_ServerKilledAndStartedAgain_GetsTheOutput()
    {
        var first = await StartServerAsync(0);
        var address = first.Address;
        var cli = new Cli(folder.File("config"), ("AUTERITY_URL", address.ToString()), ("AUTERITY_API_KEY", SignedIn.Key));
        await cli.CreateAsync("Approval", Sample.Waiting);
        (await cli.RunAsync("workflows", "publish", "Approval")).Succeeded();
        using var waiting = cli.Start("run", "Approval", "--label", "waited", "--wait", "600");
        string? id = null;
        while (id is null) id = (await cli.JsonAsync("runs", "list", "--status", "waiting")).EnumerateArray().Select(run => run.Text("id")).FirstOrDefault();

        first.Kill();
        first.Dispose();
        Assert.Contains("Waiting for it", await waiting.StandardError.ReadLineAsync(Json.Token), StringComparison.Ordinal);
        using var second = await StartServerAsync(address.Port);
        (await cli.RunAsync("runs", "signal", id, "approved")).Succeeded();

        await waiting.WaitForExitAsync(Json.Token);
        Assert.Equal(0, waiting.ExitCode);
        Assert.Contains("succeeded", await waiting.StandardOutput.ReadToEndAsync(Json.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Interrupted_LeavesTheRunAlone()
    {
        using var server = await StartServerAsync(0);
        var cli = new Cli(folder.File("config"), ("AUTERITY_URL", server.Address.ToString()), ("AUTERITY_API_KEY", SignedIn.Key));
        await cli.CreateAsync("Approval", Sample.Waiting);
        (await cli.RunAsync("workflows", "publish", "Approval")).Succeeded();
        var id = await cli.StartRunAsync("Approval");
        using var watching = cli.Start("runs", "watch", id, "--json");
        await ReadUntilAsync(watching, "\"status\":\"waiting\"");

        using (var interrupt = Process.Start("kill", ["-INT", watching.Id.ToString(CultureInfo.InvariantCulture)])) await interrupt.WaitForExitAsync(Json.Token);
        await watching.WaitForExitAsync(Json.Token);

        Assert.Equal(130, watching.ExitCode);
        Assert.Contains("the run goes on", await watching.StandardError.ReadToEndAsync(Json.Token), StringComparison.Ordinal);
        Assert.Equal("waiting", (await cli.JsonAsync("runs", "show", id)).Text("status"));
    }

    public void Dispose() => folder.Dispose();

    private Task<ServerProcess> StartServerAsync(int port) =>
        ServerProcess.StartAsync(folder.File("data"), ("AUTERITY_API_KEY", SignedIn.Key), ("AUTERITY_PORT", port.ToString(CultureInfo.InvariantCulture)));

    private static async Task ReadUntilAsync(Process process, string part)
    {
        while (await process.StandardOutput.ReadLineAsync(Json.Token) is { } line)
            if (line.Contains(part, StringComparison.Ordinal)) return;
        Assert.Fail($"It ended before it said {part}: {await process.StandardError.ReadToEndAsync(Json.Token)}");
    }
}
