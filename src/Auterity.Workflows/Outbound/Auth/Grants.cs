using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>What to send for the grants that need no person: the application's own, a user's password, a signed assertion (service accounts). Pure but for signatures.</summary>
internal static class Grants
{
    /// <summary>Fields whose change makes earlier tokens worthless.</summary>
    public static IReadOnlyList<string> KeyFields { get; } =
        ["tokenUrl", "clientId", "clientSecret", "scope", "audience", "user", "password", "issuer", "subject", "privateKey", "serviceAccount", "connectedAt"];

    /// <exception cref="NodeException"><c>credential-invalid</c> when its key is unusable.</exception>
    public static Dictionary<string, string> FormOf(Credential credential, DateTimeOffset now)
    {
        credential = Resolved(credential);
        var form = credential.Type switch
        {
            "oauth2.password" => new Dictionary<string, string> { ["grant_type"] = "password", ["username"] = credential["user"], ["password"] = credential["password"] },
            "oauth2.jwtBearer" => new Dictionary<string, string> { ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer", ["assertion"] = Assertion(credential, now) },
            _ => new Dictionary<string, string> { ["grant_type"] = "client_credentials" },
        };
        if (credential["scope"].Length > 0 && credential.Type != "oauth2.jwtBearer") form["scope"] = credential["scope"];
        if (credential["audience"].Length > 0 && credential.Type != "oauth2.jwtBearer") form["audience"] = credential["audience"];
        return form;
    }

    /// <summary>The credential with what a service account's key file says filled in.</summary>
    public static Credential Resolved(Credential credential)
    {
        if (credential["serviceAccount"].Length == 0) return credential;
        try
        {
            using var file = JsonDocument.Parse(credential["serviceAccount"], JsonDefaults.Document);
            var values = new Dictionary<string, string>(credential.Values);
            foreach (var (field, name) in new[] { ("issuer", "client_email"), ("privateKey", "private_key"), ("keyId", "private_key_id"), ("tokenUrl", "token_uri") })
                if (file.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && credential[field].Length == 0)
                    values[field] = value.GetString()!;
            return credential with { Values = values };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw HttpAuth.Unusable("Its key file is no JSON object.", e);
        }
    }

    /// <summary>A JSON web token that says who asks, signed with their key (RFC 7523).</summary>
    internal static string Assertion(Credential credential, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = credential["issuer"],
            ["aud"] = credential["audience"] is { Length: > 0 } audience ? audience : credential["tokenUrl"],
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
            ["jti"] = Guid.CreateVersion7().ToString("N"),
        };
        if (credential["subject"].Length > 0) claims["sub"] = credential["subject"];
        if (credential["scope"].Length > 0) claims["scope"] = credential["scope"];
        try
        {
            using var rsa = RSA.Create();
            using var ecdsa = ECDsa.Create();
            var isEc = credential["algorithm"] == "ES256";
            if (isEc) ecdsa.ImportFromPem(credential["privateKey"]);
            else rsa.ImportFromPem(credential["privateKey"]);
            var header = new Dictionary<string, object> { ["alg"] = isEc ? "ES256" : "RS256", ["typ"] = "JWT" };
            if (credential["keyId"].Length > 0) header["kid"] = credential["keyId"];
            var text = $"{Encoded(header)}.{Encoded(claims)}";
            var bytes = Encoding.ASCII.GetBytes(text);
            return $"{text}.{Base64Url.EncodeToString(isEc ? ecdsa.SignData(bytes, HashAlgorithmName.SHA256) : rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw HttpAuth.Unusable($"Its private key is no {(credential["algorithm"] == "ES256" ? "EC" : "RSA")} key in PEM form."); // the message of the fault could quote the key
        }
    }

    private static string Encoded(Dictionary<string, object> json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}
