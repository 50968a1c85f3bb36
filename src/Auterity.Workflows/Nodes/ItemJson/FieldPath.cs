using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>The place of a field in an item: <c>total</c>, <c>order.lines[0].price</c>, <c>order["net price"]</c>.</summary>
/// <remarks>A field whose whole name is the text wins over the path: an item <c>{"a.b":1}</c> has a field "a.b".</remarks>
internal sealed class FieldPath
{
    private FieldPath(string text, IReadOnlyList<PathStep> steps)
    {
        Text = text;
        Steps = steps;
    }

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    public IReadOnlyList<PathStep> Steps { get; }

    /// <summary>Name of the last step: <c>price</c>.</summary>
    public string Leaf => Steps[^1].Name;

    public static FieldPath Of(string text, bool dotNotation = true) =>
        new(text, dotNotation && text.AsSpan().ContainsAny('.', '[') ? Parse(text) : [PathStep.Named(text)]);

    /// <summary>The path through these names, whatever they contain.</summary>
    public static FieldPath OfNames(IReadOnlyList<string> names) => new(string.Join('.', names), [.. names.Select(name => new PathStep(name, -1))]);

    /// <summary>The path as it applies to this object.</summary>
    public FieldPath In(JsonElement root) =>
        Steps.Count > 1 && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(Text, out _) ? new(Text, [new PathStep(Text, -1)]) : this;

    /// <summary>The field's value; null when there is none.</summary>
    public JsonElement? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(Text, out var literal)) return literal;
        var at = root;
        foreach (var step in Steps)
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step.Name, out var inner)) at = inner;
            else if (at.ValueKind == JsonValueKind.Array && step.Index >= 0 && step.Index < at.GetArrayLength()) at = at[step.Index];
            else return null;
        }

        return at;
    }

    public override string ToString() => Text;

    private static List<PathStep> Parse(string text)
    {
        var steps = new List<PathStep>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '[' && text.IndexOf(']', at) is var close && close > at)
            {
                steps.Add(PathStep.Named(text[(at + 1)..close].Trim('\'', '"')));
                at = close + 1;
                if (at < text.Length && text[at] == '.') at++;
                continue;
            }

            var end = text.AsSpan(at + 1).IndexOfAny('.', '[') is var next && next < 0 ? text.Length : at + 1 + next;
            if (text[at] == '.') end = at;
            steps.Add(PathStep.Named(text[at..end]));
            at = end < text.Length && text[end] == '.' ? end + 1 : end;
        }

        return steps;
    }
}

/// <summary>One step of a path.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Index">Index in a list; -1 when the name is not a number.</param>
internal readonly record struct PathStep(string Name, int Index)
{
    public static PathStep Named(string name) =>
        new(name, int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1);
}
