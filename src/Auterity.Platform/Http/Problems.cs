using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Auterity.Platform.Http;

/// <summary>Answers that say what is wrong: problem+json with a stable <c>type</c> of <c>/problems/{code}</c>, explained in docs/problems.md.</summary>
public static class Problems
{
    /// <summary>Any problem: a stable code, and a sentence that names the thing and the way out.</summary>
    public static ProblemHttpResult Of(int status, string code, string title, string detail, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(Describe(status, code, title, detail, extensions));

    public static ProblemHttpResult NotFound(string noun, object id) =>
        Of(StatusCodes.Status404NotFound, "not-found", "Not found", $"There is no {noun} {id} in your tenant.");

    public static ProblemHttpResult BadRequest(string code, string detail) => Of(StatusCodes.Status400BadRequest, code, "Bad request", detail);

    public static ProblemHttpResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, "Conflict", detail);

    public static ProblemHttpResult Unprocessable(string code, string detail) => Of(StatusCodes.Status422UnprocessableEntity, code, "Cannot be processed", detail);

    /// <summary>The thing has changed since the caller read it.</summary>
    public static ProblemHttpResult Stale(string noun, int version) => Of(
        StatusCodes.Status412PreconditionFailed, "stale", "Changed meanwhile", $"This {noun} has changed: it is at version {version} now. Read it again and repeat your change.");

    /// <summary>Too much at once; <see cref="RetryAfterFilter"/> sets the header.</summary>
    public static ProblemHttpResult TooMany(string code, string title, string detail, int retryAfterSeconds) =>
        Of(StatusCodes.Status429TooManyRequests, code, title, detail, new Dictionary<string, object?> { [RetryAfterFilter.Field] = retryAfterSeconds });

    /// <summary>Every fault at once, by field.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> faults) => TypedResults.Problem(
        Describe(StatusCodes.Status400BadRequest, "invalid", "Invalid input", Sentence(faults), new Dictionary<string, object?> { ["errors"] = faults }));

    internal static ProblemHttpResult Unauthorized(string? reason) => Of(
        StatusCodes.Status401Unauthorized, "unauthorized", "Sign-in needed",
        $"{reason ?? "The request carries no credential."} Send a key as \"Authorization: Bearer <key>\" or \"X-Api-Key: <key>\".");

    internal static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", detail);

    internal static ProblemDetails Describe(int status, string code, string title, string detail, IDictionary<string, object?>? extensions = null)
    {
        var problem = new ProblemDetails { Status = status, Type = "/problems/" + code, Title = title, Detail = detail };
        if (extensions is not null)
            foreach (var (name, value) in extensions) problem.Extensions[name] = value;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
        return problem;
    }

    private static string Sentence(IDictionary<string, string[]> faults) =>
        faults.Count == 1 ? $"{faults.First().Key}: {faults.First().Value[0]}" : $"{faults.Count} fields are invalid; see errors.";
}
