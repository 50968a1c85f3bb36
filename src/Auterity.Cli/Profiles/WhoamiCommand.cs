using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Profiles;

internal sealed class WhoamiCommand() : ServerCommand("whoami", "Shows the server, tenant and key that commands use")
{
    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var me = await session.Api.GetAsync("api/me", cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(Describe(session.ProfileName, session.Api.Url, me));
            return ExitCode.Fine;
        }

        session.Screen.Facts(
            ("server", session.Api.Url.ToString()),
            ("profile", Connection.KeyFromEnvironment is null ? session.ProfileName : "none: the key comes from AUTERITY_API_KEY"),
            ("tenant", $"{me.Read("tenant").Text("slug")} ({me.Read("tenant").Text("name")})"),
            ("key", me.Text("name")),
            ("may", string.Join(", ", me.List("scopes").Select(scope => scope.GetString()))));
        return ExitCode.Fine;
    }

    public static JsonObject Describe(string profile, Uri url, JsonElement me) => new() { ["profile"] = profile, ["url"] = url.ToString(), ["me"] = me.Node() };
}
