using System.Text;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>URLs inside text.</summary>
internal static class UrlText
{
    private const string ComponentKeeps = "-_.!~*'()";
    private const string WholeKeeps = ComponentKeeps + ";/?:@&=+$,#";

    /// <param name="whole">Keeps the characters that structure a URL, as <c>encodeURI</c> does.</param>
    public static string Encode(string text, bool whole)
    {
        var keeps = whole ? WholeKeeps : ComponentKeeps;
        var result = new StringBuilder(text.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || keeps.Contains(c, StringComparison.Ordinal))
                result.Append(c);
            else
                result.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    /// <param name="whole">Leaves encoded the characters that structure a URL, as <c>decodeURI</c> does.</param>
    public static string Decode(string text, bool whole)
    {
        if (!whole)
            return Uri.UnescapeDataString(text);
        foreach (var c in ";/?:@&=+$,#")
            text = text.Replace(Uri.HexEscape(c), "%25" + Uri.HexEscape(c)[1..], StringComparison.OrdinalIgnoreCase);
        return Uri.UnescapeDataString(text);
    }

    public static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ftp" or "ftps" or "ws" or "wss" or "file" && !text.Contains(' ', StringComparison.Ordinal);

    /// <summary>The host of a URL, or what stands behind the @ of an address.</summary>
    public static string? Domain(string text)
    {
        text = text.Trim();
        if (TextPatterns.First(TextPatterns.Email(), text) is { } email && !text.Contains("://", StringComparison.Ordinal))
            return email[(email.LastIndexOf('@') + 1)..];
        var candidate = TextPatterns.First(TextPatterns.Url(), text) ?? "http://" + text.Split(' ', 2)[0];
        return Uri.TryCreate(candidate, UriKind.Absolute, out var url) && (url.Host.Contains('.', StringComparison.Ordinal) || url.IsLoopback) ? url.Host : null;
    }

    public static string? Path(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var url) ? url.AbsolutePath : null;
}
