using Auterity.Platform.Http;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Workflows.Definitions;

/// <summary>What can go wrong with workflows, as answers.</summary>
internal static class DefinitionProblems
{
    public static ProblemHttpResult NotFound(Guid id) => Problems.NotFound("workflow", id);

    /// <summary>It cannot be read as a definition at all.</summary>
    public static ProblemHttpResult Unreadable(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status400BadRequest, "unreadable-definition", "No definition", $"This cannot be read as a definition: {Told(faults)} Its form is at /api/schemas/workflow.", With(faults));

    /// <summary>It can be saved, but not published.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status422UnprocessableEntity, "invalid-definition", "Cannot be published", $"The workflow cannot be published: {Told(faults)}", With(faults));

    /// <summary>Not even a test run can make sense of it.</summary>
    public static ProblemHttpResult CannotRun(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status422UnprocessableEntity, "invalid-definition", "Cannot be run", $"The draft cannot be run: {Told(faults)}", With(faults));

    public static ProblemHttpResult HooksTaken(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status409Conflict, "hook-taken", "Address taken", Told(faults), With(faults));

    public static ProblemHttpResult Archived(WorkflowRow row) =>
        Problems.Conflict("archived", $"'{row.Name}' is archived. Unarchive it first.");

    /// <summary>Null when the definition is small enough to be kept.</summary>
    public static ProblemHttpResult? TooLarge(WorkflowDefinition definition) =>
        SizeChecks.Check(definition, DefinitionJson.Write(definition).Length).ToList() is { Count: > 0 } faults
            ? Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", Told(faults), With(faults)) : null;

    private static string Told(IReadOnlyList<DefinitionFault> faults)
    {
        var errors = faults.Where(fault => fault.IsError).ToList();
        var first = errors[0].NodeName is { } name ? $"'{name}': {errors[0].Message}" : errors[0].Message;
        return errors.Count == 1 ? first : $"{first} And {errors.Count - 1} more; see faults.";
    }

    private static Dictionary<string, object?> With(IReadOnlyList<DefinitionFault> faults) => new() { ["faults"] = faults };
}
