using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>Client certificates from <c>tls.client</c> credentials.</summary>
internal static class ClientCertificate
{
    public const string Type = "tls.client";

    private static readonly ConcurrentDictionary<string, X509Certificate2> Loaded = new();

    /// <summary>The certificate of a credential; null when the credential is of another type.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c> when the PEM texts do not fit together.</exception>
    public static X509Certificate2? Of(Credential? credential)
    {
        if (credential?.Type != Type) return null;
        var (certificate, key, passphrase) = (credential["certificate"], credential["key"], credential["passphrase"]);
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\n{key}\n{passphrase}")));
        if (Loaded.Count > 256) Loaded.Clear();
        try
        {
            return Loaded.GetOrAdd(name, _ => passphrase.Length > 0
                ? X509Certificate2.CreateFromEncryptedPem(certificate, key, passphrase)
                : X509Certificate2.CreateFromPem(certificate, key));
        }
        catch (CryptographicException e)
        {
            throw new NodeException($"The client certificate cannot be used: {e.Message}", "credential-invalid", retryable: false, inner: e) { NotSent = true };
        }
    }
}
