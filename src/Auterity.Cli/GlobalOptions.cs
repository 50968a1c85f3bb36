using System.CommandLine;

namespace Auterity.Cli;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Profile { get; } = new("--profile")
    {
        Description = "Which server and key to use, as stored by login (AUTERITY_PROFILE). Default: default", HelpName = "name", Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "JSON for programs instead of tables for people", Recursive = true };
}
