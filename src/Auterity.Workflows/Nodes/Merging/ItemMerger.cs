using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Merging;

/// <summary>One item that goes into a merged one.</summary>
internal readonly record struct Part(int Port, int Index, Item? Item);

/// <summary>Makes one item of several, as the clash rules say.</summary>
internal sealed class ItemMerger(MergeNode.Input rules)
{
    private readonly ObjectMerger merger = new(rules.Nested == Nested.Deep, rules.KeepFilled);

    // The last input wins, except where input 1 enriches input 2: there the enriching side wins as well.
    private readonly bool firstWins = rules.Clash == Clash.PreferInput1
        || (rules.Clash == Clash.Automatic && rules is { Mode: MergeMode.CombineByKey, Join: JoinKind.EnrichInput2 });

    /// <summary>Adds the merged item; a part alone goes on as it is unless fields are numbered.</summary>
    public void Write(PortBuilder port, IReadOnlyList<Part> parts)
    {
        var sources = parts.Select(part => new ItemSource(part.Port, part.Index)).ToArray();
        if (rules.Clash == Clash.AddNumber) port.Add(Numbered(parts), sources);
        else if (parts.Count == 1) port.Add(parts[0].Item!, sources);
        else port.Add(Merged([.. firstWins ? parts.Reverse() : parts]), sources);
    }

    private Item Merged(IReadOnlyList<Part> parts) =>
        ItemWriter.Write((merger, parts), static (writer, state) => state.merger.Write(writer, [.. state.parts.Select(part => part.Item!.Json)]), FilesOf(parts));

    private static Item Numbered(IReadOnlyList<Part> parts) => ItemWriter.Write(
        parts.SelectMany(part => part.Item!.Json.EnumerateObject().Select(field => KeyValuePair.Create($"{field.Name}_{part.Port + 1}", field.Value))), FilesOf(parts));

    private static Dictionary<string, BinaryRef>? FilesOf(IReadOnlyList<Part> parts)
    {
        if (parts.All(part => part.Item!.Binary is null)) return null;
        var files = new Dictionary<string, BinaryRef>();
        foreach (var (name, file) in parts.SelectMany(part => part.Item!.Binary ?? new Dictionary<string, BinaryRef>()))
            files[name] = file;
        return files;
    }
}
