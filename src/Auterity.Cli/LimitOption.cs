using System.CommandLine;

namespace Auterity.Cli;

/// <summary>How many rows of a list to show.</summary>
internal sealed class LimitOption() : CountOption("--limit", "-n", "Rows to show at most", "rows", usual: 50, most: 100_000);

/// <summary>A whole number from 1 on.</summary>
internal class CountOption : Option<int>
{
    public CountOption(string name, string alias, string description, string helpName, int usual, int most) : base(name, alias)
    {
        Description = description;
        HelpName = helpName;
        DefaultValueFactory = _ => usual;
        Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && (count < 1 || count > most)) result.AddError($"{name} is {count}; it must be between 1 and {most}.");
        });
    }
}
