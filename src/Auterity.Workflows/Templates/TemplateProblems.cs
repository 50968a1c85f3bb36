using Auterity.Platform.Http;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Workflows.Templates;

/// <summary>What can go wrong with templates, as answers.</summary>
internal static class TemplateProblems
{
    public static ProblemHttpResult NotFound(string id) => Problems.NotFound("template", id);

    /// <summary>It cannot be read as a template at all.</summary>
    public static ProblemHttpResult Unreadable(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status400BadRequest, "unreadable-template", "No template", $"This cannot be read as a template: {Told(faults)}", With(faults));

    /// <summary>It can be read, but makes no sense; or it is too large to be kept.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<DefinitionFault> faults) => faults.Any(fault => fault is { Code: "too-large", Field: null })
        ? Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", Told(faults), With(faults))
        : Problems.Of(StatusCodes.Status422UnprocessableEntity, "invalid-template", "Cannot be kept", $"The template has faults: {Told(faults)}", With(faults));

    /// <summary>The values do not fit the parameters.</summary>
    public static ProblemHttpResult CannotFill(IReadOnlyList<DefinitionFault> faults) =>
        Problems.Of(StatusCodes.Status422UnprocessableEntity, "invalid-parameters", "Cannot be filled in", $"The template cannot be filled in: {Told(faults)}", With(faults));

    public static ProblemHttpResult BuiltIn(TemplateRow row) =>
        Problems.Conflict("built-in", $"'{row.Name}' comes with the product and does not change. Create a template of your own from its document.");

    private static string Told(IReadOnlyList<DefinitionFault> faults)
    {
        var errors = faults.Where(fault => fault.IsError).ToList();
        var first = errors[0].NodeName is { } name ? $"'{name}': {errors[0].Message}" : errors[0].Field is { } field ? $"{field}: {errors[0].Message}" : errors[0].Message;
        return errors.Count == 1 ? first : $"{first} And {errors.Count - 1} more; see faults.";
    }

    private static Dictionary<string, object?> With(IReadOnlyList<DefinitionFault> faults) => new() { ["faults"] = faults };
}
