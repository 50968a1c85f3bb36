namespace Auterity.Workflows.Import;

/// <summary>What became of many workflows at once: the figure by which an importer is judged.</summary>
/// <param name="Workflows">How many were imported.</param>
/// <param name="Nodes">How many nodes they have.</param>
/// <param name="Ready">Nodes of which everything came over.</param>
/// <param name="Approximate">Nodes that lost something on the way.</param>
/// <param name="Stub">Nodes that are only kept.</param>
/// <param name="Runnable">Workflows without a stub.</param>
/// <param name="Types">By foreign type, the most frequent first.</param>
public sealed record ImportSummary(int Workflows, int Nodes, int Ready, int Approximate, int Stub, int Runnable, IReadOnlyList<ImportedType> Types)
{
    public static ImportSummary Of(IReadOnlyCollection<ImportResult> results)
    {
        var nodes = results.SelectMany(result => result.Report.Nodes).ToList();
        return new ImportSummary(
            results.Count,
            nodes.Count,
            Count(nodes, ImportStatus.Ready),
            Count(nodes, ImportStatus.Approximate),
            Count(nodes, ImportStatus.Stub),
            results.Count(result => result.Report.Nodes.All(node => node.Status != ImportStatus.Stub)),
            [.. nodes.GroupBy(node => node.Type).Select(ImportedType.Of).OrderByDescending(type => type.Nodes).ThenBy(type => type.Type, StringComparer.Ordinal)]);
    }

    internal static int Count(IEnumerable<ImportedNode> nodes, ImportStatus status) => nodes.Count(node => node.Status == status);
}

/// <summary>What became of the nodes of one foreign type.</summary>
/// <param name="Type">The foreign type.</param>
/// <param name="Becomes">What most of them became.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="Ready">How many came over whole.</param>
/// <param name="Approximate">How many lost something.</param>
/// <param name="Stub">How many are only kept.</param>
public sealed record ImportedType(string Type, string Becomes, int Nodes, int Ready, int Approximate, int Stub)
{
    internal static ImportedType Of(IGrouping<string, ImportedNode> nodes) => new(
        nodes.Key,
        nodes.GroupBy(node => node.Becomes).MaxBy(group => group.Count())!.Key,
        nodes.Count(),
        ImportSummary.Count(nodes, ImportStatus.Ready),
        ImportSummary.Count(nodes, ImportStatus.Approximate),
        ImportSummary.Count(nodes, ImportStatus.Stub));
}
