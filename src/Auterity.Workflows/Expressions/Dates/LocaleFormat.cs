using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary><c>date.toLocaleString(format, { locale })</c>: English by itself, other languages through the engine's <c>Intl</c>.</summary>
internal static class LocaleFormat
{
    private static readonly string[] Fields = ["weekday", "year", "month", "day", "hour", "minute", "second", "timeZoneName"];

    public static JsValue Format(DateTimeValue self, JsValue[] arguments)
    {
        if (!self.IsValid)
            return Js.Text("Invalid DateTime");
        var (format, options) = arguments.At(0).IsString() ? (arguments.At(1), arguments[0]) : (arguments.At(0), arguments.At(1));
        var locale = options.IsString() ? LocaleText.Of(options.ToString())
            : options.IsObject() && options.Get("locale").IsString() ? LocaleText.Of(options.Get("locale").ToString())
            : self.Locale;
        var preset = Preset(format);
        var moment = self.Moment;
        if (format.IsObject() && format.Get("timeZone").IsString() && ZoneText.Find(format.Get("timeZone").ToString()) is { } zone)
            moment = moment.InZone(zone) ?? moment;
        return locale.IsEnglish ? Js.Text(PresetFormat.Format(moment, preset, locale)) : ThroughIntl(self, moment, preset, locale);
    }

    private static PresetFormat Preset(JsValue format)
    {
        if (!format.IsObject())
            return PresetFormat.ByName["DATE_SHORT"];
        if (Text("dateStyle") is not null || Text("timeStyle") is not null)
            return Styled(Text("dateStyle"), Text("timeStyle"));
        var cycle = Text("hourCycle");
        var preset = new PresetFormat
        {
            Weekday = Text("weekday"), Year = Text("year"), Month = Text("month"), Day = Text("day"),
            Hour = Text("hour"), Minute = Text("minute"), Second = Text("second"), ZoneName = Text("timeZoneName"),
            Hour12 = format.Get("hour12") is var half && half.IsBoolean() ? half.AsBoolean() : cycle is null ? null : cycle is "h11" or "h12",
        };
        return Fields.Any(f => Text(f) is not null) ? preset : PresetFormat.ByName["DATE_SHORT"] with { Hour12 = preset.Hour12 };

        string? Text(string name) => format.Get(name) is var value && value.IsString() ? value.ToString() : null;
    }

    private static PresetFormat Styled(string? date, string? time)
    {
        var preset = date switch
        {
            "short" => PresetFormat.ByName["DATE_SHORT"] with { Year = "2-digit" },
            "medium" => PresetFormat.ByName["DATE_MED"],
            "long" => PresetFormat.ByName["DATE_FULL"],
            "full" => PresetFormat.ByName["DATE_HUGE"],
            _ => new PresetFormat(),
        };
        return time is null ? preset : preset with
        {
            Hour = "numeric",
            Minute = "numeric",
            Second = time == "short" ? null : "numeric",
            ZoneName = time switch { "long" => "short", "full" => "long", _ => null },
        };
    }

    private static JsValue ThroughIntl(DateTimeValue self, Moment moment, PresetFormat preset, LocaleText locale)
    {
        var options = new JsObject(self.Engine);
        Set("weekday", preset.Weekday);
        Set("year", preset.Year);
        Set("month", preset.Month);
        Set("day", preset.Day);
        Set("hour", preset.Hour);
        Set("minute", preset.Minute);
        Set("second", preset.Second);
        Set("timeZoneName", preset.ZoneName);
        Set("timeZone", ZoneText.IsFixed(moment.Zone) ? null : moment.Zone.Id);
        if (preset.Hour12 is { } half)
            options.FastSetDataProperty("hour12", Js.Boolean(half));
        try
        {
            var formatter = self.Engine.Construct(self.Engine.Global.Get("Intl").Get("DateTimeFormat"), Js.Text(locale.Tag), options);
            return ((Jint.Native.Function.Function)formatter.Get("format")).Call(formatter, [new JsDate(self.Engine, moment.Milliseconds)]);
        }
        catch (Exception e) when (e is JavaScriptException or NotSupportedException or NotImplementedException or FormatException)
        {
            return Js.Text(PresetFormat.Format(moment, preset, locale));
        }

        void Set(string name, string? value)
        {
            if (value is not null)
                options.FastSetDataProperty(name, Js.Text(value));
        }
    }
}
