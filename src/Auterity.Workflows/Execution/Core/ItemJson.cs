using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Small changes to an item's JSON.</summary>
internal static class ItemJson
{
    private static readonly JsonElement Hidden = JsonSerializer.SerializeToElement(new { hidden = true });

    /// <summary>What people see of the item: sensitive data is <c>{ "hidden": true }</c>.</summary>
    public static JsonElement Shown(Item item) => item.IsSensitive ? Hidden : item.Json;

    /// <summary>The items, marked sensitive where the node is.</summary>
    public static IReadOnlyList<Item> MarkedFor(Plan.PlanNode node, IReadOnlyList<Item> items) => node.Policy.Sensitive ? [.. items.Select(item => item.AsSensitive())] : items;

    /// <summary>The item, said to have been sent although nobody heard of it (ENGINE rule 12).</summary>
    public static Item AssumedSent(Item item) => With(item, "assumedSent", writer => writer.WriteBooleanValue(true));

    /// <summary>The item with one field set; its other fields keep their text.</summary>
    public static Item With(Item item, string field, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json.Writer))
        {
            writer.WriteStartObject();
            if (item.Json.ValueKind == JsonValueKind.Object)
                foreach (var property in item.Json.EnumerateObject())
                    if (property.Name != field)
                        property.WriteTo(writer);
            writer.WritePropertyName(field);
            write(writer);
            writer.WriteEndObject();
        }

        return new Item(buffer.ToArray(), item.Binary) { IsSensitive = item.IsSensitive };
    }
}
