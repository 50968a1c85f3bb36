using System.Globalization;

namespace Auterity.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>Cases to run, by the beginning of their names; empty runs all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Length of each load in seconds. Default: 5.</summary>
    public double Seconds { get; init; } = 5;

    /// <summary>Finished runs already in the database. Default: 20,000.</summary>
    public int History { get; init; } = 20_000;

    /// <summary>Runs that sleep while the server is killed. Default: 100,000.</summary>
    public int Sleeping { get; init; } = 100_000;

    /// <summary>Calls a second of the open loop. Default: 500.</summary>
    public int Rate { get; init; } = 500;

    /// <summary>PostgreSQL server to measure as well; null measures SQLite alone. Source: <c>AUTERITY_BENCH_POSTGRES</c>.</summary>
    public string? Postgres { get; init; }

    /// <summary>Folder for databases. Default: artifacts/bench.</summary>
    public string Data { get; init; } = "artifacts/bench";

    /// <summary>Part of the name of the workflows to load; null loads all.</summary>
    public string? Only { get; init; }

    public bool Json { get; init; }

    /// <summary>Everything once and small, to see that it works; the figures mean nothing.</summary>
    public bool Smoke { get; init; }

    /// <summary>Runs under way in the closed loops from inside: as many as one commit takes.</summary>
    public int Callers => Smoke ? 16 : 2_048;

    public bool Wants(string name) => Names.Count == 0 || Names.Any(wanted => name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase));

    public bool Wants(Flow flow) => Only is null || flow.Name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    public TimeSpan Length => TimeSpan.FromSeconds(Seconds);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(Smoke ? 0.1 : Math.Min(3, Seconds));

    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions { Postgres = Environment.GetEnvironmentVariable("AUTERITY_BENCH_POSTGRES") is { Length: > 0 } server ? server : null };
        for (var i = 0; i < args.Count; i++)
        {
            string Value() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} takes a value.");
            int Number() => int.Parse(Value(), CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = Math.Clamp(double.Parse(Value(), CultureInfo.InvariantCulture), 0.1, 120) },
                "--history" => options with { History = Math.Clamp(Number(), 0, 5_000_000) },
                "--sleeping" => options with { Sleeping = Math.Clamp(Number(), 10, 1_000_000) },
                "--rate" => options with { Rate = Math.Clamp(Number(), 1, 20_000) },
                "--data" => options with { Data = Value() },
                "--only" => options with { Only = Value() },
                "--json" => options with { Json = true },
                "--smoke" => options with { Smoke = true, Seconds = 0.3, History = 200, Sleeping = 100, Rate = 50 },
                ['-', ..] => throw new ArgumentException($"There is no option {args[i]}."),
                var name => options with { Names = [.. options.Names, name] },
            };
        }

        return options;
    }
}
