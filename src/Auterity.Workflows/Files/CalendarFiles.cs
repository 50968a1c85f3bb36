using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Auterity.Workflows.Files;

/// <summary>Reads iCalendar files (.ics): one object an event.</summary>
internal static class CalendarFiles
{
    /// <exception cref="NodeException">It is no calendar.</exception>
    public static IEnumerable<Action<Utf8JsonWriter>> Read(string text)
    {
        var calendars = Foreign.Call("calendar", () => CalendarCollection.Load(text));
        return calendars.SelectMany(calendar => calendar.Events).Select<CalendarEvent, Action<Utf8JsonWriter>>(one => writer => Write(writer, one));
    }

    private static void Write(Utf8JsonWriter writer, CalendarEvent one)
    {
        writer.WriteStartObject();
        Text(writer, "uid", one.Uid);
        Text(writer, "summary", one.Summary);
        Text(writer, "description", one.Description);
        Text(writer, "location", one.Location);
        Text(writer, "start", TimeOf(one.Start));
        Text(writer, "end", TimeOf(one.End));
        writer.WriteBoolean("allDay", one.Start is { HasTime: false });
        Text(writer, "timeZone", one.Start?.TzId);
        Text(writer, "duration", one.Duration?.ToString());
        Text(writer, "status", one.Status);
        Text(writer, "url", one.Url?.ToString());
        Text(writer, "recurrence", one.RecurrenceRule?.ToString());
        if (one.Organizer is { } organizer) Person(writer, "organizer", organizer.CommonName, organizer.Value);
        Attendees(writer, one);
        Categories(writer, one);
        writer.WriteNumber("sequence", one.Sequence);
        Text(writer, "created", TimeOf(one.Created));
        Text(writer, "lastModified", TimeOf(one.LastModified));
        writer.WriteEndObject();
    }

    private static void Attendees(Utf8JsonWriter writer, CalendarEvent one)
    {
        if (one.Attendees is not { Count: > 0 } attendees) return;
        writer.WriteStartArray("attendees");
        foreach (var attendee in attendees)
        {
            writer.WriteStartObject();
            Text(writer, "name", attendee.CommonName);
            Text(writer, "email", EmailOf(attendee.Value));
            Text(writer, "status", attendee.ParticipationStatus);
            Text(writer, "role", attendee.Role);
            writer.WriteBoolean("rsvp", attendee.Rsvp);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Categories(Utf8JsonWriter writer, CalendarEvent one)
    {
        if (one.Categories is not { Count: > 0 } categories) return;
        writer.WriteStartArray("categories");
        foreach (var category in categories) writer.WriteStringValue(category);
        writer.WriteEndArray();
    }

    private static void Person(Utf8JsonWriter writer, string field, string? name, Uri? address)
    {
        writer.WriteStartObject(field);
        Text(writer, "name", name);
        Text(writer, "email", EmailOf(address));
        writer.WriteEndObject();
    }

    private static string? EmailOf(Uri? address) => address switch
    {
        null => null,
        { IsAbsoluteUri: true, Scheme: "mailto" } => Uri.UnescapeDataString(address.OriginalString["mailto:".Length..]),
        _ => address.OriginalString,
    };

    /// <summary>A date as <c>2026-03-14</c>, a time with its offset, a time of no zone without one.</summary>
    private static string? TimeOf(CalDateTime? time)
    {
        if (time is null) return null;
        if (!time.HasTime) return time.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (time.IsFloating) return time.Value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        try
        {
            var local = DateTime.SpecifyKind(time.Value, DateTimeKind.Unspecified);
            return new DateTimeOffset(local, local - DateTime.SpecifyKind(time.AsUtc, DateTimeKind.Unspecified)).ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture);
        }
        catch (ArgumentException)
        {
            // The file names a zone of its own making: the wall clock is all that is sure.
            return time.Value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        }
    }

    private static void Text(Utf8JsonWriter writer, string field, string? value)
    {
        if (!string.IsNullOrEmpty(value)) writer.WriteString(field, value);
    }
}
