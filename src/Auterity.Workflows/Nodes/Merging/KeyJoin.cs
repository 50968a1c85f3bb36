using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Merging;

/// <summary>Joins two inputs by the values of key fields.</summary>
internal sealed class KeyJoin
{
    private readonly MergeNode.Input rules;
    private readonly ItemMerger merger;
    private readonly IReadOnlyList<Item> first;
    private readonly IReadOnlyList<Item> second;
    private readonly Dictionary<string, List<int>> byKey = [];
    private readonly List<(int First, int Second)> pairs = [];
    private readonly HashSet<int> matchedFirst = [];
    private readonly HashSet<int> matchedSecond = [];

    public KeyJoin(MergeNode.Input rules, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        if (rules.Keys.Count == 0) throw new NodeException("Joining by key needs at least one pair of fields.", "invalid-parameters", retryable: false);
        this.rules = rules;
        merger = new ItemMerger(rules);
        first = inputs[0];
        second = inputs.Count > 1 ? inputs[1] : [];
        Match();
    }

    public void Write(PortBuilder port)
    {
        switch (rules.Join)
        {
            case JoinKind.KeepMatches when rules.From == JoinOutput.Input1:
                WriteAlone(port, 0, matchedFirst.Order());
                break;
            case JoinKind.KeepMatches when rules.From == JoinOutput.Input2:
                WriteAlone(port, 1, pairs.Select(pair => pair.Second).Distinct().Order());
                break;
            case JoinKind.KeepMatches:
                WritePairs(port);
                break;
            case JoinKind.KeepNonMatches:
                if (rules.From != JoinOutput.Input2) WriteAlone(port, 0, Unmatched(first, matchedFirst));
                if (rules.From != JoinOutput.Input1) WriteAlone(port, 1, Unmatched(second, matchedSecond));
                break;
            default:
                WritePairs(port);
                if (rules.Join != JoinKind.EnrichInput2) WriteAlone(port, 0, Unmatched(first, matchedFirst));
                if (rules.Join != JoinKind.EnrichInput1) WriteAlone(port, 1, Unmatched(second, matchedSecond));
                break;
        }
    }

    // Each item finds its partners among the other side's; enriching input 2 looks from there.
    private void Match()
    {
        var fromSecond = rules.Join == JoinKind.EnrichInput2;
        var (seekers, sought) = fromSecond ? (second, first) : (first, second);
        var seekerKeys = rules.Keys.Select(pair => PathOf(fromSecond ? pair.Field2 ?? pair.Field1 : pair.Field1)).ToArray();
        var soughtKeys = rules.Keys.Select(pair => PathOf(fromSecond ? pair.Field1 : pair.Field2 ?? pair.Field1)).ToArray();
        for (var i = 0; i < sought.Count; i++)
        {
            if (KeyOf(sought[i].Json, soughtKeys) is not { } key) continue;
            if (!byKey.TryGetValue(key, out var places)) byKey.Add(key, places = []);
            places.Add(i);
        }

        for (var i = 0; i < seekers.Count; i++)
        {
            if (KeyOf(seekers[i].Json, seekerKeys) is not { } key || !byKey.TryGetValue(key, out var places)) continue;
            (fromSecond ? matchedSecond : matchedFirst).Add(i);
            (fromSecond ? matchedFirst : matchedSecond).UnionWith(places);
            foreach (var place in rules.MultipleMatches == Matches.First ? places[..1] : places)
                pairs.Add(fromSecond ? (place, i) : (i, place));
        }
    }

    private void WritePairs(PortBuilder port)
    {
        foreach (var (one, two) in pairs)
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

    private FieldPath PathOf(string field) => FieldPath.Of(field, rules.DotNotation);

    // An item without a key field has no partner, unless empty values count as equal.
    private string? KeyOf(JsonElement json, FieldPath[] fields)
    {
        var values = fields.Select(field => field.Read(json)).ToArray();
        return !rules.Fuzzy && values.Any(value => value is null) ? null : JsonKey.Of(values, rules.Fuzzy);
    }

    private static IEnumerable<int> Unmatched(IReadOnlyList<Item> items, HashSet<int> matched) => Enumerable.Range(0, items.Count).Where(index => !matched.Contains(index));
}
