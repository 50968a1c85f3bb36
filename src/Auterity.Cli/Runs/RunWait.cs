using System.Globalization;
using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Runs;

/// <summary>Waits for the end of a run, across restarts of the server.</summary>
internal static class RunWait
{
    /// <summary>How long one request waits; the server allows 300.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<ExitCode> WaitAsync(Session session, JsonElement started, TimeSpan limit, CancellationToken cancellationToken)
    {
        JsonElement run;
        try
        {
            run = await EndAsync(session, started, limit, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            session.Screen.Note($"Stopped waiting; the run goes on. Look at it with: auterity runs watch {started.Text("id")}");
            return ExitCode.Interrupted;
        }

        if (session.Screen.IsJson) session.Screen.Json(run);
        else RunStatusText.Conclude(session.Screen, run, session.Time.GetUtcNow());
        return RunStatusText.CodeOf(run.Text("status"));
    }

    /// <summary>The run when it is over or the time is up.</summary>
    private static async Task<JsonElement> EndAsync(Session session, JsonElement run, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = session.Time.GetTimestamp();
        var told = false;
        while (true)
        {
            var left = limit - session.Time.GetElapsedTime(began);
            var slice = left < TimeSpan.Zero ? TimeSpan.Zero : left < Slice ? left : Slice;
            try
            {
                run = await session.Api.SendAsync(
                    new ApiRequest(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"api/runs/{run.Id()}?wait={slice.TotalSeconds:0.###}")) { Waits = slice }, cancellationToken);
                if (RunStatusText.IsOver(run.Text("status")) || left <= slice) return run;
            }
            catch (Failure lost) when (lost.Code == ExitCode.Unreachable && left > TimeSpan.Zero)
            {
                if (!told) session.Screen.Note("The server does not answer; the run is safe there. Waiting for it …");
                told = true;
                await Task.Delay(left < Pause ? left : Pause, session.Time, cancellationToken);
            }
        }
    }
}
