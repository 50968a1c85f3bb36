using System.Net;
using Auterity.Platform.Data;
using Auterity.Server.Tests.Process;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server.Tests.Http;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Ready_ShardsNotRecovered_SaysWhatIsWaitedFor()
    {
        var recovered = new TaskCompletionSource();
        await using var server = await Server.StartAsync(configure: builder => builder.Services.AddSingleton<IJournal>(provider => new SlowJournal(
            new SqliteJournal((SqliteDatabase)provider.GetRequiredService<Database>(), provider.GetRequiredService<PayloadStore>(), TimeProvider.System, NullLogger<JournalWriter>.Instance), recovered.Task)));

        var waiting = await (await server.Anonymous.GetAsync("/health/ready", Json.Token)).ReadAsync(HttpStatusCode.ServiceUnavailable);
        await (await server.Anonymous.GetAsync("/health/live", Json.Token)).ReadAsync(HttpStatusCode.OK);

        Assert.Equal("notReady", waiting.Text("status"));
        Assert.Equal("shards: 0 of 64 shards are recovered.", waiting.GetProperty("waitingFor")[0].GetString());
        recovered.SetResult();
        HttpResponseMessage answer;
        while ((answer = await server.Anonymous.GetAsync("/health/ready", Json.Token)).StatusCode != HttpStatusCode.OK) await Pause.MillisecondsAsync(50, Json.Token);
        Assert.Equal("ready", (await answer.ReadAsync(HttpStatusCode.OK)).Text("status"));
    }

    /// <summary>A journal whose live runs take their time to be read.</summary>
    private sealed class SlowJournal(IJournal inner, Task until) : IJournal, IDisposable, IAsyncDisposable
    {
        public bool IsShared => inner.IsShared;

        public bool IsCongested => inner.IsCongested;

        public async Task<IReadOnlyList<StoredRun>> LoadLiveAsync(int shard, CancellationToken cancellationToken)
        {
            await until.WaitAsync(cancellationToken);
            return await inner.LoadLiveAsync(shard, cancellationToken);
        }

        public Task<IReadOnlyDictionary<int, long>> TakeAsync(IReadOnlyList<int> shards, string owner, CancellationToken cancellationToken) => inner.TakeAsync(shards, owner, cancellationToken);

        public ValueTask<bool> CheckAsync(ShardLease lease, CancellationToken cancellationToken) => inner.CheckAsync(lease, cancellationToken);

        public bool Append(RunWrite write) => inner.Append(write);

        public Task<IReadOnlyList<(Guid RunId, DateTimeOffset WakeAt)>> DueAsync(int shard, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
            inner.DueAsync(shard, before, limit, cancellationToken);

        public Task<StoredRun?> FindAsync(Guid runId, CancellationToken cancellationToken) => inner.FindAsync(runId, cancellationToken);

        public Task<StoredRun?> FindWholeAsync(Guid runId, CancellationToken cancellationToken) => inner.FindWholeAsync(runId, cancellationToken);

        public Task<Auterity.Workflows.Runs.RunRow?> FindRowAsync(Guid runId, CancellationToken cancellationToken) => inner.FindRowAsync(runId, cancellationToken);

        public Task<RunKeyRow?> FindKeyAsync(Guid tenantId, Guid workflowId, byte[] keyHash, CancellationToken cancellationToken) => inner.FindKeyAsync(tenantId, workflowId, keyHash, cancellationToken);

        public void Dispose() => (inner as IDisposable)?.Dispose();

        public async ValueTask DisposeAsync()
        {
            if (inner is IAsyncDisposable disposable) await disposable.DisposeAsync();
            else Dispose();
        }
    }
}
