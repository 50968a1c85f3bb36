using System.Runtime.CompilerServices;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Tests.Import;

namespace Auterity.Workflows.Tests.Catalog;

/// <summary>What the importer writes for real workflows fits the nodes it writes it for.</summary>
public sealed class ImportedParametersTests
{
    private static readonly NodeCatalog Catalog = new(NodeCatalog.ClassesOf(typeof(NodeCatalog).Assembly).Select(type => (Node)RuntimeHelpers.GetUninitializedObject(type)));

    [Fact]
    public void Check_ParametersOfRealWorkflows_HaveNoUnknownFieldsOrWrongKinds()
    {
        var known = Catalog.Types.Select(type => type.Info.Type).ToHashSet();
        var faults = N8nCorpus.Files().SelectMany(file => N8nImporter.ImportAll(file.Json, known))
            .SelectMany(result => result.Definition.Nodes)
            .Where(node => !node.Type.StartsWith("n8n.", StringComparison.Ordinal))
            .SelectMany(node => ParameterValidator.Check(Catalog.FindLatest(node.Type)!, node.Parameters).Select(fault => $"{node.Type} {fault.Field}: {fault.Message}"))
            .Distinct().ToList();

        // What is only missing was missing in the export too, or has to be chosen here.
        Assert.DoesNotContain(faults, fault => fault.Contains("There is no parameter", StringComparison.Ordinal) || fault.Contains(" is not ", StringComparison.Ordinal));
    }
}
