using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;
using Auterity.Workflows.Nodes.Schedules;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts runs at the times its rules say. The schedule itself is kept and fired by the engine.</summary>
[Node("trigger.schedule", "Schedule", Category = "Triggers", Icon = "calendar-clock", Delivery = Delivery.Pure,
    Summary = "Starts a run at fixed times: every few minutes, on weekdays, or by a cron expression.", Keywords = ["cron", "interval", "timer", "daily", "weekly"])]
public sealed class ScheduleTrigger : TriggerNode<ScheduleTrigger.Input>
{
    public sealed record Input
    {
        [Description("When to start; each rule starts runs of its own"), Required]
        public IReadOnlyList<ScheduleRule> Rules { get; init; } = [];

        [Description("IANA time zone of the rules; empty takes the workflow's"), Field(Placeholder = "Europe/Berlin")]
        public string? TimeZone { get; init; }

        [Description("Longest random delay of a start, in seconds, so that not everything starts on the full hour"), Range(0, 3600)]
        public int JitterSeconds { get; init; }

        [Description("What happens when a run is due while the last one is still going")]
        public Overlap Overlap { get; init; }

        [Description("How far back missed starts are made up for after a standstill, in minutes"), Range(0, 525_600)]
        public int CatchUpMinutes { get; init; } = 60;
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (parameters.FindText("timeZone") is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            yield return new("timeZone", $"There is no time zone '{zone}'; use a name such as Europe/Berlin.");
        if (!parameters.TryGetProperty("rules", out var rules) || rules.ValueKind != JsonValueKind.Array) yield break;
        if (rules.GetArrayLength() == 0) yield return new("rules", "A schedule needs at least one rule.");
        var index = 0;
        foreach (var rule in rules.EnumerateArray())
        {
            foreach (var fault in ScheduleRule.Check(rule, $"rules[{index}]"))
                yield return fault;
            index++;
        }
    }

    /// <summary>A start by schedule brings no data, so the moment is the item.</summary>
    public override NodeResult Receive(Input input, JsonElement payload, NodeContext context)
    {
        var zone = input.TimeZone is { Length: > 0 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var own) ? own : context.TimeZone;
        var due = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("dueAt", out var at) && at.TryGetDateTimeOffset(out var moment) ? moment : context.Now;
        var local = TimeZoneInfo.ConvertTime(due, zone);
        return NodeResult.Main(Item.From(new Dictionary<string, string>
        {
            ["timestamp"] = local.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
            ["Readable date"] = $"{Words(local, "MMMM d")}{Ordinal(local.Day)} {Words(local, "yyyy, h:mm:ss")} {Words(local, "tt").ToLowerInvariant()}",
            ["Readable time"] = $"{Words(local, "h:mm:ss")} {Words(local, "tt").ToLowerInvariant()}",
            ["Day of week"] = Words(local, "dddd"),
            ["Year"] = Words(local, "yyyy"),
            ["Month"] = Words(local, "MMMM"),
            ["Day of month"] = Words(local, "dd"),
            ["Hour"] = Words(local, "HH"),
            ["Minute"] = Words(local, "mm"),
            ["Second"] = Words(local, "ss"),
            ["Timezone"] = $"{zone.Id} (UTC{Words(local, "zzz")})",
        }));
    }

    private static string Words(DateTimeOffset moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);

    private static string Ordinal(int day) => day switch
    {
        1 or 21 or 31 => "st",
        2 or 22 => "nd",
        3 or 23 => "rd",
        _ => "th",
    };
}
