using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Auterity.Sdk;

namespace Auterity.Workflows.Definitions;

/// <summary>How definitions are written: whatever is as it would be anyway is left out, so that files stay readable and hashes survive new settings.</summary>
internal static class DefinitionJson
{
    private static readonly Dictionary<Type, object> Unset = new()
    {
        [typeof(WorkflowDefinition)] = new WorkflowDefinition { Format = 0, Nodes = null!, Edges = null! }, // these are always written
        [typeof(NodeDefinition)] = new NodeDefinition { Id = "", Type = "", Name = "" },
        [typeof(EdgeDefinition)] = new EdgeDefinition(null!, null!),
        [typeof(NodePolicy)] = new NodePolicy(),
        [typeof(RetryPolicy)] = new RetryPolicy(),
        [typeof(ConcurrencyPolicy)] = new ConcurrencyPolicy(),
        [typeof(RatePolicy)] = new RatePolicy(),
        [typeof(CachePolicy)] = new CachePolicy(),
        [typeof(WorkflowSettings)] = new WorkflowSettings(),
    };

    public static JsonSerializerOptions Options { get; } = new(JsonDefaults.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDefaults } },
    };

    public static byte[] Write(WorkflowDefinition definition) => JsonSerializer.SerializeToUtf8Bytes(definition, Options);

    public static WorkflowDefinition Read(byte[] utf8) => JsonSerializer.Deserialize<WorkflowDefinition>(utf8, Options)!;

    /// <summary>A stored JSON document that owns its memory.</summary>
    public static JsonElement ReadElement(byte[] utf8) => JsonElement.Parse(utf8, JsonDefaults.Document);

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (!Unset.TryGetValue(type.Type, out var unset)) return;
        foreach (var property in type.Properties.Where(property => property is { IsRequired: false, Get: not null }))
        {
            var standard = property.Get!(unset);
            property.ShouldSerialize = (_, value) => value is not null && !IsSame(value, standard);
        }
    }

    private static bool IsSame(object value, object? standard) =>
        value is JsonElement json && standard is JsonElement other ? JsonElement.DeepEquals(json, other) : value.Equals(standard);
}
