using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Until when the finished runs of one workflow are kept. Pure.</summary>
/// <param name="Before">Runs that finished before this may go; null keeps all.</param>
/// <param name="Most">Runs beyond this many, the oldest ones, may go; 0 sets no limit.</param>
internal readonly record struct RunExpiry(DateTimeOffset? Before, int Most)
{
    /// <summary>A run stays this long in any case: whoever waits for it, or for its parent, has looked by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public bool DeletesNothing => Before is null && Most == 0;

    public static RunExpiry Of(RetentionOptions options, Keep keep, bool failed, DateTimeOffset now)
    {
        if (keep == Keep.Nothing || (keep == Keep.Failures && !failed)) return new RunExpiry(now - Grace, 0);
        var days = failed ? options.FailedDays : options.SucceededDays;
        return new RunExpiry(days > 0 ? now - Max(TimeSpan.FromDays(days), Grace) : null, failed ? options.MaxFailed : options.MaxSucceeded);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
