using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Runs.Retention;
using Auterity.Workflows.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.State;

/// <summary>Values that outlive runs, in the database (ENGINE rule 38).</summary>
public sealed class StateStoreTests
{
    private static readonly Guid Workflow = Guid.CreateVersion7();

    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    public static TheoryData<Backend> Backends => [Backend.Sqlite, Backend.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Set_RepeatedAfterOthersWrote_WritesNothing(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var (store, _) = await StoreAsync(server);
        await SetAsync(store, "n", 1, "first");
        for (var i = 2; i <= 64; i++) await SetAsync(store, "n", i, $"other {i}");

        var repeated = await SetAsync(store, "n", 1, "first");

        Assert.Equal((64, 64), (repeated!.Value!.Value.GetInt32(), repeated.Version));
        Assert.Equal(64, (await store.GetAsync(StateScope.Workflow, "n", Json.Token)).Version);
    }

    [Fact]
    public async Task Set_KeyWrittenTwoWays_IsOneValue()
    {
        await using var server = await Server.StartAsync();
        var (store, _) = await StoreAsync(server);
        await SetAsync(store, "Zu\u0308rich", 1, "a");

        await SetAsync(store, "Zürich", 2, "b");

        Assert.Equal(2, (await store.GetAsync(StateScope.Workflow, "Zu\u0308rich", Json.Token)).Version);
        var refused = await Assert.ThrowsAsync<NodeException>(() => SetAsync(store, "a\0", 1, "c"));
        Assert.Equal("invalid-parameters", refused.Error.Code);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Sweep_ValueIsOverForADay_Goes(Backend backend)
    {
        await using var server = await Server.StartAsync(backend);
        var (store, contexts) = await StoreAsync(server);
        await store.SetAsync(StateScope.Workflow, "short", Number(1), null, TimeSpan.FromHours(1), "a", Json.Token);
        await store.SetAsync(StateScope.Workflow, "long", Number(1), null, TimeSpan.FromDays(3), "b", Json.Token);
        await SetAsync(store, "ever", 1, "c");
        var sweep = new StateSweep(contexts, time);

        time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, await sweep.SweepAsync(Json.Token));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await sweep.SweepAsync(Json.Token));

        Assert.Equal(0, (await store.GetAsync(StateScope.Workflow, "short", Json.Token)).Version);
        Assert.Equal(1, (await store.GetAsync(StateScope.Workflow, "long", Json.Token)).Version);
        Assert.Equal(1, (await store.GetAsync(StateScope.Workflow, "ever", Json.Token)).Version);
    }

    private async Task<(StateStore Store, AuterityDbFactory Contexts)> StoreAsync(Server server)
    {
        var contexts = server.Services.GetRequiredService<AuterityDbFactory>();
        var tenant = await server.Services.GetRequiredService<Auterity.Platform.Tenancy.TenantDirectory>().DefaultAsync(Json.Token);
        return (new StateStore(contexts, time, tenant, Workflow), contexts);
    }

    private static Task<StateValue?> SetAsync(StateStore store, string key, int value, string attempt) =>
        store.SetAsync(StateScope.Workflow, key, Number(value), null, null, attempt, Json.Token);

    private static JsonElement Number(int value) => JsonSerializer.SerializeToElement(value);
}
