using System.Buffers.Text;
using System.Security.Cryptography;

namespace Auterity.Workflows.Files;

/// <summary>How bytes are written as text.</summary>
public enum ByteText
{
    Hex,
    Base64,
    Base64Url,
}

/// <summary>Letters that random text is made of.</summary>
public enum RandomText
{
    Alphanumeric,
    Hex,
    Base64,
    Base64Url,
    Digits,
}

internal static class ByteTexts
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Write(this ByteText form, byte[] bytes) => form switch
    {
        ByteText.Base64 => Convert.ToBase64String(bytes),
        ByteText.Base64Url => Base64Url.EncodeToString(bytes),
        _ => Convert.ToHexStringLower(bytes),
    };

    /// <summary>Random text of exactly this many characters, each equally likely.</summary>
    /// <param name="chance">Repeatable chance; null draws from the machine's secure source.</param>
    public static string Draw(this RandomText form, int length, Random? chance)
    {
        var letters = form switch
        {
            RandomText.Hex => "0123456789abcdef",
            RandomText.Digits => "0123456789",
            RandomText.Base64 => Letters + "+/",
            RandomText.Base64Url => Letters + "-_",
            _ => Letters,
        };
        return chance is null ? RandomNumberGenerator.GetString(letters, length) : new string(chance.GetItems<char>(letters, length));
    }
}
