using System.Diagnostics;
using System.Text.Json;
using Auterity.Platform.Telemetry;
using Serilog.Events;
using Serilog.Parsing;

namespace Auterity.Server.Tests.Telemetry;

public sealed class EcsFormatterTests
{
    [Fact]
    public void Format_LineWithFault_IsOneLineOfEcs()
    {
        var line = new LogEvent(
            DateTimeOffset.UnixEpoch, LogEventLevel.Error, new InvalidOperationException("two\nlines"),
            new MessageTemplateParser().Parse("Run {RunId} failed"),
            [new LogEventProperty("RunId", new ScalarValue("r\"1")), new LogEventProperty("TenantId", new ScalarValue("t1")), new LogEventProperty("SourceContext", new ScalarValue("Auterity.X"))],
            ActivityTraceId.CreateFromString("0123456789abcdef0123456789abcdef"), ActivitySpanId.CreateFromString("0123456789abcdef"));
        using var output = new StringWriter();

        new EcsFormatter().Format(line, output);

        Assert.Single(output.ToString().TrimEnd().Split('\n'));
        var json = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.Equal("1970-01-01T00:00:00.000000Z", json.Text("@timestamp"));
        Assert.Equal("error", json.Text("log.level"));
        Assert.Equal("Run \"r\\\"1\" failed", json.Text("message"));
        Assert.Equal("0123456789abcdef0123456789abcdef", json.Text("trace.id"));
        Assert.Equal("two\nlines", json.Text("error.message"));
        Assert.Equal("t1", json.Text("organization.id"));
        Assert.Equal("Auterity.X", json.Text("log.logger"));
    }
}
