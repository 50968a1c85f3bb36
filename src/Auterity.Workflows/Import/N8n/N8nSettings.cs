using System.Text.Json;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Workflow settings of an export, as ours; what has no counterpart is noted.</summary>
internal static class N8nSettings
{
    public static WorkflowSettings Of(JsonElement root, List<string> notes)
    {
        var written = root.Member("settings") ?? N8nValues.EmptyObject;
        if (written.Member("executionOrder") is not { ValueKind: JsonValueKind.String } order || order.GetString() != "v1")
            notes.Add("The workflow used execution order v0 (breadth first); here branches run one after the other, each to its end.");

        return new WorkflowSettings
        {
            Flow = Flow.Sequential,
            ForgiveMissing = true,
            TimeZone = TimeZoneOf(written, notes),
            RunTimeoutSeconds = written.Member("executionTimeout") is { } timeout && N8nValues.Number(timeout) is > 0 and var seconds ? seconds : null,
            ErrorWorkflow = ErrorWorkflowOf(written, notes),
            Keep = KeepOf(written),
        };
    }

    private static string TimeZoneOf(JsonElement written, List<string> notes)
    {
        if (TextOf(written, "timezone") is not { } zone || zone == "DEFAULT") return "UTC";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return zone;
        notes.Add($"The time zone '{zone}' is not known here; UTC is used.");
        return "UTC";
    }

    private static Guid? ErrorWorkflowOf(JsonElement written, List<string> notes)
    {
        if (TextOf(written, "errorWorkflow") is not { } id || id == "DEFAULT") return null;
        if (Guid.TryParse(id, out var known)) return known;
        notes.Add($"The error workflow '{id}' is named by its old id: choose it again in the settings.");
        return null;
    }

    private static Keep KeepOf(JsonElement written)
    {
        var success = TextOf(written, "saveDataSuccessExecution") != "none";
        var failure = TextOf(written, "saveDataErrorExecution") != "none";
        return success ? Keep.Everything : failure ? Keep.Failures : Keep.Nothing;
    }

    private static string? TextOf(JsonElement written, string member) =>
        written.Member(member) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;
}
