using System.Security.Cryptography;
using System.Text;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary><c>text.hash(algorithm)</c>: lower-case hex of the text's UTF-8 bytes.</summary>
internal static class TextHash
{
    public static string Compute(string text, string algorithm)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return algorithm.ToLowerInvariant() switch
        {
            "base64" => Convert.ToBase64String(bytes),
            "sha1" => Hex(Sha1(bytes)),
            "sha256" => Hex(SHA256.HashData(bytes)),
            "sha384" => Hex(SHA384.HashData(bytes)),
            "sha512" => Hex(SHA512.HashData(bytes)),
            "sha3" or "sha3-512" => Hex(SHA3_512.HashData(bytes)),
            "sha3-256" => Hex(SHA3_256.HashData(bytes)),
            "md5" => Hex(Md5(bytes)),
            _ => throw new ExpressionException($"hash: unknown algorithm '{algorithm}'. Known are md5, sha1, sha256, sha384, sha512, sha3 and base64."),
        };
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

#pragma warning disable CA5350, CA5351 // Checksums other systems ask for, not security.
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);

    private static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5350, CA5351
}
