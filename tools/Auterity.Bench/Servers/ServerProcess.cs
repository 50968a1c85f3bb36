using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Auterity.Bench.Servers;

/// <summary>The server program as a process of its own, killed at the end whatever happens.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What <c>./run</c> starts, compiled ahead of time; the server that lies beside the bench where nobody says so.</summary>
    private static string Program => Environment.GetEnvironmentVariable("AUTERITY_BENCH_SERVER") ?? Path.Combine(AppContext.BaseDirectory, "Auterity.Server.dll");

    private ServerProcess(Store store)
    {
        var start = new ProcessStartInfo("dotnet", [Program]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in store.Settings)
            start.Environment[name] = value;
        // Says where it listens.
        start.Environment["AUTERITY_LOG_LEVEL"] = "Information";
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public Uri Address { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    /// <summary>From the start of the process until it takes work.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program and waits until <c>/health/ready</c> says yes.</summary>
    public static async Task<ServerProcess> StartAsync(Store store)
    {
        var since = Stopwatch.GetTimestamp();
        var server = new ServerProcess(store);
        server.Address = await server.listening.Task.WaitAsync(TimeSpan.FromSeconds(120), TimeProvider.System, CancellationToken.None);
        server.Api = new ApiClient(server.Address);
        while (!await server.Api.IsReadyAsync())
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(180)) throw new TimeoutException("The server did not become ready: " + server.output);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }

        server.ReadyAfter = Stopwatch.GetElapsedTime(since);
        return server;
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Api?.Dispose();
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    /// <summary>A line of <c>/proc</c>'s status in MB, for example VmRSS or VmHWM; 0 where there is none.</summary>
    public double MemoryMb(string line) => ProcStatus.ReadMb(Id.ToString(CultureInfo.InvariantCulture), line);

    private void Read(string? line)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException("The server ended before it had started: " + output));
            return;
        }

        lock (output)
        {
            if (output.Length < 100_000) output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(new Uri(match.Value));
    }

    [GeneratedRegex("""http://(127\.0\.0\.1|localhost):[0-9]+""")]
    private static partial Regex Listening();
}

/// <summary>What Linux says of a process's memory.</summary>
internal static class ProcStatus
{
    public static double ReadMb(string process, string line)
    {
        var path = $"/proc/{process}/status";
        if (!File.Exists(path)) return 0;
        var found = File.ReadLines(path).FirstOrDefault(text => text.StartsWith(line + ":", StringComparison.Ordinal));
        return found is null ? 0 : double.Parse(found[(line.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
