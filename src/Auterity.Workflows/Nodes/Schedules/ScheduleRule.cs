using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;
using Cronos;

namespace Auterity.Workflows.Nodes.Schedules;

/// <summary>One rule of a schedule: a cron expression, or every so many seconds to months at a time of day.</summary>
public sealed record ScheduleRule
{
    [Description("How the rule is written"), Required]
    public ScheduleUnit? Unit { get; init; }

    [Description("Every how many of the unit"), Range(1, 10_000)]
    public int Every { get; init; } = 1;

    [Description("Cron expression with five fields, or six with seconds first"), Field(Editor = "cron", ShowIf = nameof(Unit), Is = ["cron"], Placeholder = "0 9 * * MON-FRI")]
    public string? Cron { get; init; }

    [Description("Hour of the start"), Range(0, 23), Field(ShowIf = nameof(Unit), Is = ["days", "weeks", "months"])]
    public int Hour { get; init; }

    [Description("Minute of the start"), Range(0, 59), Field(ShowIf = nameof(Unit), Is = ["hours", "days", "weeks", "months"])]
    public int Minute { get; init; }

    [Description("Days of the week, 0 is Sunday; none means Sunday"), Field(ShowIf = nameof(Unit), Is = ["weeks"])]
    public IReadOnlyList<int> DaysOfWeek { get; init; } = [];

    [Description("Day of the month; months that are shorter start on their last day"), Range(1, 31), Field(ShowIf = nameof(Unit), Is = ["months"])]
    public int DayOfMonth { get; init; } = 1;

    /// <summary>Reads a cron expression of five or six fields; null when it is invalid.</summary>
    public static CronExpression? FindCron(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return CronExpression.TryParse(text, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out var cron) ? cron : null;
    }

    internal static IEnumerable<ParameterFault> Check(JsonElement rule, string path)
    {
        if (rule.ValueKind != JsonValueKind.Object) yield break;
        if (rule.FindText("unit") == "cron" && (rule.FindText("cron") ?? "") is var text && !text.StartsWith('='))
        {
            if (text.Trim().Length == 0) yield return new($"{path}.cron", "The cron expression is missing, for example 0 9 * * MON-FRI.");
            else if (FindCron(text) is null) yield return new($"{path}.cron", $"'{text}' is no cron expression; write five fields such as 0 9 * * MON-FRI, or six with seconds first.");
        }

        if (rule.TryGetProperty("daysOfWeek", out var days) && days.ValueKind == JsonValueKind.Array
            && days.EnumerateArray().Any(day => day.ValueKind == JsonValueKind.Number && (!day.TryGetInt32(out var number) || number is < 0 or > 6)))
            yield return new($"{path}.daysOfWeek", "Days of the week are 0 (Sunday) to 6 (Saturday).");
    }
}

public enum ScheduleUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Cron,
}

/// <summary>What happens when a run is due while the last one is still going.</summary>
public enum Overlap
{
    /// <summary>The due start is left out.</summary>
    Skip,

    /// <summary>One start waits; further ones are left out.</summary>
    BufferOne,

    /// <summary>Every start waits its turn.</summary>
    BufferAll,

    /// <summary>The running one is cancelled.</summary>
    CancelOther,

    /// <summary>Both run.</summary>
    Allow,
}
