using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class TriggerTests
{
    [Theory]
    [InlineData("""[{"a":1},{"a":2}]""", new[] { """{"a":1}""", """{"a":2}""" })]
    [InlineData("""{"a":1}""", new[] { """{"a":1}""" })]
    [InlineData("""null""", new[] { """{}""" })]
    [InlineData("""[]""", new string[0])]
    [InlineData("""[1,"x"]""", new[] { """{"value":1}""", """{"value":"x"}""" })]
    public async Task ManualReceive_AnyInput_BecomesItems(string payload, string[] expected)
    {
        var run = await NodeHarness.For<ManualTrigger>().Items(payload).RunAsync();

        Assert.Equal(expected, run.Main);
    }

    [Fact]
    public async Task ErrorReceive_Failure_IsOneItem()
    {
        const string Failure = """{"run":{"id":"r"},"workflow":{"name":"w"},"error":{"message":"m"}}""";

        Assert.Equal([Failure], (await NodeHarness.For<ErrorTrigger>().Items(Failure).RunAsync()).Main);
    }

    [Fact]
    public async Task ScheduleReceive_DueTime_IsDescribedInTheRulesZone()
    {
        var run = await NodeHarness.For<ScheduleTrigger>().With(new { rules = new[] { new { unit = "days" } }, timeZone = "Europe/Berlin" }).Items("""{"dueAt":"2026-07-01T06:05:00Z"}""").RunAsync();

        Assert.Equal(["""{"timestamp":"2026-07-01T08:05:00.000+02:00","Readable date":"July 1st 2026, 8:05:00 am","Readable time":"8:05:00 am","Day of week":"Wednesday","Year":"2026","Month":"July","Day of month":"01","Hour":"08","Minute":"05","Second":"00","Timezone":"Europe/Berlin (UTC+02:00)"}"""], run.Main);
    }

    [Theory]
    [InlineData("""{"rules":[{"unit":"cron","cron":"0 9 * * MON-FRI"},{"unit":"cron","cron":"*/5 0 9 * * *"},{"unit":"minutes","every":15}]}""")]
    [InlineData("""{"rules":[{"unit":"weeks","daysOfWeek":[1,5],"hour":7,"minute":30},{"unit":"months","dayOfMonth":31}],"timeZone":"America/New_York","jitterSeconds":30,"overlap":"bufferOne","catchUpMinutes":0}""")]
    [InlineData("""{"rules":[{"unit":"cron","cron":"={{ $vars.cron }}"}]}""")]
    public void ScheduleCheck_ValidRules_FindsNothing(string parameters) => Assert.Empty(NodeHarness.For<ScheduleTrigger>().With(parameters).Check());

    [Theory]
    [InlineData("""{}""", "rules")]
    [InlineData("""{"rules":[]}""", "rules")]
    [InlineData("""{"rules":[{"unit":"cron","cron":"61 * * * *"}]}""", "rules[0].cron")]
    [InlineData("""{"rules":[{"unit":"cron"}]}""", "rules[0].cron")]
    [InlineData("""{"rules":[{"unit":"minutes","every":0}]}""", "rules[0].every")]
    [InlineData("""{"rules":[{"unit":"fortnights"}]}""", "rules[0].unit")]
    [InlineData("""{"rules":[{"unit":"weeks","daysOfWeek":[7]}]}""", "rules[0].daysOfWeek")]
    [InlineData("""{"rules":[{"unit":"days","hour":24}]}""", "rules[0].hour")]
    [InlineData("""{"rules":[{"unit":"days"}],"timeZone":"Mars/Olympus"}""", "timeZone")]
    [InlineData("""{"rules":[{"unit":"days"}],"overlap":"never"}""", "overlap")]
    public void ScheduleCheck_Fault_NamesItsField(string parameters, string field) => Assert.Equal(field, Assert.Single(NodeHarness.For<ScheduleTrigger>().With(parameters).Check()).Field);

    [Theory]
    [InlineData("""{}""", """{"a":1,"b":[1.50]}""", """{"a":1,"b":[1.50]}""")]
    [InlineData("""{"accepts":"fields","fields":[{"name":"b"},{"name":"c"}]}""", """{"a":1,"b":[1.50]}""", """{"b":[1.50],"c":null}""")]
    [InlineData("""{"accepts":"fields","fields":[{"name":"n","type":"number"},{"name":"t","type":"boolean"},{"name":"l","type":"array"},{"name":"s","type":"string"}]}""", """{"n":"12345678901234567890","t":"true","l":"[1]","s":{"a":1}}""", """{"n":12345678901234567890,"t":true,"l":[1],"s":"{\"a\":1}"}""")]
    [InlineData("""{"accepts":"example","example":{"id":1,"name":"x"}}""", """{"id":"7","other":2}""", """{"id":7,"name":null}""")]
    [InlineData("""{"accepts":"example","example":"{\"id\":1}"}""", """{"id":7}""", """{"id":7}""")]
    public async Task WorkflowReceive_DeclaredInput_IsShaped(string parameters, string payload, string expected)
    {
        var run = await NodeHarness.For<WorkflowTrigger>().With(parameters).Items(payload).RunAsync();

        Assert.Equal([expected], run.Main);
    }

    [Theory]
    [InlineData("""{"accepts":"fields","fields":[{"name":"n","type":"number"}]}""", """{"n":"many"}""")]
    [InlineData("""{"accepts":"fields","convertTypes":false,"fields":[{"name":"n","type":"number"}]}""", """{"n":"5"}""")]
    public async Task WorkflowReceive_WrongType_NamesTheField(string parameters, string payload)
    {
        var error = await NodeHarness.For<WorkflowTrigger>().With(parameters).Items(payload).FailAsync();

        Assert.Contains("'n' should be a number", error.Message);
    }
}
