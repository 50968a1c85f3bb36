using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>What connections are shared by: equal credentials of one tenant, without keeping their secrets.</summary>
internal static class CredentialKey
{
    public static string Of(Credential credential, Guid tenantId) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{tenantId}\n{string.Join('\n', credential.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}")));
}
