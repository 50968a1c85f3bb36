using System.CommandLine;
using System.Text.Json.Nodes;

namespace Auterity.Cli.Profiles;

internal sealed class LogoutCommand() : ServerCommand("logout", "Forgets the server and key of a profile; the key itself stays valid")
{
    protected override Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var removed = ProfileFile.Remove(session.ProfileName);
        if (session.Screen.IsJson) session.Screen.Json(new JsonObject { ["profile"] = session.ProfileName, ["removed"] = removed });
        else session.Screen.Line(removed ? $"Forgot profile '{session.ProfileName}'." : $"There was no profile '{session.ProfileName}'.");
        return Task.FromResult(ExitCode.Fine);
    }
}
