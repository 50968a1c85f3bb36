namespace Auterity.Cli.Profiles;

/// <summary>Which server a command talks to, and with which key; a null key signs nobody in.</summary>
internal sealed record Connection(Uri Url, string? ApiKey)
{
    private const string UrlVariable = "AUTERITY_URL";
    private const string KeyVariable = "AUTERITY_API_KEY";

    /// <summary>Where <c>./run</c> listens on this machine.</summary>
    public static Uri Local { get; } = new($"http://localhost:{Variable("AUTERITY_PORT") ?? "8000"}");

    public static string? KeyFromEnvironment => Variable(KeyVariable);

    public static Uri? UrlFromEnvironment => Variable(UrlVariable) is { } url ? ParseUrl(url, UrlVariable) : null;

    /// <exception cref="Failure">There is no key for the server.</exception>
    public static Connection Of(string profileName)
    {
        var profile = ProfileFile.Find(profileName);
        var url = UrlFromEnvironment ?? profile?.Url ?? (KeyFromEnvironment is null ? throw NotSignedIn(profileName) : Local);
        if (KeyFromEnvironment is { } key) return new Connection(url, key);
        // A key goes to the server it was given for and to no other.
        if (profile is not null && SameServer(profile.Url, url)) return new Connection(url, profile.ApiKey);
        throw new Failure(ExitCode.NotAllowed, $"{UrlVariable} is {url}, but there is no key for it. Set {KeyVariable}, or run: auterity login {url} --profile <name>");
    }

    public static Connection WithoutKey(string profileName) => new(UrlFromEnvironment ?? ProfileFile.Find(profileName)?.Url ?? Local, null);

    public static Uri ParseUrl(string text, string where)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.Host.Length > 0 && url.UserInfo.Length == 0)
            return new Uri(url.GetLeftPart(UriPartial.Path));
        throw Failure.Usage($"{where} is '{text}', which is no address of a server. Write it like http://localhost:8000.");
    }

    private static bool SameServer(Uri one, Uri other) => Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Failure NotSignedIn(string profileName) => new(
        ExitCode.NotAllowed,
        $"You are not signed in{(profileName == ProfileNames.Default ? "" : $" as profile '{profileName}'")}. Run: auterity login{(profileName == ProfileNames.Default ? "" : $" --profile {profileName}")}");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
