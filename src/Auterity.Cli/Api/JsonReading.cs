using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Auterity.Cli.Api;

/// <summary>Reads answers by name; what is missing is null, so that a newer or older server does not break a table.</summary>
internal static class JsonReading
{
    /// <summary>The member, or an undefined element.</summary>
    public static JsonElement Read(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : default;

    /// <summary>The member as text: strings as they are, numbers and lists as JSON; null when missing.</summary>
    public static string? Text(this JsonElement json, string name)
    {
        var value = json.Read(name);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }

    public static bool Flag(this JsonElement json, string name) => json.Read(name).ValueKind == JsonValueKind.True;

    public static long Number(this JsonElement json, string name) =>
        json.Read(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? (long)number : 0;

    public static DateTimeOffset? Time(this JsonElement json, string name) =>
        json.Read(name) is { ValueKind: JsonValueKind.String } value
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> List(this JsonElement json, string name) => json.Read(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Members(this JsonElement json, string name) => json.Read(name) is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject() : [];

    /// <summary>As a part of a document that is written.</summary>
    public static JsonNode? Node(this JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(json),
        JsonValueKind.Array => JsonArray.Create(json),
        JsonValueKind.Undefined => null,
        _ => JsonValue.Create(json),
    };

    public static Guid Id(this JsonElement json, string name = "id") =>
        Guid.TryParse(json.Text(name), out var id) ? id : throw new Failure(ExitCode.ServerFault, $"The server's answer has no '{name}'. Is the server older or newer than this program?");
}
