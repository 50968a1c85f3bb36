using System.Reflection;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Catalog;

public sealed class NodeCatalogTests
{
    private static readonly Assembly Workflows = typeof(NodeCatalog).Assembly;

    [Fact]
    public void FindType_KnownTypeAndVersion_ReturnsItsClass()
    {
        var catalog = new ServiceCollection().AddNodeCatalog(Workflows).AddFakeServices().BuildServiceProvider().GetRequiredService<NodeCatalog>();

        Assert.IsType<NoopNode>(catalog.FindType("flow.noop", 1)?.Node);
        Assert.Same(catalog.FindType("flow.noop", 1), catalog.FindLatest("flow.noop"));
    }

    [Theory]
    [InlineData("flow.noop", 99)]
    [InlineData("no.such.node", 1)]
    public void FindType_UnknownTypeOrVersion_ReturnsNull(string type, int version)
    {
        var catalog = new ServiceCollection().AddNodeCatalog(Workflows).AddFakeServices().BuildServiceProvider().GetRequiredService<NodeCatalog>();

        Assert.Null(catalog.FindType(type, version));
        Assert.Null(catalog.FindLatest("no.such.node"));
    }

    [Fact]
    public void Create_AssemblyAddedTwice_FindsEachNodeOnce()
    {
        var catalog = new ServiceCollection().AddNodeCatalog(Workflows).AddNodeCatalog(Workflows).AddFakeServices().BuildServiceProvider().GetRequiredService<NodeCatalog>();

        Assert.Single(catalog.Types, type => type.Info.Type == "flow.noop");
    }

    [Fact]
    public void Create_TwoClassesWithOneType_SaysWhich()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new NodeCatalog([new NoopNode(), new NoopNode()]));

        Assert.Contains("'flow.noop' version 1", error.Message);
    }

    [Fact]
    public void Views_EveryNode_SerialisesWithItsSchema()
    {
        var catalog = new ServiceCollection().AddNodeCatalog(Workflows).AddFakeServices().BuildServiceProvider().GetRequiredService<NodeCatalog>();

        var views = JsonSerializer.SerializeToElement(catalog.Views, JsonDefaults.Options);

        Assert.Equal(catalog.Types.Count, views.GetArrayLength());
        Assert.All(views.EnumerateArray(), view => Assert.Equal("object", view.GetProperty("parameters").GetProperty("type").GetString()));
    }
}
