using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>An <c>Interval</c> of a script: from a start up to, not including, an end. Immutable.</summary>
internal sealed class IntervalValue : LuxonValue
{
    private const int MaxParts = 100_000;

    public IntervalValue(LuxonRealm realm, DateTimeValue? start, DateTimeValue? end) : base(realm, realm.IntervalPrototype)
    {
        Invalid = start is not { IsValid: true } || end is not { IsValid: true } ? "missing or invalid end"
            : end.Moment.Milliseconds < start.Moment.Milliseconds ? "end before start"
            : null;
        Start = start;
        End = end;
    }

    public static JsObjectShape Shape { get; } = new LuxonShape<IntervalValue>()
        .Getter("start", self => self.IsValid ? self.Start! : JsValue.Null)
        .Getter("end", self => self.IsValid ? self.End! : JsValue.Null)
        .Getter("isValid", self => Js.Boolean(self.IsValid))
        .Getter("invalidReason", self => self.Invalid is null ? JsValue.Null : Js.Text(self.Invalid))
        .Method("length", (self, a) => Js.Number(self.IsValid ? self.Between([Unit(a.At(0))])[Unit(a.At(0))] : double.NaN))
        .Method("count", (self, a) => Js.Number(self.Count(Unit(a.At(0)))))
        .Method("toDuration", (self, a) => self.IsValid ? new DurationValue(self.Realm, self.Between(LuxonRealm.Units(a.At(0)))) : new DurationValue(self.Realm, null, self.Invalid))
        .Method("contains", (self, a) => Js.Boolean(self.IsValid && self.Realm.Date(a.At(0)) is { IsValid: true } at && self.From <= at.Moment.Milliseconds && at.Moment.Milliseconds < self.To))
        .Method("isEmpty", (self, _) => Js.Boolean(self.IsValid && self.From == self.To))
        .Method("isAfter", (self, a) => Js.Boolean(self.IsValid && self.From > self.Realm.Date(a.At(0)).Moment.Milliseconds))
        .Method("isBefore", (self, a) => Js.Boolean(self.IsValid && self.To <= self.Realm.Date(a.At(0)).Moment.Milliseconds))
        .Method("hasSame", (self, a) => Js.Boolean(self.IsValid && (self.From == self.To || DateTimeMath.HasSame(self.End!.Moment.Plus(DurationAmount.FromMilliseconds(-1))!, self.Start!.Moment, Unit(a.At(0))))))
        .Method("overlaps", (self, a) => Js.Boolean(Other(a) is { } other && self.To > other.From && self.From < other.To))
        .Method("abutsStart", (self, a) => Js.Boolean(Other(a) is { } other && self.To == other.From))
        .Method("abutsEnd", (self, a) => Js.Boolean(Other(a) is { } other && other.To == self.From))
        .Method("engulfs", (self, a) => Js.Boolean(Other(a) is { } other && self.From <= other.From && self.To >= other.To))
        .Method("equals", (self, a) => Js.Boolean(Other(a) is { } other && self.From == other.From && self.To == other.To))
        .Method("intersection", (self, a) => self.Intersection(Other(a)))
        .Method("union", (self, a) => self.Union(Other(a)))
        .Method("splitBy", (self, a) => self.SplitBy(LuxonRealm.Amount(a.At(0))))
        .Method("divideEqually", (self, a) => self.Divide((int)Js.NumberOr(a.At(0), 1)))
        .Method("set", (self, a) => new IntervalValue(self.Realm, a.At(0).Get("start") is DateTimeValue start ? start : self.Start, a.At(0).Get("end") is DateTimeValue end ? end : self.End))
        .Method("toISO", (self, _) => Js.Text(self.ToString()))
        .Method("toJSON", (self, _) => Js.Text(self.ToString()))
        .Method("toString", (self, _) => Js.Text(self.IsValid ? $"[{self.Start} – {self.End})" : "Invalid Interval"))
        .Method("toISODate", (self, _) => Js.Text(self.IsValid ? $"{MomentText.IsoDate(self.Start!.Moment, new())}/{MomentText.IsoDate(self.End!.Moment, new())}" : "Invalid Interval"))
        .Method("toFormat", (self, a) => Js.Text(self.Format(TypeConverter.ToString(a.At(0)), a.At(1))))
        .Build();

    public DateTimeValue? Start { get; }

    public DateTimeValue? End { get; }

    public bool IsValid => Invalid is null;

    private long From => Start!.Moment.Milliseconds;

    private long To => End!.Moment.Milliseconds;

    public override string? ToIso() => IsValid ? $"{Start}/{End}" : null;

    public override string ToString() => ToIso() ?? "Invalid Interval";

    private static IntervalValue? Other(JsValue[] arguments) => arguments.At(0) as IntervalValue is { IsValid: true } other ? other : null;

    private DurationAmount Between(IReadOnlyCollection<LuxonUnit> units) => MomentDifference.Between(End!.Moment, Start!.Moment, units);

    private double Count(LuxonUnit unit)
    {
        if (!IsValid)
            return double.NaN;
        var last = End!.Moment.Plus(DurationAmount.FromMilliseconds(From == To ? 0 : -1))!;
        if (Start!.Moment.StartOf(unit) is not { } first || last.StartOf(unit) is not { } end)
            return double.NaN;
        return Math.Floor(MomentDifference.Between(end, first, [unit])[unit]) + (end.Milliseconds == To ? 0 : 1);
    }

    private JsValue Intersection(IntervalValue? other)
    {
        if (other is null || !IsValid)
            return JsValue.Null;
        var start = From > other.From ? Start : other.Start;
        var end = To < other.To ? End : other.End;
        return start!.Moment.Milliseconds >= end!.Moment.Milliseconds ? JsValue.Null : new IntervalValue(Realm, start, end);
    }

    private IntervalValue Union(IntervalValue? other) =>
        other is null || !IsValid ? this : new IntervalValue(Realm, From < other.From ? Start : other.Start, To > other.To ? End : other.End);

    private JsArray SplitBy(DurationAmount step)
    {
        if (!IsValid || step.Milliseconds <= 0)
            return new JsArray(Engine, []);
        var parts = new List<JsValue>();
        var from = Start!;
        for (var i = 1; from.Moment.Milliseconds < To; i++)
        {
            if (i > MaxParts)
                throw new ExpressionException($"splitBy would make more than {MaxParts:N0} parts.");
            var next = Start!.With(m => m.Plus(step.Map((_, value) => value * i)));
            var end = !next.IsValid || next.Moment.Milliseconds > To ? End! : next;
            parts.Add(new IntervalValue(Realm, from, end));
            from = end;
        }

        return new JsArray(Engine, [.. parts]);
    }

    private JsArray Divide(int parts) => parts is < 1 or > MaxParts || !IsValid
        ? new JsArray(Engine, [])
        : new JsArray(Engine, [.. SplitBy(DurationAmount.FromMilliseconds((To - From) / (double)parts)).Take(parts)]);

    private string Format(string format, JsValue options)
    {
        if (!IsValid)
            return "Invalid Interval";
        var separator = options.IsObject() && options.Get("separator").IsString() ? options.Get("separator").ToString() : " – ";
        return MomentFormat.Format(Start!.Moment, format, Start.Locale) + separator + MomentFormat.Format(End!.Moment, format, End.Locale);
    }

    private static LuxonUnit Unit(JsValue value) => value.IsString() ? LuxonUnits.Parse(value.ToString()) : LuxonUnit.Milliseconds;
}
