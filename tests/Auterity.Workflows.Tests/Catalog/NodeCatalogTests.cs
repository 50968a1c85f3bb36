using System.Reflection;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Catalog;

public sealed class NodeCatalogTests
{
    private static readonly Assembly Here = typeof(NodeCatalogTests).Assembly;

    [Fact]
    public void FindType_KnownTypeAndVersion_ReturnsItsClass()
    {
        var catalog = CatalogOf(Here);

        Assert.IsType<OldNode>(catalog.FindType("test.versioned", 1)?.Node);
        Assert.IsType<NewNode>(catalog.FindType("test.versioned", 2)?.Node);
        Assert.IsType<NewNode>(catalog.FindLatest("test.versioned")?.Node);
    }

    [Fact]
    public void FindType_UnknownTypeOrVersion_ReturnsNull()
    {
        var catalog = CatalogOf(Here);

        Assert.Null(catalog.FindType("test.versioned", 99));
        Assert.Null(catalog.FindType("no.such.node", 1));
        Assert.Null(catalog.FindLatest("no.such.node"));
    }

    [Fact]
    public void Create_NodeWithServices_GetsThem() => Assert.Same(TimeProvider.System, Assert.IsType<NewNode>(CatalogOf(Here).FindLatest("test.versioned")?.Node).Clock);

    [Fact]
    public void Create_AssemblyAddedTwice_FindsEachNodeOnce() => Assert.Single(CatalogOf(Here, Here).Types, type => type.Info is { Type: "test.versioned", Version: 1 });

    [Fact]
    public void Create_TwoClassesWithOneType_SaysWhich()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new NodeCatalog([new NoopNode(), new NoopNode()]));

        Assert.Contains("'flow.noop' version 1", error.Message);
    }

    private static NodeCatalog CatalogOf(params Assembly[] assemblies)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        foreach (var assembly in assemblies) services.AddNodeCatalog(assembly);
        return services.BuildServiceProvider().GetRequiredService<NodeCatalog>();
    }

    [Node("test.versioned", "Old")]
    private sealed class OldNode : BatchNode<NoopNode.Input>
    {
        public override Task<NodeResult> RunAsync(NoopNode.Input input, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    [Node("test.versioned", "New", Version = 2)]
    private sealed class NewNode(TimeProvider clock) : BatchNode<NoopNode.Input>
    {
        public TimeProvider Clock => clock;

        public override Task<NodeResult> RunAsync(NoopNode.Input input, NodeContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
