using System.Security.Cryptography;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Hash functions by the names people write: <c>SHA256</c>, <c>sha-256</c> and <c>RSA-SHA256</c> mean the same.</summary>
internal static class HashAlgorithms
{
    /// <exception cref="NodeException">Unknown, or this machine's cryptography does not offer it.</exception>
    public static HashAlgorithmName Get(string name)
    {
        var plain = name.Trim().ToUpperInvariant();
        if (plain.StartsWith("RSA-", StringComparison.Ordinal)) plain = plain[4..];
        var (algorithm, offered) = plain.Replace("_", "-", StringComparison.Ordinal) switch
        {
            "MD5" => (HashAlgorithmName.MD5, true),
            "SHA1" or "SHA-1" => (HashAlgorithmName.SHA1, true),
            "SHA256" or "SHA-256" => (HashAlgorithmName.SHA256, true),
            "SHA384" or "SHA-384" => (HashAlgorithmName.SHA384, true),
            "SHA512" or "SHA-512" => (HashAlgorithmName.SHA512, true),
            "SHA3-256" => (HashAlgorithmName.SHA3_256, SHA3_256.IsSupported),
            "SHA3-384" => (HashAlgorithmName.SHA3_384, SHA3_384.IsSupported),
            "SHA3-512" => (HashAlgorithmName.SHA3_512, SHA3_512.IsSupported),
            _ => throw new NodeException($"'{name}' is not a known algorithm. Use MD5, SHA1, SHA256, SHA384, SHA512, SHA3-256, SHA3-384 or SHA3-512.", "invalid-parameters", retryable: false),
        };
        return offered ? algorithm : throw new NodeException($"This machine does not offer {name}.", "algorithm-missing", retryable: false);
    }

    /// <summary>Hashes a stream without holding it; with a key the result is an HMAC.</summary>
    public static async Task<byte[]> HashAsync(HashAlgorithmName algorithm, Stream content, byte[]? key, CancellationToken cancellationToken)
    {
        using var hash = key is null ? IncrementalHash.CreateHash(algorithm) : IncrementalHash.CreateHMAC(algorithm, key);
        var buffer = new byte[64 << 10];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;) hash.AppendData(buffer, 0, read);
        return hash.GetHashAndReset();
    }
}
