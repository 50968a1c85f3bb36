using System.Net;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Credentials;

/// <summary>How a secret may be written where it turns up again: escaped for URLs, JSON or HTML, in base64 alone or inside something longer, in hexadecimal. Pure.</summary>
internal static class SecretForms
{
    /// <summary>A piece of base64 shorter than this turns up by chance.</summary>
    private const int ShortestPiece = 8;

    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return Escaped(secret).Concat(Base64(bytes)).Concat([Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes)]).Concat(Lines(secret));
    }

    private static IEnumerable<string> Escaped(string secret)
    {
        yield return secret;
        yield return secret.Trim();
        var percent = Uri.EscapeDataString(secret);
        yield return percent;
        yield return LowerEscapes(percent);
        var form = WebUtility.UrlEncode(secret);
        yield return form;
        yield return LowerEscapes(form);
        yield return WebUtility.HtmlEncode(secret);
        yield return JsonSerializer.Serialize(secret, JsonDefaults.Options)[1..^1];
        yield return JsonSerializer.Serialize(secret)[1..^1];
    }

    /// <summary>The secret alone, and what it looks like inside a longer text at each of the three places a byte can have in base64.</summary>
    private static IEnumerable<string> Base64(byte[] secret)
    {
        foreach (var text in Both(Convert.ToBase64String(secret))) yield return text;
        for (var offset = 0; offset < 3; offset++)
        {
            // Only the characters that no neighbouring byte has a part in.
            var (from, to) = (((offset * 8) + 5) / 6, (offset + secret.Length) * 8 / 6);
            if (to - from < ShortestPiece) continue;
            byte[] placed = [.. new byte[offset], .. secret];
            foreach (var text in Both(Convert.ToBase64String(placed)[from..to])) yield return text;
        }
    }

    private static string[] Both(string base64) => [base64, base64.TrimEnd('='), base64.TrimEnd('=').Replace('+', '-').Replace('/', '_')];

    /// <summary>A PEM text is quoted line by line.</summary>
    private static IEnumerable<string> Lines(string secret) => secret.AsSpan().ContainsAny('\n', '\r')
        ? secret.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Length >= 16 && !line.StartsWith("-----", StringComparison.Ordinal))
        : [];

    private static string LowerEscapes(string text)
    {
        var letters = text.ToCharArray();
        for (var i = 0; i + 2 < letters.Length; i++)
            if (letters[i] == '%')
                (letters[i + 1], letters[i + 2]) = (char.ToLowerInvariant(letters[i + 1]), char.ToLowerInvariant(letters[i + 2]));
        return new string(letters);
    }
}
