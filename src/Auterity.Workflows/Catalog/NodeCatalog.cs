using System.Collections.Frozen;
using System.Reflection;
using Auterity.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Auterity.Workflows.Catalog;

/// <summary>Every node type of this installation, found by its attribute and created once.</summary>
internal sealed class NodeCatalog
{
    private readonly FrozenDictionary<(string Type, int Version), NodeType> byVersion;
    private readonly FrozenDictionary<string, NodeType> latest;
    private readonly Lazy<IReadOnlyList<NodeView>> views;

    /// <exception cref="InvalidOperationException">Two classes claim the same type and version, or one follows no contract.</exception>
    public NodeCatalog(IEnumerable<Node> nodes)
    {
        Types = [.. nodes.Select(NodeType.Of).OrderBy(type => type.Info.Type, StringComparer.Ordinal).ThenBy(type => type.Info.Version)];
        foreach (var same in Types.GroupBy(KeyOf).Where(group => group.Count() > 1))
            throw new InvalidOperationException($"Node type '{same.Key.Type}' version {same.Key.Version} is claimed by {string.Join(" and ", same.Select(type => type.Node.GetType().FullName))}.");

        byVersion = Types.ToFrozenDictionary(KeyOf);
        latest = Types.GroupBy(type => type.Info.Type).ToFrozenDictionary(group => group.Key, group => group.Last());
        views = new(() => [.. Types.Select(NodeView.Of)]);
    }

    /// <summary>All types, ordered by name, then version.</summary>
    public IReadOnlyList<NodeType> Types { get; }

    /// <summary>What the editor gets: one entry a type and version.</summary>
    public IReadOnlyList<NodeView> Views => views.Value;

    /// <summary>The type in exactly this version; null when this installation does not know it.</summary>
    public NodeType? FindType(string type, int version) => byVersion.GetValueOrDefault((type, version));

    /// <summary>The newest version of the type; null when this installation does not know it.</summary>
    public NodeType? FindLatest(string type) => latest.GetValueOrDefault(type);

    /// <summary>Creates every node class of the assemblies; constructors get services.</summary>
    public static NodeCatalog Of(IServiceProvider services, params IEnumerable<Assembly> assemblies) =>
        new(assemblies.Distinct().SelectMany(ClassesOf).Select(type => (Node)ActivatorUtilities.CreateInstance(services, type)));

    /// <summary>The node classes of an assembly.</summary>
    public static IEnumerable<Type> ClassesOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsDefined(typeof(NodeAttribute), inherit: false));

    private static (string Type, int Version) KeyOf(NodeType type) => (type.Info.Type, type.Info.Version);
}

public static class NodeCatalogServices
{
    /// <summary>Adds the node types of these assemblies to the catalog; each module calls it for its own.</summary>
    public static IServiceCollection AddNodeCatalog(this IServiceCollection services, params Assembly[] assemblies)
    {
        foreach (var assembly in assemblies)
            services.AddSingleton(new NodeAssembly(assembly));

        services.TryAddSingleton(provider => NodeCatalog.Of(provider, provider.GetServices<NodeAssembly>().Select(source => source.Assembly)));
        return services;
    }

    private sealed record NodeAssembly(Assembly Assembly);
}
