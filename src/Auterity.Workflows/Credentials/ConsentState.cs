using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Auterity.Workflows.Credentials;

/// <summary>What travels through the provider and back: for which credential the answer is, signed, so that nobody can make one or point it elsewhere.</summary>
/// <remarks><c>tenant (16) | credential (16) | nonce (16) | expires, seconds (8) | HMAC-SHA256 (32)</c></remarks>
internal readonly record struct ConsentState(Guid TenantId, Guid CredentialId, Guid Nonce, DateTimeOffset ExpiresAt)
{
    private const int BodySize = 56;

    public string Sign(byte[] key)
    {
        Span<byte> bytes = stackalloc byte[BodySize + 32];
        Write(bytes);
        HMACSHA256.HashData(key, bytes[..BodySize], bytes[BodySize..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The state, if it was signed with this key; null for anything else.</summary>
    public static ConsentState? Read(string? text, byte[] key)
    {
        Span<byte> bytes = stackalloc byte[BodySize + 32];
        if (text is not { Length: 118 } || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != bytes.Length) return null;
        Span<byte> expected = stackalloc byte[32];
        HMACSHA256.HashData(key, bytes[..BodySize], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes[BodySize..])) return null;
        return new ConsentState(
            new Guid(bytes[..16], bigEndian: true), new Guid(bytes[16..32], bigEndian: true), new Guid(bytes[32..48], bigEndian: true),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[48..])));
    }

    private void Write(Span<byte> bytes)
    {
        TenantId.TryWriteBytes(bytes, bigEndian: true, out _);
        CredentialId.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        Nonce.TryWriteBytes(bytes[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[48..], ExpiresAt.ToUnixTimeSeconds());
    }
}
