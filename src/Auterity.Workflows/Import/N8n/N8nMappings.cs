using System.Collections.Frozen;
using System.Reflection;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Every mapping of this assembly, by foreign node type.</summary>
internal static class N8nMappings
{
    private static readonly FrozenDictionary<string, N8nMapping> ByType = typeof(N8nMappings).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(N8nMapping)))
        .SelectMany(type =>
        {
            var mapping = (N8nMapping)Activator.CreateInstance(type)!;
            return type.GetCustomAttributes<N8nMappingAttribute>().Select(attribute => (attribute.Type, mapping));
        })
        .ToFrozenDictionary(pair => pair.Type, pair => pair.mapping);

    /// <summary>The foreign types that are known.</summary>
    public static IEnumerable<string> Types => ByType.Keys;

    /// <summary>Translates a node; a type that nobody knows becomes a stub.</summary>
    public static MappedNode Map(N8nParameters parameters) =>
        ByType.TryGetValue(parameters.Node.Type, out var mapping) ? mapping.Map(parameters) : MappedNode.Stub($"There is no node for '{parameters.Node.Type}' here yet.");
}
