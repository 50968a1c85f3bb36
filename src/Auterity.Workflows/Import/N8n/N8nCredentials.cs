namespace Auterity.Workflows.Import.N8n;

/// <summary>Foreign credential types and ours. Values never travel: a person chooses or enters them again.</summary>
internal static class N8nCredentials
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["httpBasicAuth"] = "http.basic",
        ["httpBearerAuth"] = "http.bearer",
        ["httpHeaderAuth"] = "http.header",
        ["httpQueryAuth"] = "http.query",
        ["httpDigestAuth"] = "http.digest",
        ["httpCustomAuth"] = "http.custom",
        ["oAuth1Api"] = "http.oauth1",
        ["oAuth2Api"] = "oauth2.authorizationCode",
        ["aws"] = "aws.sigv4",
        ["httpSslAuth"] = "tls.client",
        ["jwtAuth"] = "webhook.jwt",
        ["smtp"] = "smtp",
        ["imap"] = "imap",
        ["postgres"] = "postgres",
        ["redis"] = "redis",
        ["crypto"] = "crypto.key",
    };

    public static NeededCredential Needed(N8nTranslation node, string type, string? name) => new(
        node.Node.Id,
        node.Node.Name,
        type,
        name,
        node.Mapped.IsStub ? null : type == "httpSslAuth" ? "certificate" : node.Mapped.CredentialSlot,
        Types.GetValueOrDefault(type));
}
