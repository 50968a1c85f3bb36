using System.Text.Json;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Settings of the workflow, its format and the schema of its input.</summary>
internal static class SettingsChecks
{
    private const double LongestRun = 10 * 366 * 86_400d;

    public static IEnumerable<DefinitionFault> Check(WorkflowDefinition definition)
    {
        var settings = definition.Settings;
        if (definition.Format != 1)
            yield return DefinitionFault.Error("format", "unknown-format", $"Format {definition.Format} is unknown here; write 1.");
        if (definition.Inputs is { ValueKind: not JsonValueKind.Object })
            yield return DefinitionFault.Error("inputs", "invalid-schema", "The schema of the input is no object. Leave it out to accept anything.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
            yield return DefinitionFault.Error("settings.timeZone", "unknown-time-zone", $"There is no time zone '{settings.TimeZone}'. Use a name such as Europe/Berlin.");
        if (settings.RunTimeoutSeconds is <= 0 or > LongestRun)
            yield return OutOfRange("settings.runTimeoutSeconds", "more than 0 seconds and at most ten years; leave it out for no limit");
        if (settings.AnswerTimeoutSeconds is <= 0 or > 300)
            yield return OutOfRange("settings.answerTimeoutSeconds", "more than 0 and at most 300 seconds");
        if (settings.MaxActivations is < 1 or > 10_000_000)
            yield return OutOfRange("settings.maxActivations", "1 to 10,000,000");
        if (settings.MaxPasses is < 1 or > 10_000_000)
            yield return OutOfRange("settings.maxPasses", "1 to 10,000,000");
    }

    private static DefinitionFault OutOfRange(string field, string range) => DefinitionFault.Error(field, "out-of-range", $"The value is out of range; it is {range}.");
}
