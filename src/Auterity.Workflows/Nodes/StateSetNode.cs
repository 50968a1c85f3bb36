using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Writes a value that outlives runs, safely beside other writers (ENGINE rule 38).</summary>
[Node("state.set", "Write state", Category = "Data", Icon = "database-zap",
    Summary = "Stores, counts up, appends to or deletes a value that later runs can read.", Keywords = ["store", "key", "value", "memory", "counter", "save"])]
public sealed class StateSetNode : Node<StateSetNode.Input, Item>
{
    private const int MostAttempts = 20;

    public sealed record Input
    {
        [Description("Name of the value"), Required, StringLength(200)]
        public string Key { get; init; } = "";

        [Description("What happens to the value")]
        public StateOperation Operation { get; init; }

        [Description("The value to store or append, or the number to add"), Field(ShowIf = nameof(Operation), Is = ["set", "add", "append"])]
        public JsonElement? Value { get; init; }

        [Description("Whose state: this workflow's, or everybody's in the tenant")]
        public StateScope Scope { get; init; }

        [Description("Version the stored value must still have; empty overwrites any"), Field(ShowIf = nameof(Operation), Is = ["set", "delete"])]
        public long? ExpectedVersion { get; init; }

        [Description("After how many seconds the value is forgotten; empty never"), Range(1, 315_360_000)]
        public double? TimeToLiveSeconds { get; init; }

        [Description("Field the stored value goes into; empty hands the item on unchanged")]
        public string? Field { get; init; }

        [Description("Most entries kept when appending; the oldest go first"), Range(1, 100_000), Field(ShowIf = nameof(Operation), Is = ["append"])]
        public int MaxEntries { get; init; } = 1_000;
    }

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var stored = await WriteAsync(input, context, cancellationToken);
        if (string.IsNullOrEmpty(input.Field)) return context.Item;
        var edit = new FieldEdit(context.Item.Json);
        edit.Set(FieldPath.Of(input.Field).In(context.Item.Json), stored.Value ?? JsonValues.Null);
        return ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), context.Item.Binary);
    }

    private static async Task<StateValue> WriteAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        TimeSpan? life = input.TimeToLiveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        if (input.Operation is StateOperation.Set or StateOperation.Delete)
        {
            var value = input.Operation == StateOperation.Set ? input.Value ?? JsonValues.Null : (JsonElement?)null;
            return await context.State.SetAsync(input.Scope, input.Key, value, input.ExpectedVersion, life, context.IdempotencyKey, cancellationToken)
                ?? throw new NodeException($"'{input.Key}' no longer has version {input.ExpectedVersion}: somebody else wrote it first. Read it again.", "state-changed", retryable: false);
        }

        // A repetition carries the same key, so the store answers with what the first attempt wrote and nothing is counted twice.
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var before = await context.State.GetAsync(input.Scope, input.Key, cancellationToken);
            var after = input.Operation == StateOperation.Add ? Sum(before.Value, input) : Appended(before.Value, input);
            if (await context.State.SetAsync(input.Scope, input.Key, after, before.Version, life, context.IdempotencyKey, cancellationToken) is { } stored) return stored;
        }

        throw new NodeException($"Others keep writing '{input.Key}'; try again.", "state-changed");
    }

    private static JsonElement Sum(JsonElement? before, Input input)
    {
        var step = input.Value.IsMissing() ? 1 : NumberOf(input.Value!.Value, "value");
        return JsonValues.Of((before.IsMissing() ? 0 : NumberOf(before!.Value, input.Key)) + step);
    }

    private static decimal NumberOf(JsonElement value, string name) =>
        ValueConverter.TryConvert(value, FieldType.Number, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDecimal(out var exact)
            ? exact
            : throw new NodeException($"'{name}' is {ValueConverter.Shown(value)}, which is no number to add.", "wrong-type", retryable: false);

    private static JsonElement Appended(JsonElement? before, Input input)
    {
        var entries = before switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => [],
            { } single => new List<JsonElement> { single },
        };
        entries.Add(input.Value ?? JsonValues.Null);
        return JsonValues.Of(entries.TakeLast(input.MaxEntries));
    }
}

public enum StateOperation
{
    Set,
    Add,
    Append,
    Delete,
}
