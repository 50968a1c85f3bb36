using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Auterity.Workflows.Catalog;

/// <summary>Reads a text parameter; a number or truth value becomes its text, digit for digit.</summary>
/// <param name="any">Lists and objects become their JSON, too.</param>
internal sealed class ParameterText(bool any) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.Null => reader.GetString(),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
        JsonTokenType.StartObject or JsonTokenType.StartArray when any => JsonElement.ParseValue(ref reader).GetRawText(),
        _ => throw new JsonException("A text is needed."),
    };

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
