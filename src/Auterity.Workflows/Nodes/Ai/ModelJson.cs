using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Finds the JSON in what a model wrote: as it is, in a code fence, or between other words.</summary>
internal static class ModelJson
{
    public static JsonElement? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        foreach (var candidate in Candidates(text.Trim()))
        {
            try
            {
                using var document = JsonDocument.Parse(candidate, JsonDefaults.Document);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // The next candidate may be the one.
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string text)
    {
        yield return text;
        var fence = text.IndexOf("```", StringComparison.Ordinal);
        if (fence >= 0 && text.IndexOf('\n', fence) is > 0 and var line && text.IndexOf("```", line, StringComparison.Ordinal) is > 0 and var end) yield return text[line..end];
        var (first, last) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        if (first >= 0 && last > first) yield return text[first..(last + 1)];
        (first, last) = (text.IndexOf('[', StringComparison.Ordinal), text.LastIndexOf(']'));
        if (first >= 0 && last > first) yield return text[first..(last + 1)];
    }
}
