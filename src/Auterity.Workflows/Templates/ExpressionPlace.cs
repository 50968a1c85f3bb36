using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Templates;

/// <summary>Where in a text a value is put: as words, as a JavaScript value within <c>{{ }}</c>, or within a quoted text there.</summary>
/// <remarks>
/// So that no value breaks an expression: <c>={{ $json.total > %{limit} }}</c> and <c>={{ 'Dear %{name}' }}</c> both mean what they say, whatever is filled in.
/// The reader knows quotes and braces, not all of JavaScript: a placeholder behind a regular expression with a quote in it is taken as quoted.
/// </remarks>
internal sealed class ExpressionPlace(bool isTemplate)
{
    private bool inCode;
    private char quote;

    /// <summary>Goes past words of the template.</summary>
    public void Pass(string words)
    {
        if (!isTemplate) return;
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (quote != '\0')
            {
                if (c == '\\') i++;
                else if (c == quote) quote = '\0';
            }
            else if (inCode && c is '\'' or '"' or '`') quote = c;
            else if (IsTwice(words, i, inCode ? '}' : '{'))
            {
                inCode = !inCode && (i == 0 || words[i - 1] != '\\');
                i++;
            }
        }
    }

    /// <summary>A value as it is written here.</summary>
    public string Write(JsonElement value)
    {
        if (!inCode)
        {
            var words = Words(value);
            return isTemplate ? words.Replace("{{", "\\{{", StringComparison.Ordinal) : words;
        }

        if (quote == '\0') return value.ValueKind == JsonValueKind.Undefined ? "undefined" : JsonSerializer.Serialize(value, JsonDefaults.Options);
        var quoted = JsonSerializer.Serialize(Words(value), JsonDefaults.Options)[1..^1];
        return quoted.Replace("'", "\\'", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal).Replace("${", "\\${", StringComparison.Ordinal);
    }

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => JsonSerializer.Serialize(value, JsonDefaults.Options),
    };

    private static bool IsTwice(string text, int at, char c) => text[at] == c && at + 1 < text.Length && text[at + 1] == c;
}
