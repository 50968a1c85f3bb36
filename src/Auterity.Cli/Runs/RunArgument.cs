using System.CommandLine;
using System.CommandLine.Parsing;

namespace Auterity.Cli.Runs;

/// <summary>The argument that names a run.</summary>
internal sealed class RunArgument : Argument<Guid>
{
    public RunArgument() : base("run")
    {
        Description = "Id of the run";
        CustomParser = result => Parse(result, result.Tokens[0].Value);
    }

    public static Guid Parse(ArgumentResult result, string text)
    {
        if (Guid.TryParse(text, out var id)) return id;
        result.AddError($"'{text}' is no id of a run; it looks like 0197a3c2-…. See them with: auterity runs list");
        return default;
    }
}
