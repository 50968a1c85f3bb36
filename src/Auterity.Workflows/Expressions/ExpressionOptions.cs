namespace Auterity.Workflows.Expressions;

/// <summary>What one evaluation may use before it is stopped.</summary>
internal sealed record ScriptLimits
{
    /// <summary>Wall-clock time of one evaluation. Default: 1 second.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes one evaluation may allocate in total. Default: 128 MiB.</summary>
    public long Memory { get; init; } = 128L << 20;

    /// <summary>Statements one evaluation may execute. Default: 20 million.</summary>
    public long Statements { get; init; } = 20_000_000;

    /// <summary>Depth of function calls. Default: 512.</summary>
    public int Recursion { get; init; } = 512;

    /// <summary>Characters of one string. Default: 20 million.</summary>
    public int StringLength { get; init; } = 20_000_000;

    /// <summary>Elements of one array. Default: 4 million.</summary>
    public uint ArrayLength { get; init; } = 4_000_000;

    /// <summary>Time of one regular expression match. Default: 500 milliseconds.</summary>
    public TimeSpan Regex { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Limits of a template's expressions.</summary>
    public static ScriptLimits Expression { get; } = new();

    /// <summary>Limits of a code node: 10 seconds, 1 GiB.</summary>
    public static ScriptLimits Code { get; } = new()
    {
        Time = TimeSpan.FromSeconds(10),
        Memory = 1L << 30,
        Statements = 500_000_000,
        StringLength = 64_000_000,
        Regex = TimeSpan.FromSeconds(2),
    };
}

/// <summary>Settings of the expression language.</summary>
internal sealed class ExpressionOptions
{
    public static ExpressionOptions Default { get; } = new();

    /// <summary>The defaults for workflows that take missing values lightly.</summary>
    public static ExpressionOptions Forgiving { get; } = new() { ForgiveMissing = true };

    /// <summary>Limits of one template expression. Default: <see cref="ScriptLimits.Expression"/>.</summary>
    public ScriptLimits Expression { get; init; } = ScriptLimits.Expression;

    /// <summary>An expression that reads a property of a missing value is undefined instead of failing, as imported workflows expect. Default: false.</summary>
    public bool ForgiveMissing { get; init; }
}
