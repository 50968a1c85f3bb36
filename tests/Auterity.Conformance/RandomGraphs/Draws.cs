using System.Globalization;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>Which random graphs are drawn. The same seed draws the same graphs.</summary>
internal static class Draws
{
    /// <summary>First seed. Source: environment variable <c>CONFORMANCE_SEED</c>. Default: 1.</summary>
    public static int Seed { get; } = Number("CONFORMANCE_SEED", 1);

    /// <summary>How many graphs. Source: environment variable <c>CONFORMANCE_GRAPHS</c>. Default: 2,100.</summary>
    public static int Graphs { get; } = Number("CONFORMANCE_GRAPHS", 2_100);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
