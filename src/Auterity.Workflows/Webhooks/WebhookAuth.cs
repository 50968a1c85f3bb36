using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Auterity.Workflows.Webhooks;

/// <summary>How callers of a hook prove who they are.</summary>
internal enum WebhookAuthKind
{
    None,
    Basic,
    Header,
    Hmac,
    Jwt,
}

/// <summary>Checks the proof a caller brings. Pure but for the cryptography; secrets are compared in constant time.</summary>
internal static class WebhookAuth
{
    private static readonly WebhookRefusal Denied = new(401, "hook-unauthorized", "The request does not carry the proof this hook asks for.");
    private static readonly WebhookRefusal Misconfigured = new(500, "hook-misconfigured", "This hook asks for a proof, but its credential is missing or unusable.");

    public static async Task<WebhookVerdict> CheckAsync(WebhookAuthKind kind, Credential? credential, IncomingRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (kind == WebhookAuthKind.None) return default;
        if (credential is null) return new(Misconfigured);
        return kind switch
        {
            WebhookAuthKind.Basic => new(Basic(credential, request)),
            WebhookAuthKind.Header => new(Header(credential, request)),
            WebhookAuthKind.Hmac => new(Hmac(credential, request, now)),
            WebhookAuthKind.Jwt => await JwtAsync(credential, request, now),
            _ => new(Misconfigured),
        };
    }

    /// <summary>Name of the header in which the caller's secret came: it is not handed on. A signature is no secret.</summary>
    public static string? ProofHeader(WebhookAuthKind kind, Credential? credential) => kind switch
    {
        WebhookAuthKind.Basic or WebhookAuthKind.Jwt => "Authorization",
        WebhookAuthKind.Header => credential?["name"],
        _ => null,
    };

    private static WebhookRefusal? Basic(Credential credential, IncomingRequest request)
    {
        if (credential["user"].Length == 0 && credential["password"].Length == 0) return Misconfigured;
        var expected = $"{credential["user"]}:{credential["password"]}";
        Span<byte> decoded = new byte[8192];
        var given = AuthenticationHeaderValue.TryParse(request.Header("Authorization"), out var header)
            && header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header.Parameter ?? "", decoded, out var length) ? Encoding.UTF8.GetString(decoded[..length]) : null;
        return given is not null && Same(given, expected) ? null : Denied with { Challenge = "Basic realm=\"hook\", charset=\"UTF-8\"" };
    }

    private static WebhookRefusal? Header(Credential credential, IncomingRequest request)
    {
        if (credential["name"].Length == 0 || credential["value"].Length == 0) return Misconfigured;
        return Same(request.Header(credential["name"]), credential["value"]) ? null : Denied;
    }

    private static WebhookRefusal? Hmac(Credential credential, IncomingRequest request, DateTimeOffset now)
    {
        if (credential["secret"].Length == 0 || credential["header"].Length == 0) return Misconfigured;
        var given = request.Header(credential["header"]);
        var timestamp = "";
        if (credential["timestampHeader"] is { Length: > 0 } name)
        {
            timestamp = name.Equals(credential["header"], StringComparison.OrdinalIgnoreCase) ? Parts(given).FirstOrDefault(part => part.StartsWith("t=", StringComparison.Ordinal))?[2..] ?? "" : request.Header(name);
            if (!IsRecent(timestamp, credential["toleranceSeconds"], now)) return Denied;
        }

        var expected = Sign(credential, timestamp, request.Body.Span);
        var matched = false;
        foreach (var part in given.Split(' ').Concat(Parts(given)).Append(given).Distinct()) // every candidate is compared, so that time says nothing about which one fits
            matched |= part.StartsWith(credential["prefix"], StringComparison.Ordinal) && Decode(part[credential["prefix"].Length..], credential["encoding"]) is { } signature && CryptographicOperations.FixedTimeEquals(signature, expected);
        return matched ? null : Denied;
    }

    /// <summary>Signature over the credential's <c>signed</c> text, by default the body alone, or <c>timestamp.body</c> where there is a timestamp.</summary>
    internal static byte[] Sign(Credential credential, string timestamp, ReadOnlySpan<byte> body)
    {
        var template = credential["signed"] is { Length: > 0 } written ? written : timestamp.Length > 0 ? "{timestamp}.{body}" : "{body}";
        template = template.Replace("{timestamp}", timestamp, StringComparison.Ordinal);
        var at = template.IndexOf("{body}", StringComparison.Ordinal);
        byte[] text = at < 0 ? Encoding.UTF8.GetBytes(template) : [.. Encoding.UTF8.GetBytes(template[..at]), .. body, .. Encoding.UTF8.GetBytes(template[(at + 6)..])];
        var key = Encoding.UTF8.GetBytes(credential["secret"]);
#pragma warning disable CA5350 // Some senders still sign with SHA-1; as an HMAC it holds.
        return credential["algorithm"] switch { "sha1" => HMACSHA1.HashData(key, text), "sha512" => HMACSHA512.HashData(key, text), _ => HMACSHA256.HashData(key, text) };
#pragma warning restore CA5350
    }

    private static string[] Parts(string header) => header.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static byte[]? Decode(string text, string encoding)
    {
        try
        {
            return encoding == "base64" ? Convert.FromBase64String(text) : Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsRecent(string timestamp, string tolerance, DateTimeOffset now)
    {
        var seconds = double.TryParse(tolerance, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) ? given : 300;
        DateTimeOffset at;
        if (long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000_000_000_000)
            at = number > 100_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
        else if (!DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at)) return false;
        return (now - at).Duration().TotalSeconds <= seconds;
    }

    private static async Task<WebhookVerdict> JwtAsync(Credential credential, IncomingRequest request, DateTimeOffset now)
    {
        if (KeyOf(credential) is not { } key) return new(Misconfigured);
        if (!AuthenticationHeaderValue.TryParse(request.Header("Authorization"), out var header) || !header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) return new(Denied with { Challenge = "Bearer" });
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(header.Parameter, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [AlgorithmOf(credential)], // exactly the configured one: a token must not choose
            RequireSignedTokens = true,
            RequireExpirationTime = false,
            ValidateIssuer = credential["issuer"].Length > 0,
            ValidIssuer = credential["issuer"],
            ValidateAudience = credential["audience"].Length > 0,
            ValidAudience = credential["audience"],
            LifetimeValidator = (from, until, _, _) => (from is null || from <= now.UtcDateTime.AddMinutes(1)) && (until is null || until > now.UtcDateTime.AddMinutes(-1)),
        });
        if (!result.IsValid) return new(Denied with { Challenge = "Bearer error=\"invalid_token\"" });
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(((JsonWebToken)result.SecurityToken).EncodedPayload));
        return new(null, claims.RootElement.Clone());
    }

    private static string AlgorithmOf(Credential credential) => credential["algorithm"] is { Length: > 0 } algorithm ? algorithm : "HS256";

    private static SecurityKey? KeyOf(Credential credential)
    {
        try
        {
            return AlgorithmOf(credential)[..2] switch
            {
                "HS" => credential["secret"].Length > 0 ? new SymmetricSecurityKey(Padded(Encoding.UTF8.GetBytes(credential["secret"]), AlgorithmOf(credential))) : null,
                "ES" => new ECDsaSecurityKey(EcOf(credential["publicKey"])),
                _ => new RsaSecurityKey(RsaOf(credential["publicKey"])),
            };
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>HMAC pads short keys with zeros itself; the library refuses them, though people's secrets are what they are.</summary>
    private static byte[] Padded(byte[] secret, string algorithm)
    {
        var needed = algorithm switch { "HS512" => 64, "HS384" => 48, _ => 32 };
        if (secret.Length < needed) Array.Resize(ref secret, needed);
        return secret;
    }

    private static ECDsa EcOf(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static RSA RsaOf(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    /// <summary>Compares hashes, so that not even the length leaks.</summary>
    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
