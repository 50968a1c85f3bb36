using Auterity.Sdk;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Import.Trials;

/// <summary>What is outside a run that goes in memory: who answers instead of the network, and what comes for a step that waits.</summary>
internal abstract class TrialWorld
{
    // Effects that stay inside the machine and so really run.
    private static readonly HashSet<string> Inside =
    [
        "http.respond", "flow.wait", "state.get", "state.set", "files.compress", "files.convert", "files.extract", "files.move",
        "data.crypto", "data.html", "data.markdown", "data.xml", "data.removeDuplicates", "data.dateTime", "ai.parser.json", "ai.parser.fixing", "ai.parser.list", "code.memory", "ai.memory.window", "ai.tool.calculator", "ai.tool.think",
    ];

    /// <summary>Whether the type needs nothing from outside, although it is no pure one.</summary>
    protected static bool StaysInside(NodeType type) => Inside.Contains(type.Info.Type);

    /// <summary>The type as the run uses it: the real one, or one that answers from here.</summary>
    public abstract NodeType? Wrap(NodeType? type);

    /// <summary>What comes for a step that waits; null when nothing does.</summary>
    public abstract Item? SignalFor(string nodeId);

    /// <summary>What another workflow returns to the node that called it.</summary>
    public virtual Task<IReadOnlyList<Item>> ReturnedAsync(string nodeId, int activation, IBlobs blobs, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Item>>([]);

    /// <summary>Whether what comes for a waiting step comes before its time is up.</summary>
    public virtual bool SignalsFirst => false;
}
