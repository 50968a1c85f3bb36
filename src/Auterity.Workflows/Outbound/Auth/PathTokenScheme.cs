namespace Auterity.Workflows.Outbound.Auth;

/// <summary>A token that the other side wants in the path: it takes the place of <c>__token__</c> when the request leaves, so that no error or log ever shows it.</summary>
internal sealed class PathTokenScheme : IAuthScheme
{
    public const string Name = "telegram.bot";

    public const string Place = "__token__";

    public string Type => Name;

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        var token = request.Credential["token"];
        if (token.Length == 0) throw HttpAuth.Unusable("it has no token.");
        var url = new UriBuilder(request.Message.RequestUri!);
        url.Path = url.Path.Replace(Place, token, StringComparison.Ordinal);
        request.Message.RequestUri = url.Uri;
        return ValueTask.CompletedTask;
    }
}
