using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Calendar. Source: the Calendar API v3 reference at developers.google.com/calendar.</summary>
[Node("google.calendar", "Google Calendar", Category = "Messages", Icon = "calendar", Summary = "Reads and writes events of Google calendars.", Keywords = ["google", "event", "meeting", "appointment"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleCalendarNode(VendorClient client) : VendorNode<GoogleCalendarNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the calendar; primary is your own")]
        public string? Calendar { get; init; }

        [Description("Id of the event")]
        public string? EventId { get; init; }

        [Description("Begin")]
        public string? Start { get; init; }

        [Description("End")]
        public string? End { get; init; }

        [Description("The event takes whole days")]
        public bool AllDay { get; init; }

        [Description("IANA time zone of begin and end")]
        public string? TimeZone { get; init; }

        [Description("Title")]
        public string? Summary { get; init; }

        [Description("Text")]
        public string? EventDescription { get; init; }

        [Description("Place")]
        public string? Location { get; init; }

        [Description("Mail addresses of the people invited"), Field(Editor = "json")]
        public JsonElement? Attendees { get; init; }

        [Description("Number of a colour")]
        public string? Color { get; init; }

        [Description("default, public or private")]
        public string? Visibility { get; init; }

        [Description("opaque for busy, transparent for free")]
        public string? ShowAs { get; init; }

        [Description("Guests may change the event")]
        public bool? GuestsCanModify { get; init; }

        [Description("Guests may invite others")]
        public bool? GuestsCanInvite { get; init; }

        [Description("Guests see each other")]
        public bool? GuestsCanSee { get; init; }

        [Description("Kind of video call to make, for example hangoutsMeet")]
        public string? Conference { get; init; }

        [Description("Rules by which the event comes again"), Field(Editor = "json")]
        public JsonElement? Recurrence { get; init; }

        [Description("Who hears of it: all, externalOnly or none")]
        public string? SendUpdates { get; init; }

        [Description("Only events that end after this")]
        public string? TimeMin { get; init; }

        [Description("Only events that begin before this")]
        public string? TimeMax { get; init; }

        [Description("Words to look for")]
        public string? Query { get; init; }

        [Description("startTime or updated")]
        public string? Order { get; init; }

        [Description("Gives each date of a recurring event")]
        public bool? SingleEvents { get; init; }

        [Description("Gives deleted events, too")]
        public bool? ShowDeleted { get; init; }

        [Description("Only events changed after this")]
        public string? UpdatedMin { get; init; }
    }

    public override string BaseUrl => "https://www.googleapis.com/calendar/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("event.create", "/calendars/{calendar}/events", """{"summary":"{summary}","description":"{eventDescription}","location":"{location}","start":"{startPart}","end":"{endPart}","attendees":"{people}","colorId":"{color}","visibility":"{visibility}","transparency":"{showAs}","guestsCanModify":"{guestsCanModify}","guestsCanInviteOthers":"{guestsCanInvite}","guestsCanSeeOtherGuests":"{guestsCanSee}","recurrence":"{recurrence:json}","conferenceData":"{conferencePart}"}""", """{"sendUpdates":"{sendUpdates}","conferenceDataVersion":"{conferenceVersion}"}""") with { Required = ["start", "end"] },
        Patch("event.update", "/calendars/{calendar}/events/{eventId}", """{"summary":"{summary}","description":"{eventDescription}","location":"{location}","start":"{startPart}","end":"{endPart}","attendees":"{people}","colorId":"{color}","visibility":"{visibility}","transparency":"{showAs}","guestsCanModify":"{guestsCanModify}","guestsCanInviteOthers":"{guestsCanInvite}","guestsCanSeeOtherGuests":"{guestsCanSee}"}""", """{"sendUpdates":"{sendUpdates}"}"""),
        Get("event.get", "/calendars/{calendar}/events/{eventId}", """{"timeZone":"{timeZone}"}"""),
        Get("event.list", "/calendars/{calendar}/events", """{"timeMin":"{timeMin}","timeMax":"{timeMax}","q":"{query}","orderBy":"{order}","singleEvents":"{singleEvents}","showDeleted":"{showDeleted}","timeZone":"{timeZone}","updatedMin":"{updatedMin}"}""", "items", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 2500 }),
        Delete("event.delete", "/calendars/{calendar}/events/{eventId}", """{"sendUpdates":"{sendUpdates}"}"""),
        Post("calendar.busy", "/freeBusy", """{"timeMin":"{timeMin}","timeMax":"{timeMax}","timeZone":"{timeZone}","items":[{"id":"{calendar}"}]}""", items: "calendars") with { Required = ["timeMin", "timeMax"] },
    ];

    // Begin and end are parts with a zone, people are parts with an address.
    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        foreach (var (name, part) in new[] { ("start", "startPart"), ("end", "endPart") })
            if (fields[name]?.ToString() is { Length: > 0 } moment)
                fields[part] = fields["allDay"]?.GetValue<bool>() == true
                    ? new JsonObject { ["date"] = moment[..Math.Min(10, moment.Length)] }
                    : new JsonObject { ["dateTime"] = moment.Replace(' ', 'T'), ["timeZone"] = fields["timeZone"]?.ToString() ?? context.TimeZone.Id };
        var people = VendorTemplate.Fill("\"{attendees:list}\"", fields) as JsonArray;
        if (people is not null) fields["people"] = new JsonArray([.. people.SelectMany(person => person!.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(person => new JsonObject { ["email"] = person })]);
        if (fields["conference"]?.ToString() is { Length: > 0 } kind)
        {
            fields["conferencePart"] = new JsonObject { ["createRequest"] = new JsonObject { ["requestId"] = context.IdempotencyKey, ["conferenceSolutionKey"] = new JsonObject { ["type"] = kind } } };
            fields["conferenceVersion"] = 1;
        }

        return fields;
    }
}
