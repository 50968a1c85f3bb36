using System.CommandLine;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Health;

internal sealed class HealthCommand() : ServerCommand("health", "Shows whether the server and what it needs are well; exit code 1 if not. Needs no key")
{
    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var api = session.Anonymous;
        var health = await api.SendAsync(new ApiRequest(HttpMethod.Get, "health") { TakesAnyStatus = true }, cancellationToken);
        if (health.Text("status") is null) throw new Failure(ExitCode.Unreachable, $"{api.Url} answers, but not like an Auterity server. Is the address right?");
        if (session.Screen.IsJson)
        {
            session.Screen.Json(health);
        }
        else
        {
            session.Screen.Facts(("server", api.Url.ToString()), ("version", health.Text("version")));
            var table = new Listing().Column("").Column("").Column("latency", number: true).Column("", wraps: true);
            table.Row("server", Cell.Status(health.Text("status")), "", "");
            foreach (var part in health.Members("dependencies"))
                table.Row(part.Name, Cell.Status(part.Value.Text("status")), $"{part.Value.Text("latencyMs")} ms", part.Value.Text("detail"));
            table.Write(session.Screen, header: false);
        }

        return health.Text("status") == "unhealthy" ? ExitCode.Failed : ExitCode.Fine;
    }
}
