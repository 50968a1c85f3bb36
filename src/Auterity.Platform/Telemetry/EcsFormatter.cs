using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Serilog.Events;
using Serilog.Formatting;

namespace Auterity.Platform.Telemetry;

/// <summary>One log line as JSON in the Elastic Common Schema 8.11: what a log collector indexes without being taught.</summary>
internal sealed class EcsFormatter : ITextFormatter
{
    private const string Version = "8.11";

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonDefaults.Options.Encoder };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
            json.WriteString("log.level", Level(logEvent.Level));
            json.WriteString("message", logEvent.RenderMessage(CultureInfo.InvariantCulture));
            json.WriteString("ecs.version", Version);
            json.WriteString("service.name", "auterity");
            if (logEvent.TraceId is { } trace) json.WriteString("trace.id", trace.ToHexString());
            if (logEvent.SpanId is { } span) json.WriteString("span.id", span.ToHexString());
            WriteError(json, logEvent.Exception);
            WriteProperties(json, logEvent.Properties);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteError(Utf8JsonWriter json, Exception? exception)
    {
        if (exception is null) return;
        json.WriteString("error.type", exception.GetType().FullName);
        json.WriteString("error.message", exception.Message);
        json.WriteString("error.stack_trace", exception.ToString());
    }

    /// <summary>Known names go where ECS has a field for them; the rest are labels, which ECS wants as text.</summary>
    private static void WriteProperties(Utf8JsonWriter json, IReadOnlyDictionary<string, LogEventPropertyValue> properties)
    {
        foreach (var (name, value) in properties.Where(property => property.Key is not ("EventId" or "ConnectionId")))
            json.WriteString(name switch
            {
                "SourceContext" => "log.logger",
                "RequestId" => "http.request.id",
                "RequestPath" => "url.path",
                "TenantId" => "organization.id",
                _ => "labels." + name,
            }, Text(value));
    }

    private static string Text(LogEventPropertyValue value) =>
        value is ScalarValue { Value: string text } ? text : value.ToString(null, CultureInfo.InvariantCulture);

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Error => "error",
        _ => "fatal",
    };
}
