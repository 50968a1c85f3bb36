using System.Text.Json;
using Auterity.Workflows.Conditions;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>Orders JSON values: numbers by value, then text, then true and false, then lists and objects; missing and null last.</summary>
internal sealed class ValueComparer(bool caseSensitive)
{
    private readonly StringComparison comparison = caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public int Compare(JsonElement? left, JsonElement? right, bool descending = false)
    {
        if (left.IsMissing() || right.IsMissing()) return left.IsMissing().CompareTo(right.IsMissing());
        var result = Compare(left!.Value, right!.Value);
        return descending ? -result : result;
    }

    private int Compare(JsonElement left, JsonElement right)
    {
        var rank = RankOf(left).CompareTo(RankOf(right));
        if (rank != 0) return rank;
        return left.ValueKind switch
        {
            JsonValueKind.Number => JsonNumber.Of(left).CompareTo(JsonNumber.Of(right)),
            JsonValueKind.String => string.Compare(left.TextOf(), right.TextOf(), comparison),
            _ => string.CompareOrdinal(JsonKey.Of(left), JsonKey.Of(right)),
        };
    }

    private static int RankOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => 0,
        JsonValueKind.String => 1,
        JsonValueKind.False or JsonValueKind.True => 2,
        JsonValueKind.Array => 3,
        _ => 4,
    };
}
