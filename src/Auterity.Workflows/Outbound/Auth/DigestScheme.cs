using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary><c>http.digest</c>: answers a Digest challenge (RFC 7616; MD5 and SHA-256, also in their session forms; quality of protection <c>auth</c> or none).</summary>
internal sealed partial class DigestScheme : IAuthScheme
{
    public string Type => "http.digest";

    public bool CanAnswer(AuthChallenge challenge) => Best(challenge) is not null;

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        if (request.Challenge is null || Best(request.Challenge) is not { } challenge) return ValueTask.CompletedTask;
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        request.Message.Headers.Authorization = new AuthenticationHeaderValue("Digest",
            Answer(challenge, request.Message.Method.Method, request.Message.RequestUri!.PathAndQuery, request.Credential["user"], request.Credential["password"], nonce));
        return ValueTask.CompletedTask;
    }

    /// <summary>The header's parameters for a challenge. Pure.</summary>
    internal static string Answer(IReadOnlyDictionary<string, string> challenge, string method, string uri, string user, string password, string clientNonce)
    {
        var algorithm = challenge.GetValueOrDefault("algorithm", "MD5");
        var (realm, nonce) = (challenge.GetValueOrDefault("realm", ""), challenge.GetValueOrDefault("nonce", ""));
        string Hash(string text) => HashOf(algorithm, text);

        var secret = Hash($"{user}:{realm}:{password}");
        if (algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase)) secret = Hash($"{secret}:{nonce}:{clientNonce}");
        var request = Hash($"{method}:{uri}");
        var protectedAs = challenge.ContainsKey("qop") ? "auth" : null;
        var response = protectedAs is null ? Hash($"{secret}:{nonce}:{request}") : Hash($"{secret}:{nonce}:00000001:{clientNonce}:{protectedAs}:{request}");

        var answer = new StringBuilder($"username=\"{Quoted(user)}\", realm=\"{Quoted(realm)}\", nonce=\"{Quoted(nonce)}\", uri=\"{uri}\", algorithm={algorithm}, response=\"{response}\"");
        if (protectedAs is not null) answer.Append(", qop=auth, nc=00000001");
        if (protectedAs is not null || algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase)) answer.Append(", cnonce=\"").Append(clientNonce).Append('"');
        if (challenge.TryGetValue("opaque", out var opaque)) answer.Append(", opaque=\"").Append(Quoted(opaque)).Append('"');
        return answer.ToString();
    }

    /// <summary>Parameters of a challenge header. Pure.</summary>
    internal static Dictionary<string, string> Parameters(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Parameter().Matches(text))
            found.TryAdd(match.Groups[1].Value, match.Groups[2].Success ? match.Groups[2].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal) : match.Groups[3].Value);
        return found;
    }

    private static Dictionary<string, string>? Best(AuthChallenge challenge) => challenge.Offered
        .Where(offer => offer.Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase) && offer.Parameter is not null)
        .Select(offer => Parameters(offer.Parameter!))
        .Where(offer => !offer.TryGetValue("qop", out var qop) || qop.Split(',').Any(part => part.Trim().Equals("auth", StringComparison.OrdinalIgnoreCase)))
        .Where(offer => Rank(offer.GetValueOrDefault("algorithm", "MD5")) > 0)
        .MaxBy(offer => Rank(offer.GetValueOrDefault("algorithm", "MD5")));

    private static int Rank(string algorithm) => algorithm.ToUpperInvariant() switch { "SHA-256" or "SHA-256-SESS" => 2, "MD5" or "MD5-SESS" => 1, _ => 0 };

#pragma warning disable CA5351 // RFC 7616 still knows MD5, and many devices know nothing else.
    private static string HashOf(string algorithm, string text) => Convert.ToHexStringLower(algorithm.StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase)
        ? SHA256.HashData(Encoding.UTF8.GetBytes(text))
        : MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static string Quoted(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    [GeneratedRegex("""([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))""", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
