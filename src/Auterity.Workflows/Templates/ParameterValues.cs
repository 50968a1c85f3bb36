using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>Whether a value is what a parameter takes. Pure.</summary>
internal static class ParameterValues
{
    /// <summary>Members of a schema that are numbers.</summary>
    public static readonly string[] Numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems"];

    /// <summary>Everything wrong with a value.</summary>
    public static IEnumerable<DefinitionFault> FaultsOf(TemplateParameter parameter, JsonElement value)
    {
        if (!HasType(parameter.Type, value))
        {
            yield return Fault(parameter, "wrong-type", $"{ParameterValidator.Shown(value)} is not {Words(parameter.Type!)}.");
            yield break;
        }

        if (parameter.Member("enum") is { ValueKind: JsonValueKind.Array } choices && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
            yield return Fault(parameter, "not-in-enum", $"{ParameterValidator.Shown(value)} is none of the choices: {string.Join(", ", choices.EnumerateArray().Take(20).Select(ParameterValidator.Shown))}.");
        if (OutOfRange(parameter, value) is { } range) yield return Fault(parameter, "out-of-range", range);
        if (value.ValueKind == JsonValueKind.String && !Fits(parameter, value.GetString()!)) yield return Fault(parameter, "wrong-format", WrongFormat(parameter, value));
        if (value.ValueKind == JsonValueKind.Array && EntryType(parameter) is { } entries && value.EnumerateArray().FirstOrDefault(entry => !HasType(entries, entry)) is { ValueKind: not JsonValueKind.Undefined } wrong)
            yield return Fault(parameter, "wrong-type", $"The entry {ParameterValidator.Shown(wrong)} is not {Words(entries)}.");
    }

    /// <summary>A value that shows what the template would become: its default, an example, a choice, or anything of its type.</summary>
    public static JsonElement SampleOf(TemplateParameter parameter)
    {
        if (parameter.Default is { } standard) return standard;
        if (parameter.Member("examples") is { ValueKind: JsonValueKind.Array } examples && examples.GetArrayLength() > 0) return examples[0];
        if (parameter.Member("enum") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0) return choices[0];
        return parameter.Type switch
        {
            "number" or "integer" => parameter.Member("minimum") ?? parameter.Member("maximum") ?? JsonElement.Parse("1"),
            "boolean" => JsonSerializer.SerializeToElement(false),
            "array" => JsonElement.Parse("[]"),
            "object" => JsonElement.Parse("{}"),
            _ => JsonSerializer.SerializeToElement(parameter.Text("format") switch
            {
                "email" => "name@example.com",
                "uri" => "https://example.com/",
                "date" => "2026-01-05",
                "time" => "08:00",
                "date-time" => "2026-01-05T08:00:00Z",
                _ => "sample",
            }),
        };
    }

    /// <summary>Its pattern; null when there is none, or it cannot be used.</summary>
    public static Regex? PatternOf(TemplateParameter parameter)
    {
        try
        {
            // Without backtracking no pattern takes long, whatever it is matched with.
            return parameter.Text("pattern") is { Length: <= 1_000 } pattern ? new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool HasType(string? type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsInteger(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => true,
    };

    private static string? OutOfRange(TemplateParameter parameter, JsonElement value)
    {
        var (measure, what, least, most) = value.ValueKind switch
        {
            JsonValueKind.Number => (value.GetDouble(), "", "minimum", "maximum"),
            JsonValueKind.String => (value.GetString()!.Length, " characters", "minLength", "maxLength"),
            JsonValueKind.Array => (value.GetArrayLength(), " entries", "minItems", "maxItems"),
            _ => (double.NaN, "", "", ""),
        };
        if (parameter.Number(least) is { } from && measure < from) return string.Create(CultureInfo.InvariantCulture, $"It has to be at least {from}{what}, and is {measure}.");
        if (parameter.Number(most) is { } to && measure > to) return string.Create(CultureInfo.InvariantCulture, $"It has to be at most {to}{what}, and is {measure}.");
        if (value.ValueKind != JsonValueKind.Number) return null;
        if (parameter.Number("exclusiveMinimum") is { } above && measure <= above) return string.Create(CultureInfo.InvariantCulture, $"It has to be more than {above}, and is {measure}.");
        return parameter.Number("exclusiveMaximum") is { } below && measure >= below ? string.Create(CultureInfo.InvariantCulture, $"It has to be less than {below}, and is {measure}.") : null;
    }

    private static bool Fits(TemplateParameter parameter, string text)
    {
        var format = parameter.Text("format") switch
        {
            "email" => MailAddress.TryCreate(text, out var mail) && mail.Address == text,
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https",
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "time" => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "uuid" => Guid.TryParse(text, out _),
            _ => true,
        };
        return format && FitsPattern(parameter, text);
    }

    private static bool FitsPattern(TemplateParameter parameter, string text)
    {
        try
        {
            return PatternOf(parameter)?.IsMatch(text) != false;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string WrongFormat(TemplateParameter parameter, JsonElement value) => parameter.Text("format") switch
    {
        "email" => $"{ParameterValidator.Shown(value)} is no mail address.",
        "uri" => $"{ParameterValidator.Shown(value)} is no address that begins with http:// or https://.",
        { } format when parameter.Text("pattern") is null => $"{ParameterValidator.Shown(value)} is no {format}.",
        _ => $"{ParameterValidator.Shown(value)} does not fit the pattern {parameter.Text("pattern")}.",
    };

    private static string? EntryType(TemplateParameter parameter) =>
        parameter.Member("items") is { ValueKind: JsonValueKind.Object } items && items.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    private static string Words(string type) => type switch
    {
        "string" => "a text",
        "number" => "a number",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "array" => "a list",
        _ => "an object",
    };

    private static DefinitionFault Fault(TemplateParameter parameter, string code, string message) =>
        DefinitionFault.Error($"parameters.{parameter.Name}", code, $"'{parameter.Text("title") ?? parameter.Name}': {message}");
}
