using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Nodes.Dates;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Duplicates;

/// <summary>What earlier runs saw, kept in the workflow's state.</summary>
/// <remarks>
/// Every entry carries the activation that wrote it: an activation that is repeated after a crash finds its own entries and still calls those items new,
/// so nothing is lost between the write and the next step.
/// </remarks>
internal sealed class SeenHistory(NodeContext context, string key, int size)
{
    private const int MostAttempts = 20;

    // Enough writers to recognise a repetition, however busy the workflow is.
    private const int MostWriters = 200;

    private readonly string writer = Hash(context.IdempotencyKey);

    /// <summary>For each key whether it is new; remembers the new ones.</summary>
    /// <exception cref="NodeException">A key is missing or of the wrong kind (not retryable), or others keep writing (retryable).</exception>
    public async Task<bool[]> FilterAsync(DuplicateMode mode, IReadOnlyList<JsonElement?> keys, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var stored = await context.State.GetAsync(StateScope.Workflow, key, cancellationToken);
            var memory = Memory.Of(stored.Value);
            var isNew = mode == DuplicateMode.Seen ? Unseen(memory, keys) : Larger(memory, mode, keys);
            if (await WriteAsync(memory, stored.Version, cancellationToken)) return isNew;
        }

        throw new NodeException("Other runs keep changing what was seen; try again.", "state-changed");
    }

    public async Task ForgetAsync(CancellationToken cancellationToken) => await context.State.SetAsync(StateScope.Workflow, key, null, null, null, context.IdempotencyKey, cancellationToken);

    private bool[] Unseen(Memory memory, IReadOnlyList<JsonElement?> keys)
    {
        var isNew = new bool[keys.Count];
        var known = memory.Seen.ToDictionary(entry => entry.Key, entry => entry.Writer);
        var now = new HashSet<string>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsMissing()) throw Missing(i);
            var hash = Hash(JsonKey.Of(keys[i]));
            isNew[i] = now.Add(hash) && (!known.TryGetValue(hash, out var by) || by == writer);
            if (isNew[i] && !known.ContainsKey(hash)) memory.Seen.Add(new(hash, writer));
        }

        if (memory.Seen.Count > size) memory.Seen.RemoveRange(0, memory.Seen.Count - size);
        return isNew;
    }

    private bool[] Larger(Memory memory, DuplicateMode mode, IReadOnlyList<JsonElement?> keys)
    {
        var values = keys.Select((value, index) => NumberOf(mode, value, index)).ToArray();
        var own = memory.Limits.Find(limit => limit.Writer == writer);
        var threshold = own is null ? memory.Largest : own.Before;
        if (own is null) memory.Limits.Add(new(writer, memory.Largest));
        if (memory.Limits.Count > MostWriters) memory.Limits.RemoveAt(0);
        memory.Largest = values.Append(memory.Largest ?? double.MinValue).Max();
        return [.. values.Select(value => threshold is null || value > threshold)];
    }

    private double NumberOf(DuplicateMode mode, JsonElement? value, int index)
    {
        if (value.IsMissing()) throw Missing(index);
        if (mode == DuplicateMode.Date)
        {
            return DateText.Read(value!.Value, context.TimeZone)?.ToUnixTimeMilliseconds()
                ?? throw new NodeException($"The key of item {index} is {ValueConverter.Shown(value.Value)}, which is no date.", "wrong-type", retryable: false);
        }

        return (value!.Value.ValueKind == JsonValueKind.Number ? JsonNumber.Of(value.Value) : JsonNumber.Of(value.TextOf()))?.Value
            ?? throw new NodeException($"The key of item {index} is {ValueConverter.Shown(value.Value)}, which is no number.", "wrong-type", retryable: false);
    }

    private async Task<bool> WriteAsync(Memory memory, long version, CancellationToken cancellationToken) =>
        await context.State.SetAsync(StateScope.Workflow, key, JsonValues.Of(memory), version, null, context.IdempotencyKey, cancellationToken) is not null;

    private static NodeException Missing(int index) => new($"Item {index} has no key; without one it cannot be told apart.", "invalid-parameters", retryable: false);

    // Half a SHA-256 is beyond accident, and half the space.
    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private sealed record Entry(string Key, string Writer);

    private sealed record Limit(string Writer, double? Before);

    private sealed class Memory
    {
        public List<Entry> Seen { get; init; } = [];

        public double? Largest { get; set; }

        public List<Limit> Limits { get; init; } = [];

        public static Memory Of(JsonElement? stored) => stored is { ValueKind: JsonValueKind.Object } there ? there.Deserialize<Memory>(JsonDefaults.Options)! : new();
    }
}
