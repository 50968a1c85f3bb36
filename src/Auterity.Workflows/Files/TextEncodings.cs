using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Text encodings by the names people use: utf-8, utf-16le, latin1, windows-1252, shift_jis, …</summary>
internal static class TextEncodings
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["utf16"] = "utf-16",
        ["utf16le"] = "utf-16",
        ["utf-16le"] = "utf-16",
        ["ucs2"] = "utf-16",
        ["ucs-2"] = "utf-16",
        ["utf16be"] = "utf-16be",
        ["utf32"] = "utf-32",
        ["binary"] = "iso-8859-1",
        ["latin-1"] = "iso-8859-1",
        ["cp1250"] = "windows-1250",
        ["cp1251"] = "windows-1251",
        ["cp1252"] = "windows-1252",
        ["ansi"] = "windows-1252",
        ["sjis"] = "shift_jis",
    };

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>An encoding that replaces what it cannot express.</summary>
    /// <param name="bom">Whether a writer begins with a byte order mark, where the encoding has one.</param>
    /// <exception cref="NodeException">Nobody knows an encoding of this name.</exception>
    public static Encoding Get(string name, bool bom = false)
    {
        var known = Aliases.GetValueOrDefault(name.Trim(), name.Trim());
        try
        {
            return known.ToLowerInvariant() switch
            {
                "" or "utf-8" => new UTF8Encoding(bom),
                "utf-16" => new UnicodeEncoding(bigEndian: false, bom),
                "utf-16be" => new UnicodeEncoding(bigEndian: true, bom),
                "utf-32" => new UTF32Encoding(bigEndian: false, bom),
                _ => Encoding.GetEncoding(known),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new NodeException($"'{name}' is not a known text encoding. Use for example utf-8, utf-16le, latin1 or windows-1252.", "encoding-unknown", retryable: false, inner: e);
        }
    }

    /// <summary>Decodes bytes; a byte order mark wins over the named encoding and is removed.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string encoding)
    {
        var (detected, skip) = Bom(bytes);
        return (detected ?? Get(encoding)).GetString(bytes[skip..]);
    }

    /// <summary>Decodes a stream; a byte order mark wins over the named encoding and is removed.</summary>
    public static StreamReader Reader(Stream stream, string encoding) => new(stream, Get(encoding), detectEncodingFromByteOrderMarks: true);

    /// <summary>Encodes text, with a byte order mark if asked for and the encoding has one.</summary>
    public static byte[] Encode(string text, string encoding, bool bom)
    {
        var target = Get(encoding, bom);
        return [.. target.GetPreamble(), .. target.GetBytes(text)];
    }

    private static (Encoding? Encoding, int Length) Bom(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };
}
