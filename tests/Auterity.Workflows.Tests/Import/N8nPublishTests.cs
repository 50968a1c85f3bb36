using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Tests.Definitions;

namespace Auterity.Workflows.Tests.Import;

/// <summary>What stands between an imported workflow and publishing it, stubs and credentials aside.</summary>
public sealed class N8nPublishTests
{
    [Fact]
    public void Validate_EveryRealExport_HasOnlyItsAuthorsFaults()
    {
        var faults = N8nCorpus.Files().SelectMany(file => TestDefinitions.FaultsOf(N8nImporter.Import(file.Json).Definition, allowStubs: true)
            .Where(fault => fault.Severity == FaultSeverity.Error && !IsTheAuthors(fault)).Select(fault => $"{fault.Code} {fault.Field}: {fault.Message} ({file.Name}, {fault.NodeName})")).ToList();

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    // Credentials never travel, a called workflow has a new id, and the rest was unfinished where it came from.
    private static bool IsTheAuthors(DefinitionFault fault) => (fault.Code, fault.Field) switch
    {
        ("credential-missing" or "no-trigger" or "unknown-node" or "expression-syntax", _) => true,
        ("invalid-parameter", "parameters.documentId" or "parameters.databaseId") => true,
        ("invalid-parameter", _) when fault.Message.Contains(" is needed for ", StringComparison.Ordinal) => true,
        ("invalid-parameter", "parameters.workflowId" or "parameters.rules" or "parameters.to") => true,
        _ => false,
    };
}
