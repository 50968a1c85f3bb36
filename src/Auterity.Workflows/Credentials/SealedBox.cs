using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Auterity.Workflows.Credentials;

/// <summary>AES-256-GCM with a header that says format and key. Pure but for the nonce.</summary>
/// <remarks><c>version (1) | key id length (1) | key id | nonce (12) | ciphertext | tag (16)</c>; header and context are authenticated, so a ciphertext moved to another row does not open.</remarks>
internal static class SealedBox
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var head = 2 + keyId.Length;
        var box = new byte[head + NonceSize + plain.Length + TagSize];
        box[0] = Version;
        box[1] = checked((byte)keyId.Length);
        keyId.CopyTo(box.AsSpan(2));
        var nonce = box.AsSpan(head, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(head + NonceSize, plain.Length), box.AsSpan(^TagSize..), Bound(box.AsSpan(0, head), context));
        return box;
    }

    /// <summary>Which key opens the box.</summary>
    /// <exception cref="CryptographicException">The bytes are no box, or of a later format.</exception>
    public static ReadOnlySpan<byte> KeyIdOf(ReadOnlySpan<byte> box)
    {
        if (box.Length < 2 || box[0] != Version || box.Length < 2 + box[1] + NonceSize + TagSize)
            throw new CryptographicException(box.Length > 0 && box[0] > Version ? "The secret was written by a later version of the platform." : "The stored secret is damaged.");
        return box.Slice(2, box[1]);
    }

    /// <exception cref="CryptographicException">The key is another, or box or context were changed.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        var head = 2 + KeyIdOf(box).Length;
        var plain = new byte[box.Length - head - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box.Slice(head, NonceSize), box[(head + NonceSize)..^TagSize], box[^TagSize..], plain, Bound(box[..head], context));
        return plain;
    }

    private static byte[] Bound(ReadOnlySpan<byte> head, ReadOnlySpan<byte> context)
    {
        var bound = new byte[4 + head.Length + context.Length];
        BinaryPrimitives.WriteInt32BigEndian(bound, head.Length);
        head.CopyTo(bound.AsSpan(4));
        context.CopyTo(bound.AsSpan(4 + head.Length));
        return bound;
    }
}
