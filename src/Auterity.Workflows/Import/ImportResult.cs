using System.Text.Json;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import;

/// <summary>A foreign workflow, brought over.</summary>
/// <param name="Name">The workflow's name; a default where the file has none.</param>
/// <param name="Definition">What runs.</param>
/// <param name="Layout">How it looks: positions, sticky notes, colours, and what only the way back needs.</param>
/// <param name="Report">What became of each node.</param>
public sealed record ImportResult(string Name, WorkflowDefinition Definition, JsonElement Layout, ImportReport Report)
{
    /// <summary>Outputs given instead of running a node in test runs, by node id.</summary>
    public IReadOnlyDictionary<string, JsonElement> Pins =>
        Definition.Nodes.Where(node => node.Pin is not null).ToDictionary(node => node.Id, node => node.Pin!.Value);
}

/// <summary>What became of a foreign workflow: one line a node, what it still needs, and what was repaired on the way.</summary>
/// <param name="Nodes">One entry a node, in the file's order; sticky notes are none.</param>
/// <param name="Credentials">Secrets to choose before the first run; values never travel with a file.</param>
/// <param name="Notes">Faults of the file that were tolerated, and settings that mean something else here.</param>
public sealed record ImportReport(IReadOnlyList<ImportedNode> Nodes, IReadOnlyList<NeededCredential> Credentials, IReadOnlyList<string> Notes);

/// <summary>What became of one node.</summary>
/// <param name="Id">Its id in the definition.</param>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Type">The foreign type.</param>
/// <param name="Becomes">The node type it became.</param>
/// <param name="Status">How much of it came over.</param>
/// <param name="Reason">Why it is not simply ready, or what it still needs; null when there is nothing to say.</param>
public sealed record ImportedNode(string Id, string Name, string Type, string Becomes, ImportStatus Status, string? Reason);

/// <summary>How much of a node came over.</summary>
public enum ImportStatus
{
    /// <summary>Every parameter that is not at its default was read.</summary>
    Ready,

    /// <summary>It runs, but the reason names what was left behind or means something else.</summary>
    Approximate,

    /// <summary>There is no such node here: everything is kept, nothing runs without a pinned output.</summary>
    Stub,
}

/// <summary>A credential that a node used and that must be chosen again.</summary>
/// <param name="NodeId">Id of the node in the definition.</param>
/// <param name="Node">Name of the node.</param>
/// <param name="Type">The foreign credential type, for example <c>httpBasicAuth</c>.</param>
/// <param name="Name">What it was called where it came from; null when the file does not say.</param>
/// <param name="Slot">The node's slot it goes into; null for a stub, which has none.</param>
/// <param name="Becomes">Our credential type that fits; null where the foreign one says no more than which service it is for.</param>
public sealed record NeededCredential(string NodeId, string Node, string Type, string? Name, string? Slot = null, string? Becomes = null);
