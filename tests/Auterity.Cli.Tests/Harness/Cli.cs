using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Auterity.Cli.Tests;

/// <summary>The command line tool as a user has it: a process with arguments, a folder for its settings, and text in and out.</summary>
internal sealed class Cli(string configFolder, params (string Variable, string? Value)[] environment)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory.Replace("tests/Auterity.Cli.Tests", "src/Auterity.Cli", StringComparison.Ordinal), "auterity.dll");

    public async Task<CliResult> RunAsync(params string[] args) => await RunAsync(args, "");

    public async Task<CliResult> RunAsync(string[] args, string input)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(Json.Token);
        var error = process.StandardError.ReadToEndAsync(Json.Token);
        await FeedAsync(process, input);
        await process.WaitForExitAsync(Json.Token);
        return new CliResult(process.ExitCode, await output, await error);
    }

    /// <summary>Runs it, expects success, and reads the one JSON document it prints.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var result = await RunAsync([.. args, "--json"]);
        return result.Succeeded().Json;
    }

    /// <summary>Starts it and leaves it running.</summary>
    public Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AUTERITY_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["XDG_CONFIG_HOME"] = configFolder;
        foreach (var (variable, value) in environment) start.Environment[variable] = value;
        return Process.Start(start)!;
    }

    private static async Task FeedAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), Json.Token);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to read.
        }
    }
}

/// <summary>What a command left behind.</summary>
internal sealed record CliResult(int Code, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public IReadOnlyList<JsonElement> JsonLines => [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public CliResult Succeeded() => Ended(0);

    /// <summary>Checks the exit code; on a wrong one the test shows everything that was printed.</summary>
    public CliResult Ended(int code)
    {
        Assert.True(code == Code, $"exit code {Code} instead of {code}\n{Out}\n{Error}");
        return this;
    }
}
