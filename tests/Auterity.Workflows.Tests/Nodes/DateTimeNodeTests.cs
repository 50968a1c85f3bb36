using Auterity.Workflows.Nodes;
using Auterity.Workflows.Nodes.Dates;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class DateTimeNodeTests
{
    [Theory]
    [InlineData("""{}""", """{"currentDate":"2026-03-14T10:26:53.000+01:00"}""")]
    [InlineData("""{"includeTime":false,"field":"today"}""", """{"today":"2026-03-14T00:00:00.000+01:00"}""")]
    [InlineData("""{"timeZone":"Asia/Tokyo"}""", """{"currentDate":"2026-03-14T18:26:53.000+09:00"}""")]
    [InlineData("""{"timeZone":"UTC"}""", """{"currentDate":"2026-03-14T09:26:53.000Z"}""")]
    [InlineData("""{"operation":"format","date":"2026-07-01T10:00:00Z"}""", """{"formattedDate":"2026-07-01T12:00:00.000+02:00"}""")]
    [InlineData("""{"operation":"format","date":"2026-07-01T10:00:00Z","format":"EEE dd.MM.yyyy HH:mm"}""", """{"formattedDate":"Wed 01.07.2026 12:00"}""")]
    [InlineData("""{"operation":"format","date":"2026-07-01","format":"d. MMMM","locale":"de"}""", """{"formattedDate":"1. Juli"}""")]
    [InlineData("""{"operation":"format","date":1782900000,"format":"x"}""", """{"formattedDate":"1782900000000"}""")]
    [InlineData("""{"operation":"format","date":"01/07/2026 12.30","fromFormat":"dd/MM/yyyy HH.mm"}""", """{"formattedDate":"2026-07-01T12:30:00.000+02:00"}""")]
    [InlineData("""{"operation":"format","date":"01/07/2026 12:30 +00:00","fromFormat":"dd/MM/yyyy HH:mm ZZ"}""", """{"formattedDate":"2026-07-01T14:30:00.000+02:00"}""")]
    [InlineData("""{"operation":"format","date":"Wed, 01 Jul 2026 10:00:00 GMT","format":"HH:mm"}""", """{"formattedDate":"12:00"}""")]
    [InlineData("""{"operation":"format","date":"Wed Jul 01 2026 10:00:00 GMT+0000 (Coordinated Universal Time)","format":"HH:mm"}""", """{"formattedDate":"12:00"}""")]
    // The day the clocks go forward has 23 hours: a day later is the same time on the clock, 24 hours later is not.
    [InlineData("""{"operation":"add","date":"2026-03-28T12:00","amount":1}""", """{"newDate":"2026-03-29T12:00:00.000+02:00"}""")]
    [InlineData("""{"operation":"add","date":"2026-03-28T12:00","amount":24,"unit":"hours"}""", """{"newDate":"2026-03-29T13:00:00.000+02:00"}""")]
    [InlineData("""{"operation":"add","date":"2026-01-31","amount":1,"unit":"months"}""", """{"newDate":"2026-02-28T00:00:00.000+01:00"}""")]
    [InlineData("""{"operation":"subtract","date":"2024-02-29","amount":1,"unit":"years","field":"o.d"}""", """{"o":{"d":"2023-02-28T00:00:00.000+01:00"}}""")]
    [InlineData("""{"operation":"subtract","date":"2026-03-14T10:00","amount":1.5,"unit":"hours"}""", """{"newDate":"2026-03-14T08:30:00.000+01:00"}""")]
    [InlineData("""{"operation":"between","date":"2026-01-01","endDate":"2026-01-04"}""", """{"timeDifference":{"days":3}}""")]
    [InlineData("""{"operation":"between","date":"2026-01-01","endDate":"2026-02-03T06:00","units":["months","days","hours"]}""", """{"timeDifference":{"months":1,"days":2,"hours":6}}""")]
    [InlineData("""{"operation":"between","date":"2026-01-01","endDate":"2026-01-04T06:00","units":["days","hours"],"asIsoDuration":true}""", """{"timeDifference":"P3DT6H"}""")]
    [InlineData("""{"operation":"between","date":"2026-01-04","endDate":"2026-01-01"}""", """{"timeDifference":{"days":-3}}""")]
    [InlineData("""{"operation":"extract","date":"2026-07-01T12:34:56.789"}""", """{"datePart":2026}""")]
    [InlineData("""{"operation":"extract","part":"quarter","date":"2026-07-01"}""", """{"datePart":3}""")]
    [InlineData("""{"operation":"extract","part":"month","date":"2026-07-01"}""", """{"datePart":7}""")]
    [InlineData("""{"operation":"extract","part":"week","date":"2026-01-01"}""", """{"datePart":1}""")]
    [InlineData("""{"operation":"extract","part":"day","date":"2026-07-09"}""", """{"datePart":9}""")]
    [InlineData("""{"operation":"extract","part":"weekday","date":"2026-07-01"}""", """{"datePart":3}""")]
    [InlineData("""{"operation":"extract","part":"dayOfYear","date":"2026-02-01"}""", """{"datePart":32}""")]
    [InlineData("""{"operation":"extract","part":"hour","date":"2026-07-01T12:34:56.789Z"}""", """{"datePart":14}""")]
    [InlineData("""{"operation":"extract","part":"minute","date":"2026-07-01T12:34:56.789"}""", """{"datePart":34}""")]
    [InlineData("""{"operation":"extract","part":"second","date":"2026-07-01T12:34:56.789"}""", """{"datePart":56}""")]
    [InlineData("""{"operation":"extract","part":"millisecond","date":"2026-07-01T12:34:56.789"}""", """{"datePart":789}""")]
    [InlineData("""{"operation":"round","date":"2026-07-15T12:34","unit":"months"}""", """{"roundedDate":"2026-07-01T00:00:00.000+02:00"}""")]
    [InlineData("""{"operation":"round","date":"2026-07-15T12:34","unit":"months","rounding":"up"}""", """{"roundedDate":"2026-07-31T23:59:59.999+02:00"}""")]
    [InlineData("""{"operation":"round","date":"2026-07-15T12:34","unit":"weeks"}""", """{"roundedDate":"2026-07-13T00:00:00.000+02:00"}""")]
    public async Task Run_Operation_GivesItsResult(string parameters, string expected)
    {
        var run = await NodeHarness.For<DateTimeNode>().With(parameters).In(context => context.Zone = "Europe/Berlin").RunAsync();

        Assert.Equal([expected], run.Main);
    }

    [Theory]
    [InlineData("""{}""", """{"a":1.0,"currentDate":"2026-03-14T09:26:53.000Z"}""")]
    [InlineData("""{"includeOther":false}""", """{"currentDate":"2026-03-14T09:26:53.000Z"}""")]
    public async Task Run_OtherFields_StayUnlessToldOtherwise(string parameters, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<DateTimeNode>().With(parameters).Items("""{"a":1.0}""").RunAsync()).Main);

    [Theory]
    [InlineData("""{"operation":"format"}""", "'date' is nothing, which is no date")]
    [InlineData("""{"operation":"format","date":"soon"}""", "'date' is \"soon\", which is no date")]
    [InlineData("""{"operation":"format","date":"1.7.26","fromFormat":"dd.MM.yyyy"}""", "in the pattern 'dd.MM.yyyy'")]
    [InlineData("""{"operation":"between","date":"2026-01-01","endDate":{}}""", "'endDate' is {}")]
    [InlineData("""{"operation":"add","date":"2026-01-01","amount":1e9,"unit":"years"}""", "beyond what the calendar reaches")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "no time zone 'Mars/Olympus'")]
    public async Task Run_WrongDate_NamesFieldAndWayOut(string parameters, string message)
    {
        var error = await NodeHarness.For<DateTimeNode>().With(parameters).FailAsync();

        Assert.Contains(message, error.Message);
        Assert.False(error.Retryable);
    }

    [Theory]
    [InlineData("2026-03-14", "2026-03-13T23:00:00Z")]
    [InlineData("2026-03-14T09:26:53Z", "2026-03-14T09:26:53Z")]
    [InlineData("2026-03-14T09:26:53.123+05:30", "2026-03-14T03:56:53.123Z")]
    [InlineData("2026-03-14 09:26:53", "2026-03-14T08:26:53Z")]
    [InlineData("20260314T092653Z", null)]
    [InlineData("Sat, 14 Mar 2026 09:26:53 +0100", "2026-03-14T08:26:53Z")]
    [InlineData("March 14, 2026", "2026-03-13T23:00:00Z")]
    [InlineData("1773480413", "2026-03-14T09:26:53Z")]
    [InlineData("1773480413000", "2026-03-14T09:26:53Z")]
    [InlineData("5", null)]
    [InlineData("12:30", null)]
    [InlineData("", null)]
    [InlineData("9999999999999999", null)]
    public void DateText_UsualNotations_AreRead(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, null), DateText.Read(text, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
}
