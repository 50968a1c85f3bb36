using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Whether branches of a workflow may run side by side without anybody noticing but by the clock (ENGINE rule 7).</summary>
internal static class N8nBranches
{
    private static readonly string[] Inside = ["data.", "flow.", "code.", "trigger.", "files.extract", "files.convert", "files.move", "files.compress"];

    /// <summary>A sentence that offers it; null where a branch could get in another's way, or there are none.</summary>
    public static string? Offer(WorkflowDefinition definition)
    {
        var types = definition.Nodes.ToDictionary(node => node.Id, node => node.Type);
        var next = definition.Edges.Where(edge => !edge.Input.StartsWith("ai_", StringComparison.Ordinal)).ToLookup(edge => edge.From, edge => edge.To);
        var forks = definition.Edges.Where(edge => !edge.Input.StartsWith("ai_", StringComparison.Ordinal)).GroupBy(edge => (edge.From, edge.Output)).Select(group => group.Select(edge => edge.To).Distinct().ToList()).Where(targets => targets.Count > 1).ToList();
        return forks.Count > 0 && forks.TrueForAll(targets => AreApart(targets, next, types))
            ? "Its branches touch nothing in common: with settings.flow 'parallel' they run side by side and mean the same."
            : null;
    }

    // Apart are branches that meet nowhere and whose effects are of different kinds: two of one kind may be on one thing.
    private static bool AreApart(IReadOnlyList<string> targets, ILookup<string, string> next, Dictionary<string, string> types)
    {
        var nodes = new HashSet<string>(StringComparer.Ordinal);
        var effects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in targets.Select(target => Reach(target, next)))
        {
            if (branch.Exists(node => !nodes.Add(node))) return false;
            if (branch.Select(node => types[node]).Where(IsEffect).Distinct().ToList().Exists(type => !effects.Add(type))) return false;
        }

        return true;
    }

    private static bool IsEffect(string type) => !Array.Exists(Inside, prefix => type.StartsWith(prefix, StringComparison.Ordinal)) || type == "flow.workflow";

    private static List<string> Reach(string from, ILookup<string, string> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var node))
            foreach (var to in next[node])
                if (seen.Add(to)) open.Enqueue(to);
        return [.. seen];
    }
}
