namespace Auterity.Cli.Profiles;

/// <summary>A server and the key for it.</summary>
internal sealed record Profile(Uri Url, string ApiKey);

internal static class ProfileNames
{
    public const string Default = "default";

    /// <summary>The name that was given, else <c>AUTERITY_PROFILE</c>, else <c>default</c>.</summary>
    public static string Of(string? given) =>
        given ?? (Environment.GetEnvironmentVariable("AUTERITY_PROFILE") is { Length: > 0 } named ? named : Default);
}
