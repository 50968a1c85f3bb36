using NodaTime;
using NodaTime.Calendars;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A point in time seen from a zone, to the millisecond. Arithmetic follows Luxon, gaps and overlaps of local time included.</summary>
internal sealed class Moment
{
    /// <summary>Farthest instant from 1970 that the calendar reaches, in milliseconds.</summary>
    private const double Reach = 250_000_000_000_000;

    private readonly ZonedDateTime zoned;

    private Moment(ZonedDateTime zoned) => this.zoned = zoned;

    public long Milliseconds => zoned.ToInstant().ToUnixTimeMilliseconds();

    public DateTimeZone Zone => zoned.Zone;

    public LocalDateTime Local => zoned.LocalDateTime;

    /// <summary>Seconds east of UTC.</summary>
    public int OffsetSeconds => zoned.Offset.Seconds;

    public int Quarter => (Local.Month + 2) / 3;

    public int WeekYear => WeekYearRules.Iso.GetWeekYear(Local.Date);

    public int Week => WeekYearRules.Iso.GetWeekOfWeekYear(Local.Date);

    public int Weekday => (int)Local.DayOfWeek;

    public int DaysInMonth => CalendarSystem.Iso.GetDaysInMonth(Local.Year, Local.Month);

    public bool IsDaylightSaving
    {
        get
        {
            // As browsers see it: later than the smaller of the winter and summer offsets.
            var january = Zone.GetUtcOffset(Zone.AtLeniently(new LocalDateTime(Local.Year, 1, 1, 0, 0)).ToInstant());
            var june = Zone.GetUtcOffset(Zone.AtLeniently(new LocalDateTime(Local.Year, 5, 1, 0, 0)).ToInstant());
            return zoned.Offset > january || zoned.Offset > june;
        }
    }

    /// <returns>Null when the calendar does not reach that far.</returns>
    public static Moment? At(double milliseconds, DateTimeZone zone)
    {
        if (!(Math.Abs(milliseconds) <= Reach))
            return null;
        try
        {
            return new Moment(Instant.FromUnixTimeMilliseconds((long)Math.Truncate(milliseconds)).InZone(zone));
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The moment a clock on the wall shows a time. A time that a clock change skips moves forward; of two equal ones the guess decides.</summary>
    /// <param name="guess">Offset in seconds that is probably right.</param>
    public static Moment? FromLocal(LocalDateTime local, DateTimeZone zone, int guess)
    {
        var wall = local.InUtc().ToInstant().ToUnixTimeMilliseconds();
        if (Math.Abs(wall) > Reach)
            return null;
        var first = OffsetAt(wall - guess * 1000L, zone);
        if (first == guess)
            return At(wall - guess * 1000L, zone);
        var second = OffsetAt(wall - first * 1000L, zone);
        return At(wall - (first == second ? first : Math.Min(first, second)) * 1000L, zone);
    }

    public Moment? InZone(DateTimeZone zone, bool keepLocalTime = false)
    {
        if (!keepLocalTime)
            return At(Milliseconds, zone);
        return FromLocal(Local, zone, OffsetAt(Milliseconds, zone));
    }

    public Moment? Plus(DurationAmount amount)
    {
        var year = Local.Year + Math.Truncate(amount[LuxonUnit.Years]);
        var month = Local.Month + Math.Truncate(amount[LuxonUnit.Months]) + Math.Truncate(amount[LuxonUnit.Quarters]) * 3;
        var days = Math.Truncate(amount[LuxonUnit.Days]) + Math.Truncate(amount[LuxonUnit.Weeks]) * 7;
        var rest = amount.Map((unit, value) => unit < LuxonUnit.Hours ? value - Math.Truncate(value) : value).As(LuxonUnit.Milliseconds);
        if (Date(year, month, Local.Day) is not { } date || Math.Abs(days) > 4_000_000)
            return null;
        try
        {
            var moved = FromLocal(date.PlusDays((int)days) + Local.TimeOfDay, Zone, OffsetSeconds);
            return rest == 0 || moved is null ? moved : At(moved.Milliseconds + rest, Zone);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The wall clock set to another time, in the same zone.</summary>
    public Moment? At(LocalDateTime local) => FromLocal(local, Zone, OffsetSeconds);

    public Moment? StartOf(LuxonUnit unit)
    {
        var date = Local.Date;
        return At(unit switch
        {
            LuxonUnit.Years => new LocalDate(date.Year, 1, 1).AtMidnight(),
            LuxonUnit.Quarters => new LocalDate(date.Year, Quarter * 3 - 2, 1).AtMidnight(),
            LuxonUnit.Months => new LocalDate(date.Year, date.Month, 1).AtMidnight(),
            LuxonUnit.Weeks => date.PlusDays(1 - Weekday).AtMidnight(),
            LuxonUnit.Days => date.AtMidnight(),
            LuxonUnit.Hours => date + new LocalTime(Local.Hour, 0),
            LuxonUnit.Minutes => date + new LocalTime(Local.Hour, Local.Minute),
            LuxonUnit.Seconds => date + new LocalTime(Local.Hour, Local.Minute, Local.Second),
            _ => Local,
        });
    }

    public Moment? EndOf(LuxonUnit unit) =>
        Plus(DurationAmount.Of(unit, 1))?.StartOf(unit)?.Plus(DurationAmount.FromMilliseconds(-1));

    /// <summary>A date whose month may lie outside its year and whose day is cut to the month's length; null out of reach.</summary>
    public static LocalDate? Date(double year, double month, int day)
    {
        var months = year * 12 + month - 1;
        if (!(Math.Abs(months) < 9_990 * 12))
            return null;
        var (y, m) = ((int)Math.Floor(months / 12), (int)(months - Math.Floor(months / 12) * 12) + 1);
        return new LocalDate(y, m, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(y, m)));
    }

    private static int OffsetAt(long milliseconds, DateTimeZone zone) =>
        zone.GetUtcOffset(Instant.FromUnixTimeMilliseconds(milliseconds)).Seconds;
}
