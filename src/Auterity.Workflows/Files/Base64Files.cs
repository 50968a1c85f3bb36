using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Files written as text.</summary>
internal static partial class Base64Files
{
    /// <param name="text">Base64 or base64url, with or without padding and line breaks, or a <c>data:</c> address.</param>
    /// <returns>The bytes, and the media type if the text names one.</returns>
    /// <exception cref="NodeException">It is neither.</exception>
    public static (byte[] Bytes, string? MimeType) Read(string text)
    {
        string? type = null;
        var body = text.AsSpan().Trim();
        if (body.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && body.IndexOf(',') is > 0 and var comma)
        {
            var head = body[5..comma].ToString();
            if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) throw Invalid();
            type = head[..^";base64".Length];
            body = body[(comma + 1)..];
        }

        var plain = Spaces().Replace(body.ToString(), "").TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var bytes = new byte[plain.Length * 3 / 4 + 3];
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? (bytes[..length], string.IsNullOrEmpty(type) ? null : type)
            : throw Invalid();
    }

    private static NodeException Invalid() => new("The text is not base64.", "invalid-base64", retryable: false);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
