using System.CommandLine;
using Auterity.Cli.Api;
using Auterity.Cli.Profiles;
using Auterity.Cli.Terminal;

namespace Auterity.Cli;

/// <summary>What a command works with: the screen, and the server it is signed in to.</summary>
internal sealed class Session(ParseResult args) : IDisposable
{
    private ApiClient? api;

    public string ProfileName { get; } = ProfileNames.Of(args.GetValue(GlobalOptions.Profile));

    public Screen Screen { get; } = new(args.GetValue(GlobalOptions.Json));

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The server of the profile, or of <c>AUTERITY_URL</c>.</summary>
    /// <exception cref="Failure">Nobody is signed in.</exception>
    public ApiClient Api => api ??= new ApiClient(Connection.Of(ProfileName), Time);

    /// <summary>The same server without a key, for what answers everyone.</summary>
    public ApiClient Anonymous => api ??= new ApiClient(Connection.WithoutKey(ProfileName), Time);

    public void Dispose() => api?.Dispose();
}
