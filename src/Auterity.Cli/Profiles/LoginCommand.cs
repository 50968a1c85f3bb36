using System.CommandLine;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Profiles;

/// <summary>Checks a key and keeps it. The key never comes from the arguments: other users of the machine could read them.</summary>
internal sealed class LoginCommand : ServerCommand
{
    private readonly Argument<string?> url = new("url") { Description = "Address of the server. Default: asked for, or http://localhost:8000", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> keyFile = new("--key-file") { Description = "File that holds the API key; - reads it from standard input", HelpName = "file" };

    public LoginCommand() : base("login", "Signs in to a server: checks address and API key and keeps them for later commands")
    {
        Add(url);
        Add(keyFile);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var address = AddressOf(args.GetValue(url), session.ProfileName);
        var key = await KeyAsync(args.GetValue(keyFile), cancellationToken);
        using var api = new ApiClient(new Connection(address, key), session.Time);
        var me = await api.GetAsync("api/me", cancellationToken);
        ProfileFile.Save(session.ProfileName, new Profile(address, key));

        if (session.Screen.IsJson) session.Screen.Json(WhoamiCommand.Describe(session.ProfileName, address, me));
        else session.Screen.Line($"Signed in to {address} as '{me.Text("name")}', tenant {me.Read("tenant").Text("slug")}. Kept in {ProfileFile.Path}.");
        if (address.Scheme == "http" && !address.IsLoopback) session.Screen.Note("Careful: the key travels to this server unencrypted. Use https outside your own machine.");
        return ExitCode.Fine;
    }

    private static Uri AddressOf(string? given, string profileName)
    {
        if (given is not null) return Connection.ParseUrl(given, "The address");
        var known = Connection.UrlFromEnvironment ?? ProfileFile.Find(profileName)?.Url ?? Connection.Local;
        if (!Prompt.IsPossible) return known;
        return Prompt.Ask($"Server [{known}]: ") is { Length: > 0 } typed ? Connection.ParseUrl(typed, "The address") : known;
    }

    private static async Task<string> KeyAsync(string? file, CancellationToken cancellationToken)
    {
        var key = file is not null ? await TextInput.ReadAsync(file, cancellationToken)
            : Connection.KeyFromEnvironment is { } set ? set
            : Prompt.IsPossible ? Prompt.AskSecret("API key: ")
            : await TextInput.ReadAsync("-", cancellationToken);
        return key.Trim() is { Length: > 0 } given && !given.Any(char.IsControl)
            ? given
            : throw Failure.Usage("There is no API key in what was given. The server prints one at its first start; an administrator can make another.");
    }
}
