using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Auterity.Server.Tests.Process;

/// <summary>The server program as a child process, killed at the end whatever happens.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly System.Diagnostics.Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Uri? listening;

    private ServerProcess(string dataFolder, (string Variable, string Value)[] settings)
    {
        process = new System.Diagnostics.Process { StartInfo = Program(dataFolder, settings) };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public Uri Address => listening!;

    /// <summary>What it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>Starts the program and waits until it says that it has.</summary>
    public static async Task<ServerProcess> StartAsync(string dataFolder, params (string Variable, string Value)[] settings)
    {
        var server = Launch(dataFolder, settings);
        try
        {
            await server.started.Task.WaitAsync(TimeSpan.FromMinutes(3), TimeProvider.System, Json.Token);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the program without waiting for it.</summary>
    public static ServerProcess Launch(string dataFolder, params (string Variable, string Value)[] settings) => new(dataFolder, settings);

    public static async Task<(int Code, string Error)> RunToEndAsync(string dataFolder, params (string Variable, string Value)[] settings)
    {
        var start = Program(dataFolder, settings);
        using var process = System.Diagnostics.Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = await process.StandardError.ReadToEndAsync(Json.Token);
        await process.WaitForExitAsync(Json.Token);
        return (process.ExitCode, error);
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop and waits for its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        return await ExitAsync();
    }

    /// <summary>Sends a signal: TERM, STOP, CONT.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-" + signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Json.Token);
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(Json.Token);
        return process.ExitCode;
    }

    public bool HasExited => process.HasExited;

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private static ProcessStartInfo Program(string dataFolder, (string Variable, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Auterity.Server.dll")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["AUTERITY_DATA"] = dataFolder;
        start.Environment["AUTERITY_PORT"] = "0";
        start.Environment["AUTERITY_API_KEY"] = "";
        foreach (var (variable, value) in settings) start.Environment[variable] = value;
        return start;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            started.TrySetException(new InvalidOperationException("The server ended before it had started: " + Output));
            return;
        }

        Append(line);
        if (Listening().Match(line) is { Success: true } match) listening = new Uri(match.Value);
        if (line.Contains("Application started", StringComparison.Ordinal)) started.TrySetResult(listening!);
    }

    private void Append(string? line)
    {
        lock (output) output.AppendLine(line);
    }

    [GeneratedRegex("""http://127\.0\.0\.1:[0-9]+""")]
    private static partial Regex Listening();
}
