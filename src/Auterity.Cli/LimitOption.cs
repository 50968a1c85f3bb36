using System.CommandLine;

namespace Auterity.Cli;

/// <summary>How many rows of a list to show.</summary>
internal sealed class LimitOption : Option<int>
{
    public const int Default = 50;

    public LimitOption() : base("--limit", "-n")
    {
        Description = "Rows to show at most";
        HelpName = "rows";
        DefaultValueFactory = _ => Default;
        Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var rows) && rows is (< 1 or > 100_000)) result.AddError($"--limit is {rows}; it must be between 1 and 100000.");
        });
    }
}
