namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Started by the clock: a list of rules.</summary>
[N8nMapping("n8n-nodes-base.scheduleTrigger")]
internal sealed class ScheduleTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice");
        var rules = p.List("rule.interval").Select(RuleOf).ToList();
        return new("trigger.schedule", new { rules = rules.Count > 0 ? rules : [new ScheduleRow("days")] });
    }

    private static ScheduleRow RuleOf(N8nParameters row) => row.Choice("field", "days") switch
    {
        "seconds" => new("seconds", row.Whole("secondsInterval", 30)),
        "minutes" => new("minutes", row.Whole("minutesInterval", 5)),
        "hours" => new("hours", row.Whole("hoursInterval", 1), Minute: row.Whole("triggerAtMinute", 0)),
        "weeks" => new("weeks", row.Whole("weeksInterval", 1), row.Whole("triggerAtHour", 0), row.Whole("triggerAtMinute", 0)) { DaysOfWeek = DaysOf(row) },
        "months" => new("months", row.Whole("monthsInterval", 1), row.Whole("triggerAtHour", 0), row.Whole("triggerAtMinute", 0)) { DayOfMonth = row.Whole("triggerAtDayOfMonth", 1) },
        "cronExpression" => new("cron") { Cron = row.Text("expression", "") },
        _ => new("days", Math.Max(1, row.Whole("daysInterval", 1)), row.Whole("triggerAtHour", 0), row.Whole("triggerAtMinute", 0)),
    };

    private static List<int> DaysOf(N8nParameters row) => [.. row.Names("triggerAtDay").Select(day => int.TryParse(day, out var number) ? number % 7 : 0).DefaultIfEmpty(0)];
}

/// <summary>The older node for the same, with other names.</summary>
[N8nMapping("n8n-nodes-base.cron")]
internal sealed class CronMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var rules = p.List("triggerTimes.item").Select(RuleOf).ToList();
        return new("trigger.schedule", new { rules });
    }

    private static ScheduleRow RuleOf(N8nParameters row) => row.Choice("mode", "everyDay") switch
    {
        "everyMinute" => new("minutes"),
        "everyHour" => new("hours", Minute: row.Whole("minute", 0)),
        "everyWeek" => new("weeks", Hour: row.Whole("hour", 14), Minute: row.Whole("minute", 0)) { DaysOfWeek = [row.Whole("weekday", 1) % 7] },
        "everyMonth" => new("months", Hour: row.Whole("hour", 14), Minute: row.Whole("minute", 0)) { DayOfMonth = row.Whole("dayOfMonth", 1) },
        "everyX" => new(row.Choice("unit", "hours") == "minutes" ? "minutes" : "hours", row.Whole("value", 2)),
        "custom" => new("cron") { Cron = row.Text("cronExpression", "* * * * * *") },
        _ => new("days", Hour: row.Whole("hour", 14), Minute: row.Whole("minute", 0)),
    };
}

/// <summary>The oldest: every so many seconds, minutes or hours.</summary>
[N8nMapping("n8n-nodes-base.interval")]
internal sealed class IntervalMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => new("trigger.schedule", new
    {
        rules = new[] { new ScheduleRow(p.Choice("unit", "seconds") switch { "minutes" => "minutes", "hours" => "hours", _ => "seconds" }, p.Whole("interval", 1)) },
    });
}

/// <summary>A rule of our schedule; what is at its default is left out.</summary>
internal sealed record ScheduleRow
{
    public ScheduleRow(string unit, int every = 1, int? Hour = null, int? Minute = null)
    {
        Unit = unit;
        Every = every == 1 ? null : Math.Max(1, every);
        this.Hour = Hour;
        this.Minute = Minute;
    }

    public string Unit { get; }

    public int? Every { get; }

    public int? Hour { get; }

    public int? Minute { get; }

    public IReadOnlyList<int>? DaysOfWeek { get; init; }

    public int? DayOfMonth { get; init; }

    public string? Cron { get; init; }
}
