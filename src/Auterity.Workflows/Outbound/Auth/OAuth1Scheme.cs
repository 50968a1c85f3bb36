using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary><c>http.oauth1</c>: signs with HMAC-SHA1 or HMAC-SHA256 (RFC 5849).</summary>
internal sealed class OAuth1Scheme(TimeProvider time) : IAuthScheme
{
    public string Type => "http.oauth1";

    public async ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        var credential = request.Credential;
        var protocol = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = credential["consumerKey"],
            ["oauth_nonce"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ["oauth_signature_method"] = credential["signatureMethod"] == "HMAC-SHA256" ? "HMAC-SHA256" : "HMAC-SHA1",
            ["oauth_timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_version"] = "1.0",
        };
        if (credential["token"].Length > 0) protocol["oauth_token"] = credential["token"];
        var form = request.Message.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded"
            ? UrlQuery.Parse(await request.Message.Content.ReadAsStringAsync(cancellationToken))
            : [];
        protocol["oauth_signature"] = Signature(request.Message.Method.Method, request.Message.RequestUri!, protocol.Concat(form), protocol["oauth_signature_method"], credential["consumerSecret"], credential["tokenSecret"]);
        var realm = credential["realm"].Length > 0 ? $"realm=\"{Escape(credential["realm"])}\", " : "";
        HeaderText.Set(request.Message, "Authorization", $"OAuth {realm}{string.Join(", ", protocol.Select(pair => $"{Escape(pair.Key)}=\"{Escape(pair.Value)}\""))}");
    }

    /// <summary>The signature over method, address and parameters. Pure.</summary>
    internal static string Signature(string method, Uri url, IEnumerable<KeyValuePair<string, string>> parameters, string signatureMethod, string consumerSecret, string tokenSecret)
    {
        var all = parameters.Concat(UrlQuery.Parse(url.Query))
            .Select(pair => (Name: Escape(pair.Key), Value: Escape(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var address = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var text = Encoding.ASCII.GetBytes($"{method.ToUpperInvariant()}&{Escape(address)}&{Escape(string.Join('&', all))}");
        var key = Encoding.ASCII.GetBytes($"{Escape(consumerSecret)}&{Escape(tokenSecret)}");
#pragma warning disable CA5350 // RFC 5849 names HMAC-SHA1; the vendors that still use OAuth 1 ask for it.
        return Convert.ToBase64String(signatureMethod == "HMAC-SHA256" ? HMACSHA256.HashData(key, text) : HMACSHA1.HashData(key, text));
#pragma warning restore CA5350
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
