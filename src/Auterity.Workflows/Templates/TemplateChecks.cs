using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>Everything that is wrong with a template, and with the workflow it becomes. No clock, no I/O.</summary>
/// <remarks><code>read ─ texts ─ parameters ─ placeholders ─ tests ─ filled with samples ─ the workflow's own checks</code></remarks>
internal sealed class TemplateChecks(DefinitionChecks checks)
{
    /// <summary>Reads a document somebody wrote.</summary>
    /// <returns>Null when it cannot be read; and every fault of its shape.</returns>
    public static (TemplateDocument? Template, IReadOnlyList<DefinitionFault> Faults) Read(JsonElement json) => DefinitionReader.ReadAs<TemplateDocument>(json, "template");

    /// <summary>What keeps it from being kept: without it there is nothing to fill or to test.</summary>
    public static IReadOnlyList<DefinitionFault> FaultsOfTemplate(TemplateDocument template)
    {
        var sample = TemplateFill.Sample(template);
        IEnumerable<DefinitionFault> ofSample = sample.Definition is { } filled
            ? [.. DefinitionReader.Read(filled).Faults.Where(fault => fault.IsError).Select(InDefinition), .. TestChecks.Check(template, filled)]
            : sample.Faults;
        return [.. TextFaults(template), .. DefaultFaults(template), .. ofSample];
    }

    /// <summary>Everything: what keeps it from being kept, and what the workflow lacks before it can be published.</summary>
    public IReadOnlyList<DefinitionFault> FaultsOf(TemplateDocument template)
    {
        IEnumerable<DefinitionFault> faults = [.. FaultsOfTemplate(template), .. UnusedParameters(template), .. FaultsOfWorkflow(template)];
        return [.. faults.OrderBy(fault => fault.Severity)];
    }

    private IEnumerable<DefinitionFault> FaultsOfWorkflow(TemplateDocument template)
    {
        if (TemplateFill.Sample(template).Definition is not { } filled) return [];
        var read = DefinitionReader.Read(filled);
        return [.. read.Faults.Where(fault => !fault.IsError).Select(InDefinition), .. read.Definition is { } definition ? checks.FaultsOf(definition).Select(InDefinition) : []];
    }

    private static DefinitionFault InDefinition(DefinitionFault fault) => fault.NodeId is null ? fault with { Field = fault.Field is null ? "definition" : $"definition.{fault.Field}" } : fault;

    private static IEnumerable<DefinitionFault> TextFaults(TemplateDocument template)
    {
        (string Field, string? Text, int Longest, bool Needed)[] texts =
        [
            ("name", template.Name, TemplateLimits.LongestName, true), ("summary", template.Summary, TemplateLimits.LongestSummary, false), ("category", template.Category, TemplateLimits.LongestCategory, true),
            ("icon", template.Icon, TemplateLimits.LongestCategory, true), ("description", template.Description, TemplateLimits.LongestDescription, false),
        ];
        foreach (var (field, text, longest, needed) in texts)
        {
            if (needed && string.IsNullOrWhiteSpace(text)) yield return DefinitionFault.Error(field, "missing-field", $"The field '{field}' is empty.");
            if (text?.Length > longest) yield return DefinitionFault.Error(field, "too-large", $"The field '{field}' has {text.Length:N0} characters; the most is {longest:N0}.");
        }

        var size = JsonSerializer.SerializeToUtf8Bytes(template, JsonDefaults.Options).Length;
        if (size > TemplateLimits.MostBytes) yield return DefinitionFault.Error(null, "too-large", $"The template has {size:N0} bytes; the most is {TemplateLimits.MostBytes:N0}.");
    }

    private static IEnumerable<DefinitionFault> DefaultFaults(TemplateDocument template) =>
        TemplateParameter.Read(template.Parameters) is { Faults.Count: 0 } parameters
            ? parameters.All.Where(parameter => parameter.Default is not null)
                .SelectMany(parameter => ParameterValues.FaultsOf(parameter, parameter.Default!.Value).Select(fault => fault with { Field = $"parameters.properties.{parameter.Name}.default" }))
            : [];

    private static IEnumerable<DefinitionFault> UnusedParameters(TemplateDocument template)
    {
        var used = TemplateFill.NamesIn(template.Definition);
        return TemplateParameter.Read(template.Parameters).All.Where(parameter => !used.Contains(parameter.Name))
            .Select(parameter => DefinitionFault.Warning($"parameters.properties.{parameter.Name}", "unused-parameter", $"No text of the definition has '%{{{parameter.Name}}}'."));
    }
}
