using System.Globalization;
using System.Text;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>An amount of time in units that were named; units that were not are absent rather than zero.</summary>
internal sealed class DurationAmount
{
    private readonly double?[] values;

    public DurationAmount(IEnumerable<KeyValuePair<LuxonUnit, double>> units)
    {
        values = new double?[LuxonUnits.Count];
        foreach (var (unit, value) in units)
            values[(int)unit] = value;
    }

    private DurationAmount(double?[] values) => this.values = values;

    public static DurationAmount FromMilliseconds(double milliseconds) => Of(LuxonUnit.Milliseconds, milliseconds);

    public static DurationAmount Of(LuxonUnit unit, double value) => new(new Dictionary<LuxonUnit, double> { [unit] = value });

    /// <summary>The amount in a unit; zero when it is absent.</summary>
    public double this[LuxonUnit unit] => values[(int)unit] ?? 0;

    public bool Has(LuxonUnit unit) => values[(int)unit].HasValue;

    public IEnumerable<LuxonUnit> Units => Enum.GetValues<LuxonUnit>().Where(Has);

    public double Milliseconds
    {
        get
        {
            var sum = this[LuxonUnit.Milliseconds];
            for (var unit = LuxonUnit.Seconds; unit >= LuxonUnit.Years; unit--)
            {
                if (this[unit] != 0)
                    sum += this[unit] * LuxonUnits.In(unit, LuxonUnit.Milliseconds);
            }

            return sum;
        }
    }

    public DurationAmount Map(Func<LuxonUnit, double, double> change) => new(Units.Select(unit => KeyValuePair.Create(unit, change(unit, this[unit]))));

    public DurationAmount Negate() => Map((_, value) => value == 0 ? 0 : -value);

    public DurationAmount Plus(DurationAmount other) =>
        new(Enum.GetValues<LuxonUnit>().Where(unit => Has(unit) || other.Has(unit)).Select(unit => KeyValuePair.Create(unit, this[unit] + other[unit])));

    public DurationAmount With(DurationAmount other) =>
        new(Enum.GetValues<LuxonUnit>().Where(unit => Has(unit) || other.Has(unit)).Select(unit => KeyValuePair.Create(unit, other.Has(unit) ? other[unit] : this[unit])));

    public double As(LuxonUnit unit) => ShiftTo(unit)[unit];

    public bool SameAs(DurationAmount other) => Enum.GetValues<LuxonUnit>().All(unit => this[unit] == other[unit]);

    /// <summary>The same amount in exactly these units; a remainder stays with the smallest.</summary>
    public DurationAmount ShiftTo(params IReadOnlyCollection<LuxonUnit> units)
    {
        if (units.Count == 0)
            return this;
        var built = new double?[LuxonUnits.Count];
        var carried = new double[LuxonUnits.Count];
        LuxonUnit? last = null;
        foreach (var unit in Enum.GetValues<LuxonUnit>())
        {
            if (!units.Contains(unit))
            {
                carried[(int)unit] = this[unit];
                continue;
            }

            last = unit;
            double own = 0;
            for (var larger = LuxonUnit.Years; larger < unit; larger++)
            {
                own += LuxonUnits.In(larger, unit) * carried[(int)larger];
                carried[(int)larger] = 0;
            }

            own += this[unit];
            var whole = Math.Truncate(own);
            built[(int)unit] = whole;
            carried[(int)unit] = (own * 1000 - whole * 1000) / 1000;
        }

        for (var unit = LuxonUnit.Years; unit <= LuxonUnit.Milliseconds; unit++)
        {
            if (carried[(int)unit] != 0)
                built[(int)last!] += unit == last ? carried[(int)unit] : carried[(int)unit] / LuxonUnits.In(last.Value, unit);
        }

        return new DurationAmount(Normalized(built));
    }

    /// <summary>Rolls overflow up into larger units that are present, and fractions down into smaller ones.</summary>
    public DurationAmount Normalize() => new(Normalized([.. values]));

    /// <summary>Normalised to the fewest units, from years to milliseconds.</summary>
    public DurationAmount Rescale()
    {
        var shifted = Normalize().ShiftTo(LuxonUnit.Years, LuxonUnit.Months, LuxonUnit.Weeks, LuxonUnit.Days, LuxonUnit.Hours, LuxonUnit.Minutes, LuxonUnit.Seconds, LuxonUnit.Milliseconds);
        return new DurationAmount(shifted.Units.Where(unit => shifted[unit] != 0).Select(unit => KeyValuePair.Create(unit, shifted[unit])));
    }

    public string ToIso()
    {
        var text = new StringBuilder("P");
        Add(this[LuxonUnit.Years], 'Y');
        Add(this[LuxonUnit.Months] + this[LuxonUnit.Quarters] * 3, 'M');
        Add(this[LuxonUnit.Weeks], 'W');
        Add(this[LuxonUnit.Days], 'D');
        var date = text.Length;
        Add(this[LuxonUnit.Hours], 'H');
        Add(this[LuxonUnit.Minutes], 'M');
        if (this[LuxonUnit.Seconds] != 0 || this[LuxonUnit.Milliseconds] != 0)
            text.Append(JsNumberText.Format(Math.Round(this[LuxonUnit.Seconds] + this[LuxonUnit.Milliseconds] / 1000, 3, MidpointRounding.AwayFromZero))).Append('S');
        if (text.Length > date)
            text.Insert(date, 'T');
        return text.Length == 1 ? "PT0S" : text.ToString();

        void Add(double value, char mark)
        {
            if (value != 0)
                text.Append(JsNumberText.Format(value)).Append(mark);
        }
    }

    /// <summary>Text in a pattern of <c>y M w d h m s S</c>; repeated letters pad with zeros, quoted text stays.</summary>
    public string ToFormat(string format)
    {
        var tokens = FormatToken.Split(format);
        var units = tokens.Where(t => !t.IsLiteral).Select(t => Unit(t.Text[0])).OfType<LuxonUnit>().Distinct().ToList();
        var shifted = ShiftTo(units);
        return string.Concat(tokens.Select(token =>
        {
            if (token.IsLiteral || Unit(token.Text[0]) is not { } unit)
                return token.Text;
            var value = shifted[unit];
            value = Math.Floor(Math.Abs(value)) * Math.Sign(value);
            var digits = Math.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(token.Text.Length, '0');
            return value < 0 ? "-" + digits : digits;
        }));

        static LuxonUnit? Unit(char letter) => letter switch
        {
            'S' => LuxonUnit.Milliseconds,
            's' => LuxonUnit.Seconds,
            'm' => LuxonUnit.Minutes,
            'h' => LuxonUnit.Hours,
            'd' => LuxonUnit.Days,
            'w' => LuxonUnit.Weeks,
            'M' => LuxonUnit.Months,
            'y' => LuxonUnit.Years,
            _ => null,
        };
    }

    /// <summary>"1 day, 2 hours".</summary>
    public string ToHuman() => string.Join(", ", Units.Select(unit =>
    {
        var name = LuxonUnits.Name(unit);
        return string.Create(CultureInfo.InvariantCulture, $"{this[unit]:#,0.###} {(Math.Abs(this[unit]) == 1 ? name[..^1] : name)}");
    }));

    private static double?[] Normalized(double?[] built)
    {
        var sign = new DurationAmount(built).Milliseconds < 0 ? -1 : 1;
        int? smaller = null;
        for (var unit = LuxonUnits.Count - 1; unit >= 0; unit--)
        {
            if (built[unit] is null)
                continue;
            if (smaller is { } below)
            {
                var worth = LuxonUnits.In((LuxonUnit)unit, (LuxonUnit)below);
                var up = Math.Floor(built[below]!.Value * sign / worth);
                built[unit] += up * sign;
                built[below] -= up * worth * sign;
            }

            smaller = unit;
        }

        int? larger = null;
        for (var unit = 0; unit < LuxonUnits.Count; unit++)
        {
            if (built[unit] is null)
                continue;
            if (larger is { } above)
            {
                var fraction = built[above]!.Value % 1;
                built[above] -= fraction;
                built[unit] += fraction * LuxonUnits.In((LuxonUnit)above, (LuxonUnit)unit);
            }

            larger = unit;
        }

        return built;
    }
}
