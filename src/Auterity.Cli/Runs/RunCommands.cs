using System.CommandLine;

namespace Auterity.Cli.Runs;

/// <summary><c>auterity runs …</c></summary>
internal static class RunCommands
{
    public static Command Create() => new("runs", "Runs: list, look inside, watch, change")
    {
        new ListRuns(),
        new ShowRun(),
        new ListSteps(),
        new WatchRun(),
        new ChangeRuns("cancel", "Stops runs: what is under way gets ten seconds, nothing new starts", "cancelled"),
        new ChangeRuns("retry", "Starts the failed steps of failed runs again; what succeeded stays", "going on"),
        new ChangeRuns("pause", "Holds runs: nothing starts, timers wait, signals are kept", "held"),
        new ChangeRuns("resume", "Lets paused runs go on", "going on"),
        new SignalRun(),
        new DecideStep(),
        new ForkRun(),
    };
}
