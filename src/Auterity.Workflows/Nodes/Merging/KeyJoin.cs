using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Merging;

/// <summary>Joins two inputs by the values of key fields.</summary>
internal sealed class KeyJoin(MergeNode.Input rules, IReadOnlyList<IReadOnlyList<Item>> inputs)
{
    private readonly ItemMerger merger = new(rules);
    private readonly IReadOnlyList<Item> first = inputs[0];
    private readonly IReadOnlyList<Item> second = inputs.Count > 1 ? inputs[1] : [];
    private readonly KeyPairing pairing = new(rules.Keys, rules.DotNotation, rules.Fuzzy, inputs[0], inputs.Count > 1 ? inputs[1] : []);

    public void Write(PortBuilder port)
    {
        switch (rules.Join)
        {
            case JoinKind.KeepMatches when rules.From == JoinOutput.Input1:
                WriteAlone(port, 0, Alone(first, index => pairing.PartnersOf(index).Count > 0));
                break;
            case JoinKind.KeepMatches when rules.From == JoinOutput.Input2:
                WriteAlone(port, 1, Pairs().Select(pair => pair.Second).Distinct().Order());
                break;
            case JoinKind.KeepMatches:
                WritePairs(port);
                break;
            case JoinKind.KeepNonMatches:
                if (rules.From != JoinOutput.Input2) WriteAlone(port, 0, UnmatchedFirst());
                if (rules.From != JoinOutput.Input1) WriteAlone(port, 1, UnmatchedSecond());
                break;
            default:
                WritePairs(port);
                if (rules.Join != JoinKind.EnrichInput2) WriteAlone(port, 0, UnmatchedFirst());
                if (rules.Join != JoinKind.EnrichInput1) WriteAlone(port, 1, UnmatchedSecond());
                break;
        }
    }

    // The enriched side looks for partners; with "first match only" each of its items gets one.
    private IEnumerable<(int First, int Second)> Pairs()
    {
        var pairs = Enumerable.Range(0, first.Count).SelectMany(one => pairing.PartnersOf(one).Select(two => (First: one, Second: two)));
        var bySecond = rules.Join == JoinKind.EnrichInput2;
        if (bySecond) pairs = pairs.OrderBy(pair => pair.Second);
        return rules.MultipleMatches == Matches.First ? pairs.DistinctBy(pair => bySecond ? pair.Second : pair.First) : pairs;
    }

    private void WritePairs(PortBuilder port)
    {
        foreach (var (one, two) in Pairs())
            merger.Write(port, [new(0, one, first[one]), new(1, two, second[two])]);
    }

    private void WriteAlone(PortBuilder port, int input, IEnumerable<int> indexes)
    {
        foreach (var index in indexes)
        {
            var item = (input == 0 ? first : second)[index];
            if (rules.Join is JoinKind.KeepMatches or JoinKind.KeepNonMatches) port.Add(item, new ItemSource(input, index));
            else merger.Write(port, [new(input, index, item)]);
        }
    }

    private IEnumerable<int> UnmatchedFirst() => Alone(first, index => pairing.PartnersOf(index).Count == 0);

    private IEnumerable<int> UnmatchedSecond() => Alone(second, index => !pairing.HasPartner(index));

    private static IEnumerable<int> Alone(IReadOnlyList<Item> items, Func<int, bool> which) => Enumerable.Range(0, items.Count).Where(which);
}
