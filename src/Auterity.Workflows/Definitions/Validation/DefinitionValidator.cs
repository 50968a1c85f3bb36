using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Finds everything that is wrong with a definition. Pure.</summary>
/// <remarks>
/// <code>size ─ nodes ─ expressions ─ edges ─ attachments ─ flow ─ hooks ─ triggers ─ settings</code>
/// Each check looks at the whole on its own, so that one fault never hides another.
/// </remarks>
internal static class DefinitionValidator
{
    /// <param name="definition">A definition as the reader accepts it.</param>
    /// <param name="catalog">The node types there are.</param>
    /// <param name="size">Bytes of its JSON.</param>
    /// <param name="allowStubs">Takes stubs of an import as warnings.</param>
    /// <returns>Errors first, then warnings, each in the order of the nodes.</returns>
    public static IReadOnlyList<DefinitionFault> Validate(WorkflowDefinition definition, NodeCatalog catalog, int size = 0, bool allowStubs = false)
    {
        // 1. Size: what is too large is not looked at further.
        var tooLarge = SizeChecks.Check(definition, size).ToList();
        if (tooLarge.Count > 0) return tooLarge;

        // 2. Everything else, together.
        var graph = new DefinitionGraph(definition, catalog);
        var plans = FlowChecks.Plans(graph);
        IEnumerable<DefinitionFault> faults =
        [
            .. NodeChecks.Check(graph, catalog, allowStubs),
            .. PolicyChecks.Check(graph),
            .. ExpressionChecks.Check(graph),
            .. EdgeChecks.Check(graph),
            .. AttachmentChecks.Check(graph),
            .. FlowChecks.Check(graph),
            .. LoopChecks.Check(graph, plans),
            .. RateChecks.Check(graph, plans),
            .. HookChecks.Check(graph),
            .. TriggerChecks.Check(graph),
            .. SettingsChecks.Check(definition),
        ];

        // 3. Errors first; the order is stable within.
        return [.. faults.OrderBy(fault => fault.Severity)];
    }
}

/// <summary>The validator with this installation's node types.</summary>
internal sealed class DefinitionChecks(NodeCatalog catalog)
{
    public IReadOnlyList<DefinitionFault> FaultsOf(WorkflowDefinition definition, int size = 0, bool allowStubs = false) =>
        DefinitionValidator.Validate(definition, catalog, size, allowStubs);
}

/// <summary>How much of everything there is.</summary>
internal static class SizeChecks
{
    public static IEnumerable<DefinitionFault> Check(WorkflowDefinition definition, int size)
    {
        if (size > DefinitionLimits.MostBytes)
            yield return DefinitionFault.Error(null, "too-large", $"The definition has {size:N0} bytes; the most is {DefinitionLimits.MostBytes:N0}. Put data into files or a workflow of its own.");
        if (definition.Nodes.Count > DefinitionLimits.MostNodes)
            yield return DefinitionFault.Error("nodes", "too-large", $"There are {definition.Nodes.Count:N0} nodes; the most is {DefinitionLimits.MostNodes:N0}. Move parts into workflows of their own.");
        if (definition.Edges.Count > DefinitionLimits.MostEdges)
            yield return DefinitionFault.Error("edges", "too-large", $"There are {definition.Edges.Count:N0} edges; the most is {DefinitionLimits.MostEdges:N0}.");
    }
}
