namespace Auterity.Workflows.Outbound.Auth;

/// <summary><c>oauth2.clientCredentials</c>: a token of the application's own, fetched when needed and again after a 401.</summary>
internal sealed class OAuth2ClientScheme(OAuth2Tokens tokens) : OAuth2Scheme(tokens)
{
    public override string Type => "oauth2.clientCredentials";
}

/// <summary><c>oauth2.password</c>: a token for a user's name and password.</summary>
internal sealed class OAuth2PasswordScheme(OAuth2Tokens tokens) : OAuth2Scheme(tokens)
{
    public override string Type => "oauth2.password";
}

/// <summary><c>oauth2.jwtBearer</c>: a token for an assertion signed with a key, as service accounts have them.</summary>
internal sealed class OAuth2JwtScheme(OAuth2Tokens tokens) : OAuth2Scheme(tokens)
{
    public override string Type => "oauth2.jwtBearer";
}

/// <summary><c>oauth2.authorizationCode</c>: a token a person granted, renewed with its refresh token.</summary>
internal sealed class OAuth2CodeScheme(OAuth2Tokens tokens) : OAuth2Scheme(tokens)
{
    public override string Type => "oauth2.authorizationCode";
}

/// <summary>Sends an OAuth 2 access token as bearer token.</summary>
internal abstract class OAuth2Scheme(OAuth2Tokens tokens) : IAuthScheme
{
    public abstract string Type { get; }

    public bool CanAnswer(AuthChallenge challenge) => true;

    public async ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(request.Credential, request.TenantId, request.Challenge?.RefusedToken, cancellationToken);
        HeaderText.Set(request.Message, "Authorization", $"Bearer {token}");
    }
}
