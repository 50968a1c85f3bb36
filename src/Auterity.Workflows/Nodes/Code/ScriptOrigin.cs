using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Code;

/// <summary>Finds where an item came from when the script does not say (ENGINE rule 42).</summary>
internal sealed class ScriptOrigin
{
    private readonly bool pairByIndex;
    private readonly ItemSource[]? only;
    private readonly Dictionary<string, ItemSource?> byContent = [];

    public ScriptOrigin(IReadOnlyList<IReadOnlyList<Item>> inputs, bool pairByIndex, int outputs)
    {
        this.pairByIndex = pairByIndex && outputs == inputs[0].Count;
        var all = inputs.SelectMany((items, port) => items.Select((item, index) => (item, source: new ItemSource(port, index)))).ToList();
        if (all.Count == 1) only = [all[0].source];
        else if (!this.pairByIndex)
        {
            // Two inputs with the same content are no origin: which of them is meant is unknown.
            foreach (var (item, source) in all)
                byContent[JsonKey.Of(item.Json)] = byContent.ContainsKey(JsonKey.Of(item.Json)) ? null : source;
        }
    }

    /// <summary>Pairs by index if asked to; else the single input item, or the one with the same content; else unknown.</summary>
    public ItemSource[] Of(Item item, int index)
    {
        if (only is not null) return only;
        if (pairByIndex) return [new ItemSource(0, index)];
        return byContent.GetValueOrDefault(JsonKey.Of(item.Json)) is { } source ? [source] : [];
    }
}
