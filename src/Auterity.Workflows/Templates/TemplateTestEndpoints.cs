using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Templates.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Templates;

/// <summary>Checks and tests of templates: nothing is stored, nothing outside is touched.</summary>
internal static class TemplateTestEndpoints
{
    public static void MapTemplateTests(this RouteGroupBuilder templates)
    {
        templates.MapPost("validate", Validate).RequireScope(Scopes.Read).WithName("ValidateTemplate").WithSummary("Everything that is wrong with a template, without saving it").TakesTemplate();
        templates.MapPost("test", TestDocument).WithName("TestTemplateDocument").WithSummary("Runs the tests of a template that is not saved").TakesTemplate();
        templates.MapPost("{id}/test", Test).WithName("TestTemplate").WithSummary("Runs the tests of a template");
    }

    private static Ok<ValidationView> Validate(GivenTemplate body, TemplateChecks checks)
    {
        var (template, faults) = TemplateChecks.Read(body.Document);
        return TypedResults.Ok(ValidationView.Of(template is null ? faults : [.. checks.FaultsOf(TemplateSource.WithoutCredentials(template)), .. faults]));
    }

    private static async Task<Results<Ok<TestReport>, ProblemHttpResult>> TestDocument(GivenTemplate body, TemplateTester tester, CancellationToken cancellationToken)
    {
        var (template, faults) = TemplateChecks.Read(body.Document);
        if (template is null) return TemplateProblems.Unreadable(faults);
        if (TemplateChecks.FaultsOfTemplate(template) is { Count: > 0 } wrong) return TemplateProblems.Invalid(wrong);
        return TypedResults.Ok(await tester.RunAsync(template, cancellationToken));
    }

    private static async Task<Results<Ok<TestReport>, ProblemHttpResult>> Test(
        string id, [Description("Number of a version; the newest without one")] int? version, TemplateStore store, TemplateTester tester, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } row) return TemplateProblems.NotFound(id);
        return await store.FindVersionAsync(row, version, cancellationToken) is { } found ? TypedResults.Ok(await tester.RunAsync(found.Document, cancellationToken)) : Problems.NotFound("version", version!);
    }

    /// <summary>A template to look at.</summary>
    internal sealed record GivenTemplate(
        [property: Description("The template: name, summary, category, parameters, definition, layout, tests"), Required] JsonElement Document);
}
