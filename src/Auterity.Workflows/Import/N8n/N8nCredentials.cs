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
        ["telegramApi"] = "telegram.bot",
        ["twilioApi"] = "http.basic",
        ["twitterOAuth1Api"] = "http.oauth1",
        ["anthropicApi"] = "http.header",
        ["azureOpenAiApi"] = "http.header",
        ["n8nApi"] = "http.header",
        ["supabaseApi"] = "http.header",
        ["jiraSoftwareCloudApi"] = "http.basic",
        ["wordpressApi"] = "http.basic",
        ["mauticApi"] = "http.basic",
        ["hunterApi"] = "http.query",
        ["pipedriveApi"] = "http.query",
        ["openWeatherMapApi"] = "http.query",
        ["facebookGraphApi"] = "http.query",
        ["trelloApi"] = "http.custom",
        ["discordBotApi"] = "http.header",
        ["zendeskApi"] = "http.basic",
        ["agileCrmApi"] = "http.basic",
        ["chargebeeApi"] = "http.basic",
        ["clockifyApi"] = "http.header",
        ["lingvaNexApi"] = "http.header",
        ["invoiceNinjaApi"] = "http.header",
        ["discourseApi"] = "http.custom",
        ["lemlistApi"] = "http.basic",
        ["serviceNowBasicApi"] = "http.basic",
        ["dropcontactApi"] = "http.header",
        ["mondayComApi"] = "http.header",
        ["sendInBlueApi"] = "http.header",
        ["rocketchatApi"] = "http.custom",
        ["signl4Api"] = "http.custom",
        ["demioApi"] = "http.custom",
        ["googleAnalyticsOAuth2"] = "oauth2.authorizationCode",
        ["crateDb"] = "postgres",
    };

    public static NeededCredential Needed(N8nTranslation node, string type, string? name) => new(
        node.Node.Id,
        node.Node.Name,
        type,
        name,
        node.Mapped.IsStub ? null : type == "httpSslAuth" ? "certificate" : node.Mapped.CredentialSlot,
        TypeOf(type));

    // Tokens of most vendors go into the Authorization header, consent makes tokens of its own.
    private static string? TypeOf(string type) => Types.GetValueOrDefault(type)
        ?? (type.EndsWith("OAuth2Api", StringComparison.Ordinal) ? "oauth2.authorizationCode" : Bearer.Contains(type) ? "http.bearer" : null);

    private static readonly HashSet<string> Bearer =
    [
        "slackApi", "notionApi", "airtableApi", "airtableTokenApi", "githubApi", "openAiApi", "hubspotApi", "hubspotAppToken", "hubspotDeveloperApi", "mattermostApi", "openRouterApi", "groqApi", "deepSeekApi",
        "mistralCloudApi", "xAiApi", "googlePalmApi", "baserowApi", "todoistApi", "clearbitApi", "linearApi",
        "theHiveApi", "theHiveProjectApi", "cortexApi", "wekanApi", "mailerLiteApi", "sendGridApi", "brandfetchApi", "whatsAppApi",
    ];
}
