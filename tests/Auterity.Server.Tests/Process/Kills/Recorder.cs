using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Auterity.Server.Tests.Process.Kills;

/// <summary>The world outside: writes down every call it gets, the moment it gets it.</summary>
/// <remarks><c>/flaky/…</c> refuses the first two calls, <c>/broken/…</c> refuses all, <c>/slow/…</c> takes as long as the test says.</remarks>
internal sealed class Recorder : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<RecordedCall> calls = new();

    private Recorder(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IReadOnlyCollection<RecordedCall> Calls => calls;

    /// <summary>Raised when a call has come in and before it is answered.</summary>
    public event Action<RecordedCall>? OnCall;

    /// <summary>How long calls to <c>/slow/…</c> take.</summary>
    public Task Slow { get; set; } = Task.CompletedTask;

    public static async Task<Recorder> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var recorder = new Recorder(builder.Build());
        recorder.app.Run(recorder.TakeAsync);
        await recorder.app.StartAsync(Json.Token);
        return recorder;
    }

    public IEnumerable<RecordedCall> To(string path) => calls.Where(call => call.Path == path);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var call = new RecordedCall(path, http.Request.Headers["Idempotency-Key"].ToString());
        calls.Enqueue(call);
        var number = calls.Count(earlier => earlier.Path == path);
        OnCall?.Invoke(call);
        if (path.StartsWith("/slow/", StringComparison.Ordinal)) await Slow;
        else await Pause.MillisecondsAsync(Random.Shared.Next(0, 60), http.RequestAborted);
        http.Response.StatusCode = path.StartsWith("/broken/", StringComparison.Ordinal) ? 400 : path.StartsWith("/flaky/", StringComparison.Ordinal) && number <= 2 ? 503 : 200;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"call":{{number}}}""", http.RequestAborted);
    }
}

/// <summary>One call the world got.</summary>
internal sealed record RecordedCall(string Path, string Key);
