using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary>Certificates of private authorities, from <c>tls.ca</c> credentials.</summary>
/// <param name="Name">Hash of their text: equal ones share connections.</param>
/// <param name="Certificates">The authorities to trust, instead of the machine's.</param>
public sealed record CertificateAuthorities(string Name, X509Certificate2Collection Certificates)
{
    internal const string Type = "tls.ca";

    private static readonly ConcurrentDictionary<string, CertificateAuthorities> Loaded = new();

    /// <summary>The authorities of a credential; null for no credential.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c> when it holds no certificate in PEM form.</exception>
    internal static CertificateAuthorities? Of(Credential? credential)
    {
        if (credential?.Type != Type) return null;
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(credential["certificates"])));
        if (Loaded.Count > 256) Loaded.Clear();
        return Loaded.GetOrAdd(name, _ => new CertificateAuthorities(name, Read(credential["certificates"])));
    }

    public bool Equals(CertificateAuthorities? other) => other?.Name == Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static X509Certificate2Collection Read(string pem)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw HttpAuth.Unusable($"Its certificates are no PEM: {e.Message}", e);
        }

        return found.Count > 0 ? found : throw HttpAuth.Unusable("It holds no certificate in PEM form.");
    }
}
