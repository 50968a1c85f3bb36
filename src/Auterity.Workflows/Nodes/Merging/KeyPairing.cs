using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Merging;

/// <summary>Finds for each item of one side the items of the other with the same values in the key fields.</summary>
internal sealed class KeyPairing
{
    private readonly string?[] firstKeys;
    private readonly string?[] secondKeys;
    private readonly Dictionary<string, List<int>> byKey = [];
    private readonly HashSet<string> wanted;

    /// <exception cref="NodeException">There are no key fields; not retryable.</exception>
    public KeyPairing(IReadOnlyList<KeyPair> keys, bool dotNotation, bool fuzzy, IReadOnlyList<Item> first, IReadOnlyList<Item> second)
    {
        if (keys.Count == 0) throw new NodeException("At least one pair of key fields is needed.", "invalid-parameters", retryable: false);
        firstKeys = KeysOf(first, [.. keys.Select(pair => FieldPath.Of(pair.Field1, dotNotation))], fuzzy);
        secondKeys = KeysOf(second, [.. keys.Select(pair => FieldPath.Of(string.IsNullOrEmpty(pair.Field2) ? pair.Field1 : pair.Field2, dotNotation))], fuzzy);
        wanted = [.. firstKeys.OfType<string>()];
        for (var i = 0; i < secondKeys.Length; i++)
        {
            if (secondKeys[i] is not { } key) continue;
            if (!byKey.TryGetValue(key, out var places)) byKey.Add(key, places = []);
            places.Add(i);
        }
    }

    /// <summary>Indexes of the other side's items that fit item <paramref name="index"/> of the first side, in order.</summary>
    public IReadOnlyList<int> PartnersOf(int index) => firstKeys[index] is { } key && byKey.TryGetValue(key, out var places) ? places : [];

    /// <summary>Whether item <paramref name="index"/> of the other side fits any of the first.</summary>
    public bool HasPartner(int index) => secondKeys[index] is { } key && wanted.Contains(key);

    private static string?[] KeysOf(IReadOnlyList<Item> items, FieldPath[] fields, bool fuzzy) => [.. items.Select(item => KeyOf(item.Json, fields, fuzzy))];

    // An item without a key field has no partner, unless empty values count as equal.
    private static string? KeyOf(JsonElement json, FieldPath[] fields, bool fuzzy)
    {
        var values = fields.Select(field => field.Read(json)).ToArray();
        return !fuzzy && values.Any(value => value is null) ? null : JsonKey.Of(values, fuzzy);
    }
}
