using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

/// <summary>What a run's status means for a reader and for a script.</summary>
internal static class RunStatusText
{
    public static bool IsOver(string? status) => status is "succeeded" or "failed" or "cancelled";

    public static ExitCode CodeOf(string? status) => status switch
    {
        "succeeded" => ExitCode.Fine,
        "failed" or "cancelled" => ExitCode.Failed,
        _ => ExitCode.StillWaiting,
    };

    /// <summary>The status behind "the run".</summary>
    public static string Sentence(string? status) => status switch
    {
        "needsDecision" => "needs a decision",
        "succeeded" or "failed" => $"has {status}",
        "cancelled" => "was cancelled",
        _ => $"is {status}",
    };

    public static TimeSpan? DurationOf(JsonElement run, DateTimeOffset now) =>
        run.Time("startedAt") is { } started ? (run.Time("finishedAt") ?? now) - started : null;

    /// <summary>A run's last word: how it ended or what it waits for, and what can be done.</summary>
    public static void Conclude(Screen screen, JsonElement run, DateTimeOffset now)
    {
        var id = run.Text("id");
        switch (run.Text("status"))
        {
            case "succeeded":
                screen.Line($"Run {id} succeeded in {TimeText.Of(DurationOf(run, now))}.");
                Output(screen, run);
                break;
            case "failed":
                screen.Line($"Run {id} failed after {TimeText.Of(DurationOf(run, now))}: {run.Read("error").Text("message")}");
                screen.Note($"Try its failed steps again with: auterity runs retry {id}");
                break;
            case "cancelled":
                screen.Line($"Run {id} was cancelled after {TimeText.Of(DurationOf(run, now))}.");
                break;
            case "paused":
                screen.Line($"Run {id} is paused.");
                screen.Note($"Let it go on with: auterity runs resume {id}");
                break;
            default:
                screen.Line($"Run {id} {Sentence(run.Text("status"))}{(run.Time("wakeAt") is { } wake ? $" until {TimeText.Of(wake)}" : "")}.");
                break;
        }

        Attention(screen, run);
    }

    /// <summary>Steps that wait for a person, with what to type.</summary>
    public static void Attention(Screen screen, JsonElement run)
    {
        foreach (var step in run.List("attention").GroupBy(entry => entry.Text("step")).Select(group => group.First()))
        {
            var why = step.Text("why") == "held" ? "is held" : "may have been done or not: nobody knows";
            screen.Line($"Step {step.Text("step")} '{step.Text("node")}' {why}{(step.Read("error").Text("message") is { } error ? $" ({error})" : "")}.");
            screen.Note($"Decide with: auterity runs decide {run.Text("id")} again --step {step.Text("step")}   (or done, or fail)");
        }
    }

    private static void Output(Screen screen, JsonElement run)
    {
        var items = run.List("output").ToList();
        if (items.Count == 0) return;
        foreach (var item in items.Take(10)) screen.Json(item);
        if (items.Count > 10) screen.Note($"… and {items.Count - 10} more items; see them with: auterity runs show {run.Text("id")} --json");
    }
}
