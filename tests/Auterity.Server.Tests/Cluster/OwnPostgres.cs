using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Auterity.Server.Tests.Cluster;

/// <summary>A PostgreSQL server of one test's own, to be stopped and started under it.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("auterity-postgres-").FullName;
    private readonly string binaries;
    private readonly int port;

    private OwnPostgres(string binaries)
    {
        this.binaries = binaries;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public string ConnectionString => new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "postgres", Database = "postgres", MaxPoolSize = 20 }.ToString();

    public static async Task<OwnPostgres> StartAsync()
    {
        const string versions = "/usr/lib/postgresql";
        var newest = Directory.Exists(versions) ? Directory.GetDirectories(versions).OrderBy(path => int.TryParse(Path.GetFileName(path), out var major) ? major : 0).LastOrDefault() : null;
        Assert.SkipWhen(newest is null, "No PostgreSQL is installed; ./test installs one.");
        var postgres = new OwnPostgres(Path.Combine(newest!, "bin"));
        if (Environment.UserName == "root") await RunAsync("chown", ["postgres", postgres.folder]);
        await postgres.RunAsPostgresAsync("initdb", ["-D", postgres.Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]);
        await postgres.StartServerAsync();
        return postgres;
    }

    /// <summary>Cuts every connection at once, as a crash would, and comes back.</summary>
    public async Task RestartAsync()
    {
        await RunAsPostgresAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsPostgresAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);
        Directory.Delete(folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private Task StartServerAsync() => RunAsPostgresAsync(
        "pg_ctl", ["-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200", "start"]);

    private Task RunAsPostgresAsync(string program, string[] arguments) => Environment.UserName == "root"
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(binaries, program), .. arguments])
        : RunAsync(Path.Combine(binaries, program), arguments);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = false, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
