using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Nodes.Dates;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads, writes and reckons with dates; patterns and arithmetic are those of dates in expressions.</summary>
[Node("data.dateTime", "Date and time", Category = "Data", Icon = "calendar", Delivery = Delivery.Pure,
    Summary = "Formats dates, adds to them, measures between them, rounds them or takes parts of them.", Keywords = ["format", "timezone", "add days", "difference", "parse", "now", "clock"])]
public sealed class DateTimeNode : Node<DateTimeNode.Input, Item>
{
    public sealed record Input
    {
        [Description("What to do")]
        public DateOperation Operation { get; init; }

        [Description("The date: ISO 8601, RFC 2822, SQL or Unix time"), Field(Editor = "date", ShowIf = nameof(Operation), Is = ["format", "add", "subtract", "between", "extract", "round"])]
        public JsonElement? Date { get; init; }

        [Description("The later date"), Field(Editor = "date", ShowIf = nameof(Operation), Is = ["between"])]
        public JsonElement? EndDate { get; init; }

        [Description("Pattern the date is written in, for example dd.MM.yyyy; empty recognises the usual notations"), Field(Placeholder = "dd.MM.yyyy HH:mm")]
        public string? FromFormat { get; init; }

        [Description("Pattern to write the date in; empty writes ISO 8601"), Field(ShowIf = nameof(Operation), Is = ["format"], Placeholder = "yyyy-MM-dd")]
        public string? Format { get; init; }

        [Description("Language of month and day names"), Field(ShowIf = nameof(Operation), Is = ["format"], Placeholder = "en-US")]
        public string? Locale { get; init; }

        [Description("How many units"), Field(ShowIf = nameof(Operation), Is = ["add", "subtract"])]
        public double Amount { get; init; }

        [Description("Unit of the amount, or what is rounded to"), Field(ShowIf = nameof(Operation), Is = ["add", "subtract", "round"])]
        public DateUnit Unit { get; init; } = DateUnit.Days;

        [Description("Units to measure in, the largest first"), Field(ShowIf = nameof(Operation), Is = ["between"])]
        public IReadOnlyList<DateUnit> Units { get; init; } = [DateUnit.Days];

        [Description("Writes the difference as an ISO 8601 duration such as P3DT4H"), Field(ShowIf = nameof(Operation), Is = ["between"])]
        public bool AsIsoDuration { get; init; }

        [Description("Which part to take"), Field(ShowIf = nameof(Operation), Is = ["extract"])]
        public DatePart Part { get; init; }

        [Description("Which way to round"), Field(ShowIf = nameof(Operation), Is = ["round"])]
        public Rounding Rounding { get; init; }

        [Description("Takes the time of day too; otherwise midnight"), Field(ShowIf = nameof(Operation), Is = ["now"])]
        public bool IncludeTime { get; init; } = true;

        [Description("IANA time zone; empty takes the workflow's"), Field(Placeholder = "Europe/Berlin")]
        public string? TimeZone { get; init; }

        [Description("Field the result goes into; empty takes currentDate, formattedDate, newDate, timeDifference, datePart or roundedDate")]
        public string? Field { get; init; }

        [Description("Keeps the item's own fields")]
        public bool IncludeOther { get; init; } = true;
    }

    public override Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var reader = new DateReader(context.Now, context.TimeZone, input.TimeZone, input.FromFormat);
        JsonElement result;
        try
        {
            result = ResultOf(input, reader);
        }
        catch (ExpressionException e)
        {
            throw new NodeException(e.Message, "invalid-date", retryable: false, inner: e);
        }

        var start = input.IncludeOther ? context.Item.Json : JsonValues.EmptyObject;
        var edit = new FieldEdit(start);
        edit.Set(FieldPath.Of(string.IsNullOrEmpty(input.Field) ? NameFor(input.Operation) : input.Field).In(start), result);
        return Task.FromResult(ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), context.Item.Binary));
    }

    private static JsonElement ResultOf(Input input, DateReader reader) => input.Operation switch
    {
        DateOperation.Now => Iso(input.IncludeTime ? reader.Now : reader.Now.StartOf(LuxonUnit.Days)),
        DateOperation.Format => Formatted(input, reader.Read(input.Date, "date")),
        DateOperation.Add => Iso(reader.Read(input.Date, "date").Plus(DurationAmount.Of((LuxonUnit)input.Unit, input.Amount))),
        DateOperation.Subtract => Iso(reader.Read(input.Date, "date").Plus(DurationAmount.Of((LuxonUnit)input.Unit, -input.Amount))),
        DateOperation.Between => Difference(input, MomentDifference.Between(reader.Read(input.EndDate, "endDate"), reader.Read(input.Date, "date"), UnitsOf(input))),
        DateOperation.Extract => JsonValues.Of(PartOf(reader.Read(input.Date, "date"), input.Part)),
        _ => Rounded(input, reader.Read(input.Date, "date")),
    };

    private static JsonElement Formatted(Input input, Moment moment) =>
        string.IsNullOrEmpty(input.Format) ? Iso(moment) : JsonValues.Of(MomentFormat.Format(moment, input.Format, LocaleText.Of(input.Locale)));

    private static JsonElement Difference(Input input, DurationAmount amount) => input.AsIsoDuration
        ? JsonValues.Of(amount.ToIso())
        : JsonValues.Of(UnitsOf(input).ToDictionary(LuxonUnits.Name, unit => amount[unit]));

    private static LuxonUnit[] UnitsOf(Input input) => [.. input.Units.DefaultIfEmpty(DateUnit.Days).Distinct().Select(unit => (LuxonUnit)unit)];

    private static JsonElement Rounded(Input input, Moment moment) =>
        Iso(input.Rounding == Rounding.Down ? moment.StartOf((LuxonUnit)input.Unit) : moment.EndOf((LuxonUnit)input.Unit));

    private static int PartOf(Moment moment, DatePart part) => part switch
    {
        DatePart.Year => moment.Local.Year,
        DatePart.Quarter => moment.Quarter,
        DatePart.Month => moment.Local.Month,
        DatePart.Week => moment.Week,
        DatePart.Day => moment.Local.Day,
        DatePart.Weekday => moment.Weekday,
        DatePart.DayOfYear => moment.Local.DayOfYear,
        DatePart.Hour => moment.Local.Hour,
        DatePart.Minute => moment.Local.Minute,
        DatePart.Second => moment.Local.Second,
        _ => moment.Local.Millisecond,
    };

    private static JsonElement Iso(Moment? moment) =>
        JsonValues.Of(MomentText.Iso(moment ?? throw new ExpressionException("The date lies beyond what the calendar reaches."), new IsoOptions()));

    private static string NameFor(DateOperation operation) => operation switch
    {
        DateOperation.Now => "currentDate",
        DateOperation.Format => "formattedDate",
        DateOperation.Between => "timeDifference",
        DateOperation.Extract => "datePart",
        DateOperation.Round => "roundedDate",
        _ => "newDate",
    };
}

public enum DateOperation
{
    Now,
    Format,
    Add,
    Subtract,
    Between,
    Extract,
    Round,
}

/// <summary>A unit of time, largest first; the order is that of <see cref="LuxonUnit"/>.</summary>
public enum DateUnit
{
    Years,
    Quarters,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
}

public enum DatePart
{
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Weekday,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Millisecond,
}

public enum Rounding
{
    /// <summary>To the first moment of the unit.</summary>
    Down,

    /// <summary>To the last moment of the unit.</summary>
    Up,
}
