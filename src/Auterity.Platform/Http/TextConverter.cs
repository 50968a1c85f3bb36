using System.Text.Json;
using System.Text.Json.Serialization;
using Auterity.Platform.Data;

namespace Auterity.Platform.Http;

/// <summary>Text from outside is normalised, and refused when no database could keep it.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Clean(reader.GetString()!) : throw new JsonException("Text was expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Clean(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string Clean(string text)
    {
        try
        {
            return DbText.Clean(text);
        }
        catch (InvalidTextException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
