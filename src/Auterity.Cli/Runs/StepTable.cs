using System.Globalization;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

/// <summary>Steps as a table: status, duration, attempts, items, error.</summary>
internal static class StepTable
{
    private const int LongestError = 200;

    public static Listing Of(IEnumerable<JsonElement> steps, DateTimeOffset now)
    {
        var table = new Listing().Column("step", number: true, spare: 3).Column("node", wraps: true).Column("status").Column("took", number: true).Column("attempt", number: true, spare: 1).Column("items", number: true, spare: 2).Column("", wraps: true);
        foreach (var step in steps)
            table.Row(
                step.Text("id"), NameOf(step), Cell.Status(step.Text("status")), TimeText.Of(DurationOf(step, now)), step.Number("attempts") is > 1 and var attempts ? attempts.ToString(CultureInfo.InvariantCulture) : "",
                ItemsOf(step), RemarkOf(step));
        return table;
    }

    /// <summary>The node, and which firing of it when there are several.</summary>
    public static string NameOf(JsonElement step) => step.Number("number") is > 0 and var number ? $"{step.Text("node")} #{number + 1}" : step.Text("node") ?? "";

    public static TimeSpan? DurationOf(JsonElement step, DateTimeOffset now)
    {
        if (step.Time("startedAt") is not { } started || step.Text("status") is "skipped") return null;
        return step.Time("finishedAt") is { } finished ? finished - started : step.Text("status") is "cancelled" ? null : now - started;
    }

    /// <summary>Items that came out, by port where it is not the only one.</summary>
    public static string ItemsOf(JsonElement step)
    {
        var ports = step.Members("outputs").ToList();
        return ports switch
        {
            [] => "",
            [var only] when only.Name == "main" => only.Value.Text("count") ?? "",
            _ => string.Join(", ", ports.Select(port => $"{port.Name} {port.Value.Text("count")}")),
        };
    }

    public static string RemarkOf(JsonElement step)
    {
        if (step.Read("error").Text("message") is { } error) return Plain.Cut(error, LongestError) + (step.Text("status") == "retrying" ? Until(step, "; again at ") : "");
        if (step.Text("status") is "waiting" or "retrying") return Until(step, "until ");
        return step.Flag("forced") ? "went on without what never came" : "";
    }

    private static string Until(JsonElement step, string words) => step.Time("until") is { } until ? words + TimeText.Clock(until) : "";
}
