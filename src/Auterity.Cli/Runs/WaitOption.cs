using System.CommandLine;
using System.Globalization;

namespace Auterity.Cli.Runs;

/// <summary>How long to wait for the end of a run.</summary>
internal sealed class WaitOption : Option<TimeSpan?>
{
    public WaitOption() : base("--wait")
    {
        Description = "Wait at most this many seconds for the end; exit code 7 when it is not over by then";
        HelpName = "seconds";
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 10_000_000) return TimeSpan.FromSeconds(seconds);
            result.AddError($"--wait is '{result.Tokens[0].Value}'; it is a number of seconds.");
            return null;
        };
    }
}
