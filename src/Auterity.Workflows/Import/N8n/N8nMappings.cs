using System.Collections.Frozen;
using System.Reflection;
using Auterity.Workflows.Import.N8n.Mappings;
using Auterity.Workflows.Import.N8n.Mappings.Ai;
using Auterity.Workflows.Import.N8n.Mappings.Vendors;

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
    public static MappedNode Map(N8nParameters parameters)
    {
        var type = parameters.Node.Type;
        if (ByType.TryGetValue(type, out var mapping)) return mapping.Map(parameters);
        // A node's tool form has the node's own parameters; only those that work item by item can be one here.
        if (VendorToolMapping.NodeOf(type) is { } node && ByType.TryGetValue(node, out mapping) && mapping is VendorMapping or HttpRequestMapping or GoogleAnalyticsMapping or FacebookGraphMapping or SalesforceMapping) return VendorToolMapping.Of(parameters, mapping.Map(parameters));
        return MappedNode.Stub($"There is no node for '{type}' here yet.");
    }
}
