using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Platform.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Auterity.Platform.Http;

/// <summary>The one place where an exception becomes an answer. What the caller can mend is 4xx; the rest is a 500 that says nothing of the inside.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Explain(exception, httpContext.Request);
        if (problem is null) Unexpected(exception, httpContext.Request.Method, httpContext.Request.Path);
        await (problem ?? Unknown()).ExecuteAsync(httpContext);
        return true;
    }

    private static ProblemHttpResult? Explain(Exception exception, HttpRequest request) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Json(json),
        BadHttpRequestException { InnerException: InvalidTextException text } => Problems.BadRequest("invalid-text", text.Message),
        BadHttpRequestException bad => Bad(bad),
        JsonException json => Json(json),
        InvalidTextException text => Problems.BadRequest("invalid-text", text.Message),
        InvalidOperationException when UnknownCharset(request) is { } charset => Problems.Of(
            StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Wrong content type", $"Nobody here knows the charset '{charset}'. Send application/json in UTF-8."),
        DbUpdateConcurrencyException => Problems.Of(
            StatusCodes.Status412PreconditionFailed, "stale", "Changed meanwhile", "Somebody else changed this at the same moment. Read it again and repeat your change."),
        _ => null,
    };

    private static ProblemHttpResult Bad(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problems.Of(
            bad.StatusCode, "too-large", "Too large", "The body is larger than this endpoint accepts. Send less, or upload files to /api/blobs and refer to them."),
        StatusCodes.Status415UnsupportedMediaType => Problems.Of(
            bad.StatusCode, "unsupported-media-type", "Wrong content type", "The endpoint does not take this content type. Send application/json."),
        StatusCodes.Status408RequestTimeout => Problems.Of(bad.StatusCode, "timeout", "Too slow", "The body arrived too slowly."),
        _ => Problems.Of(bad.StatusCode, "bad-request", "Bad request", Words(bad.Message)),
    };

    /// <summary>The framework's own messages tell of parameters and types, which callers do not know.</summary>
    private static string Words(string message)
    {
        if (message.StartsWith("Implicit body inferred", StringComparison.Ordinal)) return "The request has no body. Send a JSON object.";
        return Unbound().Match(message) is { Success: true } match
            ? $"'{match.Groups["value"]}' is no value for {JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value)}: it takes {Kind(match.Groups["type"].Value)}."
            : message;
    }

    private static string Kind(string type) => type switch
    {
        "int" or "long" => "a whole number",
        "double" or "decimal" => "a number",
        "bool" => "true or false",
        "Guid" => "an id",
        "DateTimeOffset" or "DateTime" => "a time such as 2026-01-31T08:00:00Z",
        _ => "another kind of value",
    };

    private static string? UnknownCharset(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type is { Charset: { HasValue: true } charset, Encoding: null } ? charset.ToString() : null;

    [GeneratedRegex("^Failed to bind parameter \"(?:Nullable<)?(?<type>[^ >]+)>? (?<name>[^\"]+)\" from \"(?<value>.*)\"\\.$", RegexOptions.Singleline)]
    private static partial Regex Unbound();

    /// <summary>Names the place, and nothing of our own types, which the serializer's message would.</summary>
    private static ProblemHttpResult Json(JsonException json)
    {
        if (json.InnerException is InvalidTextException text) return Problems.BadRequest("invalid-text", text.Message);
        var place = json is { LineNumber: { } line, BytePositionInLine: { } position } ? $" at line {line + 1}, byte {position + 1}" : "";
        var field = json.Path is { Length: > 1 } path ? $" ({path})" : "";
        return Problems.BadRequest("invalid-json", $"The body is not the JSON this endpoint takes{place}{field}. {Reason(json.Message)}".TrimEnd());
    }

    private static string Reason(string message)
    {
        if (message.Contains("Auterity.", StringComparison.Ordinal) || message.Contains("System.", StringComparison.Ordinal))
            return "The value there has the wrong type, or a required field is missing.";
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static ProblemHttpResult Unknown() => Problems.Of(
        StatusCodes.Status500InternalServerError, "internal-error", "Our fault",
        $"Something failed on our side. Try again; if it stays, give an administrator the trace id {Activity.Current?.TraceId}.");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void Unexpected(Exception exception, string method, string path);
}
