using System.Globalization;
using System.Text.Json.Nodes;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Bench;

/// <summary>What was measured.</summary>
/// <param name="Connections">Callers at the same time.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
/// <param name="Milliseconds">How long each good call took, shortest first.</param>
/// <param name="Errors">How often what went wrong.</param>
internal sealed record BenchResult(int Connections, TimeSpan Elapsed, double[] Milliseconds, IReadOnlyDictionary<string, int> Errors)
{
    public int Done => Milliseconds.Length;

    public double PerSecond => Done / Elapsed.TotalSeconds;

    /// <summary>The duration that this share of the calls stayed below; 0 when there was none.</summary>
    public double Percentile(double share) => Done == 0 ? 0 : Milliseconds[Math.Min(Done - 1, (int)Math.Ceiling(Done * share) - 1)];

    public JsonObject Describe() => new()
    {
        ["connections"] = Connections,
        ["seconds"] = Math.Round(Elapsed.TotalSeconds, 3),
        ["runs"] = Done,
        ["runsPerSecond"] = Math.Round(PerSecond, 1),
        ["p50Ms"] = Math.Round(Percentile(0.5), 3),
        ["p99Ms"] = Math.Round(Percentile(0.99), 3),
        ["maxMs"] = Math.Round(Percentile(1), 3),
        ["errors"] = new JsonObject(Errors.Select(error => KeyValuePair.Create(error.Key, (JsonNode?)error.Value))),
    };

    public void Show(Screen screen)
    {
        var table = new Listing().Column("connections", number: true).Column("runs", number: true).Column("runs/s", number: true).Column("p50 ms", number: true).Column("p99 ms", number: true).Column("max ms", number: true).Column("errors", number: true);
        table.Row(Text(Connections), Text(Done), Text(PerSecond), Text(Percentile(0.5)), Text(Percentile(0.99)), Text(Percentile(1)), Text(Errors.Values.Sum()));
        table.Write(screen);
        foreach (var (error, count) in Errors) screen.Line($"{count} × {error}");
    }

    private static string Text(double value) => value.ToString(value >= 100 || value == Math.Floor(value) ? "0" : "0.00", CultureInfo.InvariantCulture);
}
