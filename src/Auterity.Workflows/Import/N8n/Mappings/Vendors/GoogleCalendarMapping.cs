namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Google Calendar, all versions.</summary>
[N8nMapping("n8n-nodes-base.googleCalendar")]
internal sealed class GoogleCalendarMapping : VendorMapping
{
    protected override string Node => "google.calendar";

    protected override string Resource(N8nParameters p) => "event";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "calendar" => "availability",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("event:create", "event.create", "calendar", "start", "end") with { More = (p, f) => Details(p, f, "additionalFields") },
        On("event:update", "event.update", "calendar", "eventId", "start=updateFields.start", "end=updateFields.end") with { More = (p, f) => Details(p, f, "updateFields") },
        On("event:get", "event.get", "calendar", "eventId", "timeZone=options.timeZone"),
        On("event:getAll", "event.list", "calendar", "@pages", "timeMin=timeMin|options.timeMin", "timeMax=timeMax|options.timeMax", "query=options.query", "order=options.orderBy", "singleEvents=options.singleEvents", "showDeleted=options.showDeleted", "timeZone=options.timeZone", "updatedMin=options.updatedMin", "-options.recurringEventHandling") with { More = (p, f) => { if (f.GetValueOrDefault("order")?.ToString() == "startTime" || p.Version >= 1.3) f["singleEvents"] ??= true; } },
        On("event:delete", "event.delete", "calendar", "eventId", "sendUpdates=options.sendUpdates"),
        On("calendar:availability", "calendar.busy", "calendar", "timeMin", "timeMax", "timeZone=options.timezone") with { More = (p, f) => { if (p.Choice("options.outputFormat", "availability") == "availability") p.Lose("It said whether the time is free; here the busy times are listed."); } },
    ];

    private static void Details(N8nParameters p, Dictionary<string, object?> fields, string group)
    {
        p.Skip("useDefaultReminders", "eventsUi", $"{group}.id", $"{group}.attendeesUi.mode");
        foreach (var (ours, theirs) in new[] { ("summary", "summary"), ("eventDescription", "description"), ("location", "location"), ("attendees", "attendees"), ("color", "color"), ("visibility", "visibility"), ("showAs", "showMeAs"), ("guestsCanModify", "guestsCanModify"), ("guestsCanInvite", "guestsCanInviteOthers"), ("guestsCanSee", "guestsCanSeeOtherGuests"), ("sendUpdates", "sendUpdates"), ("timeZone", "timezone"), ("conference", "conferenceDataUi.conferenceDataValues.conferenceSolution") })
            if (VendorField.ValueOf(p, $"{group}.{theirs}") is { } value) fields[ours] = value;
        if (VendorField.ValueOf(p, $"{group}.attendeesUi.values.attendees") is { } invited) fields["attendees"] = invited;
        fields["allDay"] = p.Choice($"{group}.allday", "no") == "yes" ? true : null;
        if (p.Filled($"{group}.rrule") is { } rule) fields["recurrence"] = new[] { $"RRULE:{rule}" };
    }
}
