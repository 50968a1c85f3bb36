using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Auterity.Server.Tests;

/// <summary>Everything a server logs, down to the last detail.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public void Attach(WebApplicationBuilder builder) =>
        builder.Services.AddSerilog(new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger(), dispose: true);

    public void Emit(LogEvent logEvent) => lines.Enqueue($"{logEvent.RenderMessage(CultureInfo.InvariantCulture)} {string.Join(' ', logEvent.Properties.Select(pair => $"{pair.Key}={pair.Value}"))} {logEvent.Exception}");
}
