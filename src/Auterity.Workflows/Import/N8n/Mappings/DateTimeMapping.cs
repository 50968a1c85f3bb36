using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Date and time, both forms: one operation a node (2), format or calculate (1).</summary>
[N8nMapping("n8n-nodes-base.dateTime")]
internal sealed class DateTimeMapping : N8nMapping
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement("");

    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("presentationNotice");
        return new("data.dateTime", p.Version < 2 ? FirstForm(p) : Of(p, p.Object("options")));
    }

    private static object Of(N8nParameters p, N8nParameters o)
    {
        var includeOther = o.Flag("includeInputFields");
        var operation = p.Choice("operation", "getCurrentDate");
        var field = p.Filled("outputFieldName");
        switch (operation)
        {
            case "addToDate" or "subtractFromDate":
                return new { operation = operation == "addToDate" ? "add" : "subtract", date = p.Value("magnitude") ?? Nothing, unit = p.Text("timeUnit", "days"), amount = p.Number("duration", 0), field, includeOther };
            case "formatDate":
                var (format, custom) = (p.Text("format", "MM/dd/yyyy"), p.Text("customFormat"));
                o.Default("timezone", "true");
                return new { operation = "format", date = p.Value("date") ?? Nothing, format = format == "custom" ? custom : format, fromFormat = o.Filled("fromFormat"), field, includeOther };
            case "getTimeBetweenDates":
                var units = p.Names("units").Select(unit => $"{unit}s").ToList();
                return new { operation = "between", date = p.Value("startDate") ?? Nothing, endDate = p.Value("endDate") ?? Nothing, units = units.Count > 0 ? units : null, asIsoDuration = o.On("isoString"), field, includeOther };
            case "extractDate":
                return new { operation = "extract", date = p.Value("date") ?? Nothing, part = p.Text("part", "month"), field, includeOther };
            case "roundDate":
                var (up, to, nearest) = (p.Choice("mode", "roundDown") == "roundUp", p.Text("to", "month"), p.Text("toNearest", "month"));
                return new { operation = "round", date = p.Value("date") ?? Nothing, rounding = up ? "up" : null, unit = $"{(up ? to : nearest)}s", field, includeOther };
            default:
                return new { operation = "now", includeTime = p.Flag("includeTime", true) ? (bool?)null : false, timeZone = o.Filled("timezone"), field, includeOther };
        }
    }

    private static object FirstForm(N8nParameters p)
    {
        var (date, field) = (p.Value("value") ?? Nothing, p.Text("dataPropertyName", "data"));
        var o = p.Object("options");
        var (from, zone) = (o.Filled("fromFormat"), o.Filled("toTimezone"));
        o.Default("fromTimezone", "");
        if (p.Choice("action", "format") == "calculate")
            return new { operation = p.Choice("operation", "add"), date, amount = p.Number("duration", 0), unit = p.Text("timeUnit", "days"), fromFormat = Luxon(p, from), field };

        p.Skip("custom");
        return new { operation = "format", date, format = Luxon(p, p.Text("toFormat", "MM/DD/YYYY")), fromFormat = Luxon(p, from), timeZone = zone, field };
    }

    private static string? Luxon(N8nParameters p, string? moment)
    {
        if (moment is null || moment.StartsWith('=')) return moment;
        if (MomentFormat.ToLuxon(moment, out var unknown) is var luxon && unknown.Count > 0) p.Lose($"In the date format '{moment}' there is nothing like {string.Join(", ", unknown)} here.");
        return luxon;
    }
}
