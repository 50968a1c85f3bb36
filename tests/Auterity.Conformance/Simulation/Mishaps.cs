namespace Auterity.Conformance.Simulation;

/// <summary>What goes wrong in a simulated run; nothing unless said.</summary>
internal sealed record Mishaps
{
    public static Mishaps None { get; } = new();

    /// <summary>Commits, from 1, before which the process dies: what they hold is lost.</summary>
    public IReadOnlyList<int> DiesBefore { get; init; } = [];

    /// <summary>Commits, from 1, after which the process dies: what they hold is on disk, and nobody was told.</summary>
    public IReadOnlyList<int> DiesAfter { get; init; } = [];

    /// <summary>Effects, from 1 in the order they end, after which the process dies before it hears of them.</summary>
    public IReadOnlyList<int> DiesAfterEffect { get; init; } = [];

    /// <summary>What the database does with a commit, by its number from 1.</summary>
    public Func<int, CommitFate> FateOf { get; init; } = static _ => CommitFate.Done;

    public override string ToString() =>
        string.Join(", ", new[] { Text("dies before commit", DiesBefore), Text("dies after commit", DiesAfter), Text("dies after effect", DiesAfterEffect) }.Where(text => text.Length > 0));

    private static string Text(string what, IReadOnlyList<int> when) => when.Count == 0 ? "" : $"{what} {string.Join(" and ", when)}";
}

/// <summary>What becomes of a commit.</summary>
internal enum CommitFate
{
    Done,

    /// <summary>It takes a while.</summary>
    Delayed,

    /// <summary>Nothing is written; it is tried again.</summary>
    Failed,

    /// <summary>It is written, but reported as failed; the same bytes are sent again.</summary>
    SaidFailed,
}
