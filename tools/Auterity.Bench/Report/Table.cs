using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Bench.Report;

/// <summary>Prints rows: each as soon as it is there for people, all at once as JSON for programs.</summary>
internal sealed class Table(TextWriter to, bool json)
{
    private static readonly (string Head, int Width, Func<Row, string> Cell)[] Columns =
    [
        ("case", -38, row => row.Case),
        ("on", -8, row => row.Database),
        ("figure", 10, row => Number(row.Value)),
        ("unit", -9, row => row.Unit),
        ("steps/s", 9, row => Number(row.Steps)),
        ("p50 ms", 7, row => Number(row.P50)),
        ("p99 ms", 7, row => Number(row.P99)),
        ("commits/run", 11, row => Number(row.CommitsPerRun)),
        ("raw limit", 9, row => Number(row.Limit)),
        ("ratio", 5, row => row.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? ""),
        ("CPU µs", 6, row => Number(row.CpuMicros)),
        ("GC %", 5, row => Number(row.GcShare)),
        ("mem MB", 6, row => Number(row.MemoryMb)),
        ("WAL MB", 6, row => Number(row.WalMb)),
        ("target", -14, TargetOf),
    ];

    private readonly List<Row> rows = [];

    public void Begin(string about)
    {
        if (json) return;
        to.WriteLine(about);
        to.WriteLine(Line(column => column.Head));
    }

    public void Add(Row row)
    {
        rows.Add(row);
        if (!json) to.WriteLine(Line(column => column.Cell(row)));
        to.Flush();
    }

    public void End(string about)
    {
        if (json) to.WriteLine(JsonSerializer.Serialize(new { about, rows }, JsonDefaults.Options));
        to.Flush();
    }

    private static string Line(Func<(string Head, int Width, Func<Row, string> Cell), string> cell) =>
        string.Join("  ", Columns.Select(column => column.Width < 0 ? cell(column).PadRight(-column.Width) : cell(column).PadLeft(column.Width))).TrimEnd();

    private static string TargetOf(Row row) => row.Target is { } target
        ? $"{(target.AtLeast ? "≥" : "≤")} {Number(target.Bound)} {(target.IsMet(row.Value) ? "met" : "missed")}"
        : "";

    private static string Number(double? value) => value switch
    {
        null => "",
        { } v when Math.Abs(v) >= 100 => v.ToString("N0", CultureInfo.InvariantCulture),
        { } v when Math.Abs(v) >= 10 => v.ToString("0.0", CultureInfo.InvariantCulture),
        { } v => v.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
