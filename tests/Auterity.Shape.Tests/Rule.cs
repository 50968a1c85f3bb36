using Xunit;

namespace Auterity.Shape.Tests;

internal static class Rule
{
    /// <summary>Holds when nothing breaks it; else says all that does.</summary>
    public static void Holds(IEnumerable<string> broken)
    {
        var all = broken.Distinct().ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} break this rule:\n{string.Join('\n', all)}");
    }
}
