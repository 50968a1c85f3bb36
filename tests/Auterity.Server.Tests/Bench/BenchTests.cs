using System.Text.Json;

namespace Auterity.Server.Tests.Bench;

/// <summary>The bench runs to its end; its figures are nobody's business here.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task Smoke_EveryCase_HasAFigure()
    {
        using var folder = new TemporaryFolder();
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Auterity.Bench.dll"), "--smoke", "--json", "--data", folder.Path])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment["AUTERITY_BENCH_POSTGRES"] = "";
        using var bench = System.Diagnostics.Process.Start(start)!;
        try
        {
            var faults = bench.StandardError.ReadToEndAsync(Json.Token);
            var output = await bench.StandardOutput.ReadToEndAsync(Json.Token).WaitAsync(TimeSpan.FromSeconds(240), TimeProvider.System, Json.Token);
            await bench.WaitForExitAsync(Json.Token);
            Assert.True(bench.ExitCode == 0, await faults + output);

            var rows = JsonDocument.Parse(output.Split('\n').First(line => line.StartsWith('{'))).RootElement.GetProperty("rows").EnumerateArray().ToArray();
            Assert.All(rows.Where(row => row.Text("unit") != "1/s"), row => Assert.True(row.GetProperty("value").GetDouble() > 0, row.ToString()));
            foreach (var name in new[] { "disk", "inside", "hook", "start", "idle", "sleeping", "resume", "budget", "loop", "load" })
                Assert.Contains(rows, row => row.Text("case").StartsWith(name + ":", StringComparison.Ordinal));
        }
        finally
        {
            if (!bench.HasExited) bench.Kill(entireProcessTree: true);
        }
    }
}
