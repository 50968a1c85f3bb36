using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound.Auth;

namespace Auterity.Workflows.Credentials;

/// <summary>What of a credential nobody may see: its secret fields, what is built of them, and the tokens fetched with it.</summary>
internal sealed class CredentialSecrets(CredentialCatalog catalog, OAuth2Tokens tokens)
{
    /// <summary>Headers of a custom credential that say nothing secret.</summary>
    private static readonly string[] Harmless = ["accept", "accept-encoding", "accept-language", "content-type", "user-agent", "cache-control"];

    public SecretMask MaskOf(Guid tenantId, Credential credential) => new(Of(tenantId, credential));

    /// <summary>All of them; of a type nobody knows, every field.</summary>
    public IEnumerable<string> Of(Guid tenantId, Credential credential)
    {
        IEnumerable<string> fields = catalog.Find(credential.Type) is { } type ? type.SecretsOf(credential) : credential.Values.Values;
        return fields.Concat(BuiltOf(credential)).Concat(tokens.KnownFor(tenantId, credential)).Where(value => value.Length > 0);
    }

    private static IEnumerable<string> BuiltOf(Credential credential)
    {
        if (credential["password"].Length > 0) yield return Basic(credential["user"], credential["password"]);
        if (credential["clientSecret"].Length > 0) yield return Basic(Uri.EscapeDataString(credential["clientId"]), Uri.EscapeDataString(credential["clientSecret"]));
        if (credential.Type != "http.custom") yield break;
        foreach (var value in CustomValues(credential["json"]))
        {
            yield return value;
            if (value.LastIndexOf(' ') is > 0 and var space) yield return value[(space + 1)..]; // the token of "Bearer token"
        }
    }

    private static string Basic(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static List<string> CustomValues(string json)
    {
        var values = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json, JsonDefaults.Document);
            Collect(document.RootElement, values);
        }
        catch (JsonException)
        {
            // Unusable as it is; its text is a secret as a whole.
        }

        return values;
    }

    private static void Collect(JsonElement json, List<string> values)
    {
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var field in json.EnumerateObject().Where(field => !Harmless.Contains(field.Name, StringComparer.OrdinalIgnoreCase))) Collect(field.Value, values);
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var entry in json.EnumerateArray()) Collect(entry, values);
        else if (json.ValueKind is JsonValueKind.String or JsonValueKind.Number) values.Add(json.ToString());
    }
}
