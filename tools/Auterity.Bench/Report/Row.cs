namespace Auterity.Bench.Report;

/// <summary>One line of the table.</summary>
/// <param name="Case">What was measured.</param>
/// <param name="Database">sqlite, postgres, or nothing.</param>
/// <param name="Value">The figure itself.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Row(string Case, string Database, double Value, string Unit)
{
    /// <summary>Steps a second, for loads.</summary>
    public double? Steps { get; init; }

    /// <summary>Median latency, ms.</summary>
    public double? P50 { get; init; }

    /// <summary>99th percentile of the latency, ms.</summary>
    public double? P99 { get; init; }

    /// <summary>Commits of the journal for each run.</summary>
    public double? CommitsPerRun { get; init; }

    /// <summary>Runs a second the same database takes as bare rows in groups of the same size.</summary>
    public double? Limit { get; init; }

    /// <summary>The figure as a share of the limit.</summary>
    public double? Ratio => Limit is > 0 and var limit ? Value / limit : null;

    /// <summary>Processor time a run, µs: says more than the figure where others use the machine too. Inside, that of the callers is in it.</summary>
    public double? CpuMicros { get; init; }

    /// <summary>Share of the time that the garbage collector stood in the way, per cent.</summary>
    public double? GcShare { get; init; }

    /// <summary>Highest memory of the process, MB.</summary>
    public double? MemoryMb { get; init; }

    /// <summary>Largest log of the database, MB.</summary>
    public double? WalMb { get; init; }

    /// <summary>What the figure should be; null for a figure without a target.</summary>
    public Target? Target { get; init; }
}

/// <summary>A bound that a figure is held against.</summary>
internal sealed record Target(double Bound, bool AtLeast)
{
    public static Target Least(double bound) => new(bound, true);

    public static Target Most(double bound) => new(bound, false);

    public bool IsMet(double value) => AtLeast ? value >= Bound : value <= Bound;
}
