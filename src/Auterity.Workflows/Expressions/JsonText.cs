using System.Text;
using System.Text.Json;

namespace Auterity.Workflows.Expressions;

/// <summary>JSON as <c>JSON.stringify</c> writes it: no spaces, only what must be escaped is.</summary>
internal static class JsonText
{
    public static string Compact(JsonElement json)
    {
        var text = new StringBuilder();
        Append(text, json);
        return text.ToString();
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    /// <summary>With line breaks and indentation, as the third argument of <c>JSON.stringify</c> asks for.</summary>
    public static string Indented(JsonElement json, string indent)
    {
        var text = new StringBuilder();
        Append(text, json, indent, "\n");
        return text.ToString();
    }

    /// <param name="indent">One level of indentation; null for none at all.</param>
    /// <param name="line">A line break with the indentation reached.</param>
    private static void Append(StringBuilder text, JsonElement json, string? indent = null, string line = "")
    {
        var first = true;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in json.EnumerateObject())
                {
                    Separate();
                    Append(text, property.Name);
                    text.Append(indent is null ? ":" : ": ");
                    Append(text, property.Value, indent, line + indent);
                }

                Close('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var element in json.EnumerateArray())
                {
                    Separate();
                    Append(text, element, indent, line + indent);
                }

                Close(']');
                break;
            case JsonValueKind.String:
                Append(text, json.GetString()!);
                break;
            default:
                text.Append(json.GetRawText());
                break;
        }

        void Separate()
        {
            if (!first)
                text.Append(',');
            first = false;
            text.Append(line).Append(indent);
        }

        void Close(char bracket)
        {
            if (!first)
                text.Append(line);
            text.Append(bracket);
        }
    }

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)); break;
                default: text.Append(c); break;
            }
        }

        text.Append('"');
    }
}
