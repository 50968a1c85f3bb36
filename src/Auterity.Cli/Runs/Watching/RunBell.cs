using System.Threading.Channels;
using Auterity.Cli.Api;
using Microsoft.AspNetCore.SignalR.Client;

namespace Auterity.Cli.Runs.Watching;

/// <summary>Rings when the server says that a run has got further. It only wakes the reader, who asks for the steps himself; while it has no connection, the reader polls.</summary>
internal sealed class RunBell : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly HubConnection hub;
    private readonly Guid runId;
    private readonly TimeProvider time;
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stop = new();
    private readonly Task connecting;

    public RunBell(ApiClient api, Guid runId, TimeProvider time)
    {
        this.runId = runId;
        this.time = time;
        hub = new HubConnectionBuilder()
            .WithUrl(new Uri($"{api.Url.ToString().TrimEnd('/')}/hubs/runs"), options => options.Headers["X-Api-Key"] = api.ApiKey ?? "")
            .WithAutomaticReconnect(new Steadily())
            .Build();
        hub.On<object>("runChanged", _ => rings.Writer.TryWrite(true));
        hub.Reconnected += _ => WatchAsync(stop.Token);
        connecting = ConnectAsync();
    }

    /// <summary>Whether changes are told; else whoever waits must look by himself.</summary>
    public bool IsConnected => hub.State == HubConnectionState.Connected;

    /// <summary>Returns when it rings, or after a while.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(most, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await rings.Reader.ReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing rang.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await connecting;
        await hub.DisposeAsync();
        stop.Dispose();
    }

    private async Task ConnectAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (hub.State == HubConnectionState.Disconnected) await hub.StartAsync(stop.Token);
                await WatchAsync(stop.Token);
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Polling goes on meanwhile, and tells the user what is wrong with the server.
                await Task.Delay(Retry, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Something may have happened before the server knew that we watch.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await hub.InvokeAsync("WatchRun", runId, cancellationToken);
        rings.Writer.TryWrite(true);
    }

    /// <summary>Tries again for ever: a server that restarts comes back.</summary>
    private sealed class Steadily : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => retryContext.PreviousRetryCount == 0 ? TimeSpan.FromMilliseconds(200) : Retry;
    }
}
