using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Nodes.ItemJson;
using NodaTime;

namespace Auterity.Workflows.Nodes.Dates;

/// <summary>Reads the dates of a node's parameters as moments in its zone.</summary>
internal sealed class DateReader
{
    private readonly DateTimeZone zone;
    private readonly TimeZoneInfo writtenIn;
    private readonly string? format;

    /// <param name="now">Recorded time of the activation.</param>
    /// <param name="standard">Zone of the workflow: dates without an offset are read in it.</param>
    /// <param name="own">Zone the results are given in; empty takes the workflow's.</param>
    /// <param name="format">Pattern of the dates; empty recognises the usual notations.</param>
    /// <exception cref="NodeException">There is no such zone; not retryable.</exception>
    public DateReader(DateTimeOffset now, TimeZoneInfo standard, string? own, string? format)
    {
        var name = string.IsNullOrEmpty(own) ? standard.Id : own;
        zone = ZoneText.Find(name) ?? throw new NodeException($"There is no time zone '{name}'; use a name such as Europe/Berlin.", "invalid-parameters", retryable: false);
        writtenIn = standard;
        this.format = format;
        Now = Moment.At(now.ToUnixTimeMilliseconds(), zone)!;
    }

    public Moment Now { get; }

    /// <exception cref="NodeException">The value is no date; the message names the field.</exception>
    public Moment Read(JsonElement? value, string field)
    {
        var moment = string.IsNullOrEmpty(format) ? Usual(value) : Patterned(value.TextOf());
        return moment ?? throw new NodeException(
            $"Parameter '{field}' is {ValueConverter.Shown(value ?? default)}, which is no date{(string.IsNullOrEmpty(format) ? "; name its pattern in 'fromFormat' if it is written unusually" : $" in the pattern '{format}'")}.",
            "invalid-date", retryable: false);
    }

    private Moment? Usual(JsonElement? value) =>
        value is { } there && DateText.Read(there, writtenIn) is { } moment ? Moment.At(moment.ToUnixTimeMilliseconds(), zone) : null;

    private Moment? Patterned(string text)
    {
        if (FormatReader.For(format!, LocaleText.English).Read(text, Now.Local) is not { } written) return null;
        if (written.OffsetMinutes is { } minutes) return Moment.At(written.Local.InUtc().ToInstant().ToUnixTimeMilliseconds() - (minutes * 60_000L), zone);
        var home = ZoneText.Find(written.Zone ?? writtenIn.Id);
        return home is null ? null : Moment.FromLocal(written.Local, home, Moment.At(Now.Milliseconds, home)!.OffsetSeconds)?.InZone(zone);
    }
}
