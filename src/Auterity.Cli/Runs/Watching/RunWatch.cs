using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs.Watching;

/// <summary>Shows a run live until it is over, the time is up, or somebody presses Ctrl+C; the run itself is never touched.</summary>
internal static class RunWatch
{
    public static async Task<ExitCode> WatchAsync(Session session, Guid runId, TimeSpan? limit, CancellationToken cancellationToken)
    {
        using var timer = limit is { } most ? new CancellationTokenSource(most, session.Time) : new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var board = new StepBoard();
        try
        {
            await ViewFor(session).ShowAsync(new RunFeed(session.Api, runId, session.Time).ReadAsync(linked.Token), board, linked.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Screen.Note($"Stopped watching; the run goes on. Watch it again with: auterity runs watch {runId}");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException)
        {
            session.Screen.Note("The time to wait is over.");
        }

        return Conclude(session, await session.Api.GetAsync($"api/runs/{runId}", cancellationToken));
    }

    private static ExitCode Conclude(Session session, JsonElement run)
    {
        if (session.Screen.IsJson) session.Screen.JsonLine(new JsonObject { ["event"] = "run", ["run"] = run.Node() });
        else RunStatusText.Conclude(session.Screen, run, session.Time.GetUtcNow());
        return RunStatusText.CodeOf(run.Text("status"));
    }

    private static IWatchView ViewFor(Session session) =>
        session.Screen.IsJson ? new JsonView(session.Screen)
        : Screen.IsTerminal && Screen.MayAnimate ? new LiveView(session.Screen, session.Time)
        : new LineView(session.Screen, session.Time);
}
