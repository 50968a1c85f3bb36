using System.ComponentModel;
using System.Globalization;
using Auterity.Sdk;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Auterity.Workflows.Files;

/// <summary>An event to write into a calendar file.</summary>
public sealed record CalendarEntry(
    [property: Description("What it is about")] string Title = "",
    [property: Description("Begin: a date, or a time with or without offset; without one the workflow's zone is meant")] string Start = "",
    [property: Description("End; empty lasts one hour, or one day"), Sdk.Field(Editor = "date")] string? End = null,
    [property: Description("Whole days, times are left out")] bool AllDay = false,
    [property: Description("More text")] string? Description = null,
    [property: Description("Where")] string? Location = null,
    [property: Description("Address of a page")] string? Url = null,
    [property: Description("Stable id; empty makes one")] string? Uid = null,
    [property: Description("confirmed, tentative or cancelled")] string? Status = null,
    [property: Description("Repetition rule, for example FREQ=WEEKLY;COUNT=4")] string? Recurrence = null,
    [property: Description("Shown as free instead of busy")] bool Free = false,
    [property: Description("Who invites")] CalendarPerson? Organizer = null,
    [property: Description("Who is invited")] IReadOnlyList<CalendarPerson>? Attendees = null);

/// <summary>Somebody who takes part in an event.</summary>
public sealed record CalendarPerson(
    [property: Description("Mail address")] string Email,
    [property: Description("Name")] string? Name = null,
    [property: Description("An answer is asked for")] bool Rsvp = false);

/// <summary>Writes events as an iCalendar file (.ics).</summary>
internal static class CalendarEventFile
{
    /// <param name="ids">Id of an entry that names none.</param>
    /// <exception cref="NodeException">A date or rule is malformed; the message names it.</exception>
    public static string Write(IEnumerable<CalendarEntry> entries, string ids, NodeContext context)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Auterity//Workflows//EN" };
        foreach (var (index, entry) in entries.Index()) calendar.Events.Add(EventOf(entry, $"{ids}-{index}@auterity", context));
        return Foreign.Call("calendar", () => new CalendarSerializer().SerializeToString(calendar)) ?? "";
    }

    private static CalendarEvent EventOf(CalendarEntry entry, string id, NodeContext context)
    {
        var start = TimeOf(entry.Start, "start", entry.AllDay, context.TimeZone);
        var end = string.IsNullOrWhiteSpace(entry.End)
            ? start.HasTime ? start.AddHours(1) : start.AddDays(1)
            : TimeOf(entry.End, "end", entry.AllDay, context.TimeZone);
        if (end.Value < start.Value) throw new NodeException($"The event '{entry.Title}' ends before it starts.", "invalid-parameters", retryable: false);
        var one = new CalendarEvent
        {
            Uid = string.IsNullOrWhiteSpace(entry.Uid) ? id : entry.Uid,
            DtStamp = new CalDateTime(context.Now.UtcDateTime),
            Start = start,
            End = end,
            Summary = entry.Title,
            Description = entry.Description,
            Location = entry.Location,
            Url = Uri.TryCreate(entry.Url, UriKind.Absolute, out var url) ? url : null,
            Status = entry.Status?.ToUpperInvariant(),
            Transparency = entry.Free ? "TRANSPARENT" : "OPAQUE",
        };
        if (!string.IsNullOrWhiteSpace(entry.Recurrence)) one.RecurrenceRule = Foreign.Call($"repetition rule '{entry.Recurrence}'", () => new RecurrenceRule(entry.Recurrence));
        if (entry.Organizer is { } organizer) one.Organizer = new Organizer($"mailto:{organizer.Email}") { CommonName = organizer.Name };
        foreach (var person in entry.Attendees ?? []) one.Attendees.Add(new Attendee($"mailto:{person.Email}") { CommonName = person.Name, Rsvp = person.Rsvp });
        return one;
    }

    private static CalDateTime TimeOf(string text, string field, bool allDay, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new CalDateTime(day);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            throw new NodeException($"The event's {field} '{text}' is no date. Write 2026-03-14 or 2026-03-14T09:30:00+01:00.", "invalid-parameters", retryable: false);
        var local = time.Kind == DateTimeKind.Unspecified ? time : TimeZoneInfo.ConvertTime(instant, zone).DateTime;
        if (allDay) return new CalDateTime(DateOnly.FromDateTime(local));
        return time.Kind == DateTimeKind.Unspecified
            ? new CalDateTime(TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone))
            : new CalDateTime(instant.UtcDateTime);
    }
}
