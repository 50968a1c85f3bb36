using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Credentials;

/// <summary>Credentials that sign HTTP requests, and those that check incoming ones.</summary>
internal static class HttpCredentialTypes
{
    private static readonly CredentialField[] Common =
    [
        new("allowedHosts", "Allowed hosts") { IsDestination = true, Description = "Hosts this credential may be sent to, separated by commas; *.example.com allows all below. Empty allows any." },
        new("baseUrl", "Base URL") { IsDestination = true, Description = "Address of the API, for nodes of a vendor whose customers have servers of their own." },
        new("testUrl", "Test URL") { IsDestination = true, Description = "Address that answers with success when the credential is good." },
    ];

    private static readonly CredentialField[] OAuth2 =
    [
        new("tokenUrl", "Token URL") { IsRequired = true, IsDestination = true },
        new("clientId", "Client id") { IsRequired = true },
        new("clientSecret", "Client secret") { IsSecret = true },
        new("scope", "Scope") { Description = "Separated by spaces." },
        new("audience", "Audience"),
        new("authentication", "Send id and secret in") { Choices = ["header", "body", "none"], Default = "header", Description = "none sends the id alone, for clients without a secret." },
    ];

    public static IReadOnlyList<CredentialType> All { get; } =
    [
        Signing("http.basic", "User and password", new("user", "User") { IsRequired = true }, Secret("password", "Password")),
        Signing("http.bearer", "Bearer token", Secret("token", "Token", required: true)),
        Signing("http.header", "Header", new("name", "Header name") { IsRequired = true }, Secret("value", "Value", required: true)),
        Signing("http.query", "Query parameter", new("name", "Parameter name") { IsRequired = true }, Secret("value", "Value", required: true)),
        Signing("http.digest", "Digest", new("user", "User") { IsRequired = true }, Secret("password", "Password")),
        Signing("http.custom", "Custom", new CredentialField("json", "JSON") { IsSecret = true, IsRequired = true, IsMultiline = true, Description = "{ \"headers\": { }, \"query\": { }, \"body\": { } }" }),
        new("oauth2.clientCredentials", "OAuth 2 for applications", [.. OAuth2, .. Common]) { Test = FetchTokenAsync },
        new("oauth2.password", "OAuth 2 with a password", [.. OAuth2, new("user", "User") { IsRequired = true }, Secret("password", "Password", required: true), .. Common]) { Test = FetchTokenAsync },
        new("oauth2.jwtBearer", "OAuth 2 service account",
        [
            new("serviceAccount", "Key file") { IsSecret = true, IsMultiline = true, Description = "JSON as the provider gives it; fills in what is left empty below." },
            new("tokenUrl", "Token URL") { IsDestination = true }, new("issuer", "Issuer") { Description = "Who asks: the service account's address." },
            new("subject", "On behalf of") { Description = "User to act for; empty acts for the account itself." }, new("scope", "Scope") { Description = "Separated by spaces." },
            new("audience", "Audience") { Description = "Empty takes the token URL." }, new("privateKey", "Private key") { IsSecret = true, IsMultiline = true, Description = "PEM" }, new("keyId", "Key id"),
            new("algorithm", "Algorithm") { Choices = ["RS256", "ES256"], Default = "RS256" }, new("clientId", "Client id"), .. Common,
        ]) { Test = FetchTokenAsync },
        new("oauth2.authorizationCode", "OAuth 2 with consent",
        [
            new("authorizationUrl", "Authorization URL") { IsRequired = true, IsDestination = true }, .. OAuth2,
            new("authorizationParameters", "More parameters of the authorization URL") { Description = "For example access_type=offline&prompt=consent" },
            new("revocationUrl", "Revocation URL") { IsDestination = true, Description = "Told when the credential is disconnected." }, .. Common,
            new("accessToken", "Access token") { IsSecret = true, IsManaged = true },
            new("refreshToken", "Refresh token") { IsSecret = true, IsManaged = true },
            new("expiresAt", "Valid until") { IsManaged = true },
            new("connectedAs", "Connected as") { IsManaged = true },
            new("connectedAt", "Connected at") { IsManaged = true },
            new("grantedScope", "Granted scope") { IsManaged = true },
            new("needsReconnect", "Why it must be connected again") { IsManaged = true },
            new("renewingUntil", "Claim of the process that renews") { IsManaged = true },
            new("pending", "Consent under way") { IsSecret = true, IsManaged = true },
        ]) { Test = FetchTokenAsync },
        Signing("http.oauth1", "OAuth 1", new("consumerKey", "Consumer key") { IsRequired = true }, Secret("consumerSecret", "Consumer secret", required: true),
            new("token", "Token"), Secret("tokenSecret", "Token secret"), new("signatureMethod", "Signature") { Choices = ["HMAC-SHA1", "HMAC-SHA256"], Default = "HMAC-SHA1" }, new("realm", "Realm")),
        new(PathTokenScheme.Name, "Telegram bot", [Secret("token", "Token", required: true), Common[0], Common[1]]),
        new("aws.sigv4", "AWS access key",
        [
            new("accessKeyId", "Access key id") { IsRequired = true }, Secret("secretAccessKey", "Secret access key", required: true), Secret("sessionToken", "Session token"),
            new("region", "Region") { Description = "Read from the host when empty." }, new("service", "Service") { Description = "Read from the host when empty." }, Common[0],
        ]) { Test = AskAwsAsync },
        new(ClientCertificate.Type, "Client certificate",
        [
            new("certificate", "Certificate") { IsRequired = true, IsMultiline = true, Description = "PEM" },
            new("key", "Private key") { IsSecret = true, IsRequired = true, IsMultiline = true, Description = "PEM" },
            Secret("passphrase", "Passphrase of the key"),
        ]) { Test = (credential, _, _) => Task.FromResult($"The certificate of {ClientCertificate.Of(credential)!.Subject} and its key fit together.") },
        new(CertificateAuthorities.Type, "Certificate authority", [new("certificates", "Certificates") { IsRequired = true, IsDestination = true, IsMultiline = true, Description = "PEM; trusted instead of the public authorities." }])
        {
            Test = (credential, _, _) => Task.FromResult($"It trusts {string.Join(", ", CertificateAuthorities.Of(credential)!.Certificates.Select(certificate => certificate.Subject))}."),
        },
        new("webhook.hmac", "Webhook signature",
        [
            Secret("secret", "Secret", required: true),
            new("header", "Header") { Default = "X-Signature-256", Description = "Header that carries the signature." },
            new("prefix", "Prefix") { Description = "Text before the signature, for example sha256=" },
            new("algorithm", "Algorithm") { Choices = ["sha1", "sha256", "sha512"], Default = "sha256" },
            new("encoding", "Encoding") { Choices = ["hex", "base64"], Default = "hex" },
            new("timestampHeader", "Timestamp header") { Description = "Header with the time of sending. When it is the signature header itself, its part t= is used." },
            new("signed", "Signed text") { Description = "What is signed, for example v0:{timestamp}:{body}. Empty is {body}, or {timestamp}.{body} with a timestamp." },
            new("toleranceSeconds", "Tolerance in seconds") { Default = "300", Description = "How old a request may be." },
        ]),
        new("webhook.jwt", "JSON web token",
        [
            new("algorithm", "Algorithm") { Choices = ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"], Default = "HS256" },
            Secret("secret", "Secret"), new("publicKey", "Public key") { IsMultiline = true, Description = "PEM, for the RS, PS and ES algorithms." },
            new("issuer", "Issuer"), new("audience", "Audience"),
        ]),
    ];

    private static CredentialType Signing(string type, string name, params CredentialField[] fields) => new(type, name, [.. fields, .. Common]) { Test = CallTestUrlAsync };

    private static CredentialField Secret(string name, string title, bool required = false) => new(name, title) { IsSecret = true, IsRequired = required };

    private static async Task<string> CallTestUrlAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, credential["testUrl"]) is not { Scheme: "http" or "https" } url)
            throw new NodeException("There is nothing to try it on: give the credential a test URL.", "test-impossible", retryable: false);
        return await CallAsync(new HttpCall(HttpMethod.Get, url) { Credential = credential, TenantId = trial.TenantId, Timeout = TimeSpan.FromSeconds(20) }, trial, cancellationToken);
    }

    private static Task<string> AskAwsAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        var region = credential["region"].Length > 0 ? credential["region"] : "us-east-1";
        if (Uri.CheckHostName(region) != UriHostNameType.Dns) throw new NodeException($"'{region}' is no region.", "credential-invalid", retryable: false);
        var values = new Dictionary<string, string>(credential.Values) { ["service"] = "sts", ["region"] = region, ["allowedHosts"] = "" };
        return CallAsync(new HttpCall(HttpMethod.Get, new Uri($"https://sts.{region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15"))
        {
            Credential = credential with { Values = values },
            Timeout = TimeSpan.FromSeconds(20),
        }, trial, cancellationToken);
    }

    private static Task<string> CallAsync(HttpCall call, CredentialTrial trial, CancellationToken cancellationToken) =>
        trial.Services.GetRequiredService<HttpSender>().SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, trial.Services.GetRequiredService<TimeProvider>().GetUtcNow(), token);
            return $"{HttpSender.Shown(call.Url)} answered {(int)response.StatusCode}.";
        }, cancellationToken);

    private static async Task<string> FetchTokenAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        await trial.Services.GetRequiredService<OAuth2Tokens>().GetAsync(credential, trial.TenantId, null, cancellationToken);
        return "The token server gave a token.";
    }
}
