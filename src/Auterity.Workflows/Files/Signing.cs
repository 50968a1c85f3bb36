using System.Security.Cryptography;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

public enum RsaPadding
{
    Pkcs1,
    Pss,
}

public enum EcdsaForm
{
    Der,
    P1363,
}

/// <summary>Signatures with an RSA or ECDSA key given as PEM.</summary>
internal static class Signing
{
    /// <param name="key">Fields <c>privateKey</c> (PEM) and, if it is encrypted, <c>passphrase</c>.</param>
    /// <exception cref="NodeException">The key is missing, malformed, public, or too small for the hash.</exception>
    public static byte[] Sign(byte[] hash, HashAlgorithmName algorithm, Credential key, RsaPadding padding, EcdsaForm form)
    {
        var pem = key["privateKey"];
        if (pem.Length == 0) throw new NodeException("The key credential has no field 'privateKey' in PEM form.", "credential-missing", retryable: false);
        try
        {
            using var rsa = TryImport(RSA.Create, pem, key["passphrase"]);
            if (rsa is not null) return rsa.SignHash(hash, algorithm, padding == RsaPadding.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            using var ecdsa = TryImport(ECDsa.Create, pem, key["passphrase"]);
            if (ecdsa is not null) return ecdsa.SignHash(hash, form == EcdsaForm.Der ? DSASignatureFormat.Rfc3279DerSequence : DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException e)
        {
            // The key's own text must not leak through a message.
            throw new NodeException($"The key cannot sign with {algorithm.Name}: it is public, too short or does not allow this hash.", "key-unusable", retryable: false, inner: e);
        }

        throw new NodeException("The key credential is no RSA or ECDSA private key in PEM form, or its passphrase is wrong.", "key-unusable", retryable: false);
    }

    private static TKey? TryImport<TKey>(Func<TKey> create, string pem, string passphrase) where TKey : AsymmetricAlgorithm
    {
        var key = create();
        try
        {
            if (pem.Contains("ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)) key.ImportFromEncryptedPem(pem, passphrase);
            else key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
