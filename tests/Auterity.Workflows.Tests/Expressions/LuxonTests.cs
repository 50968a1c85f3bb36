using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>Dates answer what the real luxon answers: a kept sample always, the whole table where node and luxon are installed.</summary>
public class LuxonTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Luxon");

    [Fact]
    public void Evaluate_KeptRows_EqualLuxon()
    {
        using var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "table.json")));

        var wrong = Differences(table.RootElement);

        Assert.True(table.RootElement.GetArrayLength() > 400);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Evaluate_WholeTable_EqualsLuxon()
    {
        var (code, output, error) = await RunNode();
        Assert.SkipWhen(code != 0, $"node with luxon is not installed here: {error.Split('\n')[0]}");
        using var table = JsonDocument.Parse(output);

        var wrong = Differences(table.RootElement);

        Assert.True(table.RootElement.GetArrayLength() > 5_000);
        Assert.Empty(wrong);
    }

    private static List<string> Differences(JsonElement table)
    {
        var wrong = new List<string>();
        var sessions = new Dictionary<string, (ExpressionSession Session, FakeScope Scope)>(StringComparer.Ordinal);
        foreach (var row in table.EnumerateArray())
        {
            var zone = row.GetProperty("zone").GetString()!;
            var code = row.GetProperty("code").GetString()!;
            if (!sessions.TryGetValue(zone, out var at))
                sessions[zone] = at = (new ExpressionSession(), new FakeScope { Zone = zone, Items = [FakeScope.Parse("{}")] });
            string actual;
            try
            {
                actual = JsonText.Compact(CompiledTemplate.Compile("={{ " + code + " }}", "date").Evaluate(at.Session, at.Scope, TestContext.Current.CancellationToken));
            }
            catch (ExpressionException e)
            {
                actual = $"failed: {e.Message}";
            }

            // Node writes a narrow space before AM and PM, but only for zones of fixed offset; here it is a plain one everywhere.
            var expected = JsonText.Compact(row.GetProperty("value")).Replace('\u202F', ' ');
            if (actual != expected)
                wrong.Add($"{zone} {code}\n    luxon {expected}\n    ours  {actual}");
        }

        foreach (var line in wrong.Take(200))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        return wrong;
    }

    private static async Task<(int Code, string Output, string Error)> RunNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "table.mjs")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (node.ExitCode, output, (await error).Split('\n').FirstOrDefault(l => l.StartsWith("Error", StringComparison.Ordinal)) ?? "node failed");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
