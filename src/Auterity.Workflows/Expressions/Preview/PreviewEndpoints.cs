using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Expressions.Preview;

/// <summary>What a template makes of given data, under <c>/api/expressions</c>: for editors, while somebody writes.</summary>
internal static class PreviewEndpoints
{
    private const int LongestTemplate = 100_000;

    public static void MapPreview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/expressions/evaluate", Evaluate).WithTags("Expressions").RequireScope(Scopes.Write)
            .WithName("EvaluateExpression").WithSummary("What a template makes of the data that is sent along; nothing is started or kept");

    /// <summary>Away from the request's thread: a script may take its whole second.</summary>
    private static async Task<Ok<EvaluationView>> Evaluate(EvaluateExpression body, CurrentTenant tenant, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await Task.Run(() => Preview(body, tenant.Id, time.GetUtcNow(), cancellationToken), cancellationToken));

    private static EvaluationView Preview(EvaluateExpression body, Guid tenantId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var scope = new PreviewScope(body, tenantId, now);
            return new EvaluationView(CompiledTemplate.Compile(body.Template, "").Evaluate(new ExpressionSession(body.ForgiveMissing ? ExpressionOptions.Forgiving : null), scope, cancellationToken));
        }
        catch (ExpressionException e)
        {
            return new EvaluationView(null, new EvaluationError(e.Message, e.Code, e.Position));
        }
    }

    /// <summary>A template and what it may read.</summary>
    internal sealed record EvaluateExpression(
        [property: Description("The parameter's text; a template begins with ="), Required(AllowEmptyStrings = true), MaxLength(LongestTemplate)] string Template,
        [property: Description("The item, as $json")] JsonElement? Json = null,
        [property: Description("Items of other nodes by name; each as { json } or as it is")] IReadOnlyDictionary<string, JsonElement[]>? Nodes = null,
        [property: Description("Index of the item, as $itemIndex"), Range(0, int.MaxValue)] int Index = 0,
        [property: Description("IANA time zone; UTC when left out")] string? TimeZone = null,
        [property: Description("Whether a property of a missing value is nothing instead of an error, as in imported workflows")] bool ForgiveMissing = false);

    /// <summary>The value, or what is wrong.</summary>
    internal sealed record EvaluationView(JsonElement? Value, EvaluationError? Error = null);

    /// <param name="Position">Offset in the template, from 0.</param>
    internal sealed record EvaluationError(string Message, string Code, int? Position);
}
