using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Credentials;

/// <summary>Hides the secrets an activation used wherever they turn up: as they are, in base64, URL-escaped, JSON-escaped, and as basic authorization.</summary>
public sealed class SecretMask
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Hidden = "•••";

    /// <summary>Shorter values are left alone: masking every "1" would hide nothing and spoil everything.</summary>
    public const int Shortest = 4;

    private readonly string[] secrets;
    private readonly SearchValues<string> any;

    /// <summary>A mask for these values; longer ones are replaced first, because one may contain another.</summary>
    public SecretMask(IEnumerable<string> values)
    {
        secrets = [.. values.Where(value => value.Length >= Shortest).SelectMany(Forms).Where(form => form.Length >= Shortest).Distinct().OrderByDescending(form => form.Length)];
        any = SearchValues.Create(secrets, StringComparison.Ordinal);
    }

    /// <summary>Hides nothing.</summary>
    public static SecretMask None { get; } = new([]);

    public bool IsEmpty => secrets.Length == 0;

    /// <summary>A mask for the secret fields of these credentials; every field of a type nobody knows is secret.</summary>
    public static SecretMask Of(CredentialCatalog catalog, params IEnumerable<Credential> credentials) =>
        new(credentials.SelectMany(credential => SecretsOf(catalog.Find(credential.Type), credential)));

    public string Mask(string text)
    {
        if (IsEmpty || !text.AsSpan().ContainsAny(any)) return text;
        foreach (var secret in secrets) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The same JSON with every string and property name masked.</summary>
    public JsonElement Mask(JsonElement json)
    {
        if (IsEmpty || json.ValueKind == JsonValueKind.Undefined) return json;
        if (json.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !json.GetRawText().AsSpan().ContainsAny(any) && !json.GetRawText().Contains('\\', StringComparison.Ordinal)) return json;
        return JsonSerializer.SerializeToElement(Masked(json), JsonDefaults.Options);
    }

    public NodeError Mask(NodeError error) => IsEmpty ? error : error with { Message = Mask(error.Message), Details = error.Details is { } details ? Mask(details) : null };

    private JsonNode? Masked(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(json.EnumerateObject().DistinctBy(field => Mask(field.Name)).Select(field => KeyValuePair.Create(Mask(field.Name), Masked(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Masked)]),
        JsonValueKind.String => JsonValue.Create(Mask(json.GetString()!)),
        JsonValueKind.Number when json.GetRawText().AsSpan().ContainsAny(any) => JsonValue.Create(Hidden),
        _ => JsonValue.Create(json),
    };

    private static List<string> SecretsOf(CredentialType? type, Credential credential)
    {
        List<string> values = type is null ? [.. credential.Values.Values] : [.. type.SecretsOf(credential)];
        if (credential["user"].Length > 0 && credential["password"].Length > 0)
            values.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential["user"]}:{credential["password"]}")));
        return values;
    }

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        yield return value.Trim();
        yield return Uri.EscapeDataString(value);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        yield return JsonSerializer.Serialize(value, JsonDefaults.Options)[1..^1];
        yield return JsonSerializer.Serialize(value)[1..^1];
        if (value.AsSpan().ContainsAny('\n', '\r')) // a PEM text is quoted line by line
            foreach (var line in value.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Length >= 16 && !line.StartsWith("-----", StringComparison.Ordinal))) yield return line;
    }
}
