using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Brings the process to rest when it is told to stop, before anything else of it closes (ENGINE rule 32).</summary>
/// <remarks>
/// <code>
/// SIGTERM ─▶ not ready (503), callers who wait get 202 ─▶ no new effects, running ones end ─▶ flush ─▶ HTTP, silo and journal close
///              second SIGTERM, or DrainSeconds over ───────────────────────────▶ at once
/// </code>
/// </remarks>
internal sealed partial class Draining(ShardDirectory directory, IHostApplicationLifetime lifetime, TimeProvider time, EngineOptions options, ILogger<Draining> log) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource hurry = new();
    private readonly List<PosixSignalRegistration> signals = [];
    private int asked;

    /// <summary>Cancelled once the process is told to stop: whoever waits for a run is answered now.</summary>
    public CancellationToken Begun => lifetime.ApplicationStopping;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
            signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>The web server still listens: load balancers see 503 at /health/ready, and what still arrives is stored for whoever owns the shards next.</remarks>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.DrainSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, hurry.Token, cancellationToken);
        var since = time.GetTimestamp();
        await Task.WhenAll(directory.Local.Select(shard => shard.DrainAsync(either.Token)));
        Drained(time.GetElapsedTime(since).TotalSeconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The first one starts the stop; the host takes care of that.
        if (Interlocked.Increment(ref asked) > 1) hurry.Cancel();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Drained after {Seconds:0.0} s")]
    private partial void Drained(double seconds);
}
