using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Versioned key-values in memory, with compare-and-set; a repeated idempotency key writes once.</summary>
internal sealed class TestState : IStateStore
{
    private readonly Dictionary<(StateScope Scope, string Key), StateValue> values = [];
    private readonly Dictionary<string, StateValue> written = [];
    private readonly Lock gate = new();

    /// <summary>Time-to-live of the last write.</summary>
    public TimeSpan? LastTimeToLive { get; private set; }

    /// <summary>Runs before each write, to play somebody who writes in between.</summary>
    public Action<TestState>? BeforeSet { get; set; }

    public StateValue this[StateScope scope, string key]
    {
        get => values.GetValueOrDefault((scope, key), new StateValue(null, 0));
        set => values[(scope, key)] = value;
    }

    public Task<StateValue> GetAsync(StateScope scope, string key, CancellationToken cancellationToken)
    {
        lock (gate)
            return Task.FromResult(this[scope, key]);
    }

    public Task<StateValue?> SetAsync(StateScope scope, string key, JsonElement? value, long? expectedVersion, TimeSpan? timeToLive, string idempotencyKey, CancellationToken cancellationToken)
    {
        BeforeSet?.Invoke(this);
        lock (gate)
        {
            if (written.TryGetValue(idempotencyKey, out var before)) return Task.FromResult<StateValue?>(before);
            var now = this[scope, key];
            if (expectedVersion is { } expected && expected != now.Version) return Task.FromResult<StateValue?>(null);
            LastTimeToLive = timeToLive;
            return Task.FromResult<StateValue?>(written[idempotencyKey] = this[scope, key] = new StateValue(value?.Clone(), now.Version + 1));
        }
    }

    public TestState Copy()
    {
        var copy = new TestState();
        foreach (var (key, value) in values) copy.values[key] = value;
        return copy;
    }
}
