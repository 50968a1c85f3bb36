using System.Security.Cryptography;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Credentials;

/// <summary>Keys that steps sign with themselves.</summary>
internal static class KeyCredentialTypes
{
    public static IReadOnlyList<CredentialType> All { get; } =
    [
        new("crypto.key", "Key",
        [
            new("secret", "Secret") { IsSecret = true, Description = "For HMACs." },
            new("privateKey", "Private key") { IsSecret = true, IsMultiline = true, Description = "RSA or ECDSA, PEM; for signatures." },
            new("passphrase", "Passphrase of the key") { IsSecret = true },
        ]) { Test = (credential, _, _) => Task.FromResult(Try(credential)) },
    ];

    private static string Try(Credential credential)
    {
        if (credential["privateKey"].Length == 0)
            return credential["secret"].Length > 0 ? $"The secret has {credential["secret"].Length} characters." : throw new NodeException("It holds neither a secret nor a private key.", "credential-invalid", retryable: false);
        Signing.Sign(SHA256.HashData("test"u8), HashAlgorithmName.SHA256, credential, RsaPadding.Pkcs1, EcdsaForm.Der);
        return "The private key signs.";
    }
}
