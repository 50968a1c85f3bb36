using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Runs;

/// <summary>The text of enums as the database keeps it, without a conversion on the hot path.</summary>
internal static class RunNames
{
    private static readonly string[] Statuses = Enum.GetNames<RunStatus>();
    private static readonly string[] Modes = Enum.GetNames<RunMode>();

    public static string Of(RunStatus status) => Statuses[(int)status];

    public static string Of(RunMode mode) => Modes[(int)mode];
}
