using System.Buffers;
using System.Text.Json;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>Fills the blanks of a template. Pure.</summary>
/// <remarks>
/// <code>template + values ─ schema ─ values fit? ─ placeholders known? ─ put in ─▶ definition
///                      └───────────────┴─────────────────┴──────────────▶ every fault</code>
/// A text that is one placeholder alone becomes the value with its type; without a value the field is left out. A value is never looked at for placeholders again.
/// </remarks>
internal static class TemplateFill
{
    /// <param name="template">The template.</param>
    /// <param name="values">Values by parameter, an object; null for none.</param>
    public static FilledTemplate Fill(TemplateDocument template, JsonElement? values)
    {
        // 1. The schema.
        var parameters = TemplateParameter.Read(template.Parameters);
        if (parameters.Faults.Count > 0) return new(null, parameters.Faults);

        // 2. Values: those given, else defaults; every one has to fit.
        var faults = new List<DefinitionFault>();
        var filled = ValuesOf(parameters.All, values, faults);

        // 3. Placeholders that stand for nothing.
        faults.AddRange(FaultsOf(template.Definition, parameters.All));
        return faults.Count > 0 ? new(null, faults) : Put(template.Definition, filled);
    }

    /// <summary>The template filled with its defaults, and with samples where it has none: what checks look at.</summary>
    public static FilledTemplate Sample(TemplateDocument template)
    {
        var parameters = TemplateParameter.Read(template.Parameters);
        IReadOnlyList<DefinitionFault> faults = [.. parameters.Faults, .. FaultsOf(template.Definition, parameters.All)];
        return faults.Count > 0 ? new(null, faults) : Put(template.Definition, parameters.All.DistinctBy(parameter => parameter.Name).ToDictionary(parameter => parameter.Name, ParameterValues.SampleOf));
    }

    /// <summary>Names of the parameters that some text stands for.</summary>
    public static IReadOnlySet<string> NamesIn(JsonElement definition) =>
        TextsIn(definition, "").SelectMany(text => PlaceholderText.Split(text.Text) ?? []).Where(piece => piece.IsName).Select(piece => piece.Text).ToHashSet();

    private static Dictionary<string, JsonElement> ValuesOf(IReadOnlyList<TemplateParameter> parameters, JsonElement? values, List<DefinitionFault> faults)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (values is { ValueKind: JsonValueKind.Object } members)
            foreach (var member in members.EnumerateObject()) given[member.Name] = member.Value;
        else if (values is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } wrong)
            faults.Add(DefinitionFault.Error("parameters", "wrong-type", $"{ParameterValidator.Shown(wrong)} is not an object with a value for each parameter."));

        var filled = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            given.Remove(parameter.Name, out var value);
            if (!IsBlank(value)) faults.AddRange(ParameterValues.FaultsOf(parameter, value));
            else if (parameter.Default is { } standard) value = standard;
            else if (parameter.Required) faults.Add(DefinitionFault.Error($"parameters.{parameter.Name}", "missing-parameter", $"'{parameter.Text("title") ?? parameter.Name}' is missing."));
            if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) filled[parameter.Name] = value;
        }

        faults.AddRange(given.Keys.Select(name => DefinitionFault.Error($"parameters.{name}", "unknown-parameter", $"There is no parameter '{name}'. Known are: {Listed(parameters)}.")));
        return filled;
    }

    private static IEnumerable<DefinitionFault> FaultsOf(JsonElement definition, IReadOnlyList<TemplateParameter> parameters)
    {
        var known = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, text) in TextsIn(definition, "definition"))
        {
            if (PlaceholderText.Split(text) is not { } pieces)
                yield return DefinitionFault.Error(path, "placeholder-syntax", "'%{' begins a placeholder, but no name of a parameter and '}' follow. Write '%%{' for the characters as they are.");
            else
                foreach (var piece in pieces.Where(piece => piece.IsName && !known.Contains(piece.Text)))
                    yield return DefinitionFault.Error(path, "unknown-placeholder", $"'%{{{piece.Text}}}' stands for no parameter. Known are: {Listed(parameters)}.");
        }
    }

    private static FilledTemplate Put(JsonElement definition, IReadOnlyDictionary<string, JsonElement> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = Sdk.JsonDefaults.MaxDepth, Encoder = Sdk.JsonDefaults.Options.Encoder }))
                new FilledWriter(writer, values).Write(definition);
            return new(JsonElement.Parse(buffer.WrittenSpan, Sdk.JsonDefaults.Document), []);
        }
        catch (TooLargeException)
        {
            return new(null, [DefinitionFault.Error("definition", "too-large", $"With these values the definition has more than {TemplateLimits.MostBytes:N0} bytes, which is the most.")]);
        }
        catch (InvalidOperationException)
        {
            return new(null, [DefinitionFault.Error("definition", "too-deep", $"With these values the definition has more than {Sdk.JsonDefaults.MaxDepth} levels, which is the most.")]);
        }
    }

    private static IEnumerable<(string Path, string Text)> TextsIn(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => [(path, value.GetString()!)],
        JsonValueKind.Array => value.EnumerateArray().SelectMany((entry, index) => TextsIn(entry, $"{path}[{index}]")),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => TextsIn(member.Value, $"{path}.{member.Name}")),
        _ => [],
    };

    /// <summary>Forms send an empty text where nothing was typed.</summary>
    private static bool IsBlank(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);

    private static string Listed(IReadOnlyList<TemplateParameter> parameters) => parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(parameter => parameter.Name));
}

/// <summary>Writes a definition with values in place of placeholders.</summary>
internal sealed class FilledWriter(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> values)
{
    public void Write(JsonElement value)
    {
        if (writer.BytesCommitted + writer.BytesPending > TemplateLimits.MostBytes) throw new TooLargeException();
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().Where(member => !IsLeftOut(member.Value)))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray().Where(entry => !IsLeftOut(entry))) Write(entry);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(value.GetString()!);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteText(string text)
    {
        var pieces = PlaceholderText.Split(text)!;
        if (pieces is [{ IsName: true }])
        {
            if (values.TryGetValue(pieces[0].Text, out var value)) value.WriteTo(writer);
            else writer.WriteNullValue();
            return;
        }

        var place = new ExpressionPlace(text.StartsWith('='));
        var whole = new System.Text.StringBuilder();
        foreach (var piece in pieces)
        {
            if (!piece.IsName) place.Pass(piece.Text);
            whole.Append(piece.IsName ? place.Write(values.GetValueOrDefault(piece.Text)) : piece.Text);
            if (whole.Length > TemplateLimits.MostBytes) throw new TooLargeException();
        }

        writer.WriteStringValue(whole.ToString());
    }

    private bool IsLeftOut(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && PlaceholderText.Split(value.GetString()!) is [{ IsName: true } only] && !values.ContainsKey(only.Text);
}

/// <summary>What is written has become larger than allowed.</summary>
internal sealed class TooLargeException : Exception;

/// <summary>A template with its blanks filled.</summary>
/// <param name="Definition">The definition; null when it cannot be filled.</param>
/// <param name="Faults">Why not, by field.</param>
internal sealed record FilledTemplate(JsonElement? Definition, IReadOnlyList<DefinitionFault> Faults);
