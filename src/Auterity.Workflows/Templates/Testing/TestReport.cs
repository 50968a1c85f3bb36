using System.ComponentModel;
using System.Text.Json;

namespace Auterity.Workflows.Templates.Testing;

/// <summary>How the tests of a template went.</summary>
/// <param name="Passed">Whether all of them did.</param>
/// <param name="Results">One a test, in their order.</param>
internal sealed record TestReport(bool Passed, IReadOnlyList<TestResult> Results);

/// <summary>How one test went.</summary>
internal sealed record TestResult(
    [property: Description("Name of the test")] string Name,
    [property: Description("Whether the run ended as told")] bool Passed,
    [property: Description("How long it took")] long Milliseconds,
    [property: Description("Where the run differs from what was told; at most 50")] IReadOnlyList<TestDifference> Differences,
    [property: Description("What kept the run from being looked at, or why it failed")] string? Message = null);

/// <summary>A difference. What is not there at all is left out.</summary>
internal sealed record TestDifference(
    [property: Description("Where: status, output[0].total, nodes[\"Send mail\"][0].to")] string Path,
    [property: Description("What was told")] JsonElement? Expected,
    [property: Description("What came")] JsonElement? Got);
