using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes.Summaries;

/// <summary>One thing to compute over the items of a group.</summary>
public sealed record SummaryField
{
    [Description("How the values become one")]
    public Aggregation Aggregation { get; init; }

    [Description("Field to look at"), Required]
    public string Field { get; init; } = "";

    [Description("Name of the result; empty makes one, such as sum_price")]
    public string? Name { get; init; }

    [Description("Takes missing, null and empty values into account"), Field(ShowIf = nameof(Aggregation), Is = ["count", "countUnique", "append", "concatenate"])]
    public bool IncludeEmpty { get; init; }

    [Description("Text between concatenated values"), Field(ShowIf = nameof(Aggregation), Is = ["concatenate"])]
    public string SeparateBy { get; init; } = ",";

    internal string Output => string.IsNullOrEmpty(Name) ? Prefix + Plain(Field) : Name;

    private string Prefix => Aggregation switch
    {
        Aggregation.Append => "appended_",
        Aggregation.Average => "average_",
        Aggregation.Concatenate => "concatenated_",
        Aggregation.CountUnique => "unique_count_",
        Aggregation.Max => "max_",
        Aggregation.Min => "min_",
        Aggregation.Sum => "sum_",
        _ => "count_",
    };

    /// <summary>A path as the name of one field: <c>order.lines[0]</c> becomes <c>order_lines0</c>.</summary>
    internal static string Plain(string field) =>
        string.Concat(field.Where(letter => letter is not ('[' or ']' or '"')).Select(letter => letter is ' ' or '.' ? '_' : letter));

    internal JsonElement Of(IEnumerable<JsonElement?> all)
    {
        var counted = IncludeEmpty || Aggregation is Aggregation.Average or Aggregation.Sum or Aggregation.Min or Aggregation.Max ? all : all.Where(value => !IsEmpty(value));
        var values = counted.ToList();
        return Aggregation switch
        {
            Aggregation.Append => ItemWriter.Element(values, static (writer, values) =>
            {
                writer.WriteStartArray();
                foreach (var value in values) writer.WriteCopy(value);
                writer.WriteEndArray();
            }),
            Aggregation.Concatenate => JsonValues.Of(string.Join(SeparateBy, values.Select(value => value.TextOf()))),
            Aggregation.CountUnique => JsonValues.Of(values.Select(value => JsonKey.Of(value.IsMissing() ? null : value)).Distinct().Count()),
            Aggregation.Count => JsonValues.Of(values.Count),
            Aggregation.Sum => Total(values, average: false),
            Aggregation.Average => Total(values, average: true),
            _ => Extreme(values, Aggregation == Aggregation.Max),
        };
    }

    // Decimal adds money exactly; numbers beyond it fall back to double.
    private JsonElement Total(List<JsonElement?> values, bool average)
    {
        var numbers = values.Where(value => !IsEmpty(value)).Select(value => NumberOf(value!.Value)).ToList();
        if (average && numbers.Count == 0) return JsonValues.Null;
        try
        {
            var sum = numbers.Sum(number => number.TryGetDecimal(out var exact) ? exact : throw new OverflowException());
            return JsonValues.Of(average ? sum / numbers.Count : sum);
        }
        catch (OverflowException)
        {
            var sum = numbers.Sum(number => number.GetDouble());
            return JsonValues.Of(double.IsFinite(sum) ? (average ? sum / numbers.Count : sum) : null as double?);
        }
    }

    private JsonElement NumberOf(JsonElement value) =>
        ValueConverter.TryConvert(value, FieldType.Number, out var number) && number.ValueKind == JsonValueKind.Number
            ? number
            : throw new NodeException($"Field '{Field}' has the value {ValueConverter.Shown(value)}, which is no number.", "wrong-type", retryable: false);

    private static JsonElement Extreme(List<JsonElement?> values, bool max)
    {
        var comparer = new ValueComparer(caseSensitive: true);
        var there = values.Where(value => !IsEmpty(value)).Select(value => value!.Value);
        return there.Aggregate((JsonElement?)null, (best, value) => best is null || (max ? comparer.Compare(value, best) > 0 : comparer.Compare(value, best) < 0) ? value : best) ?? JsonValues.Null;
    }

    private static bool IsEmpty(JsonElement? value) => value.IsMissing() || (value!.Value.ValueKind == JsonValueKind.String && value.Value.ValueEquals(""));
}

public enum Aggregation
{
    Count,
    CountUnique,
    Sum,
    Average,
    Min,
    Max,
    Append,
    Concatenate,
}
