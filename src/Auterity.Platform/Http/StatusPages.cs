using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Http;

/// <summary>Gives a body to answers that have only a status: unknown paths, wrong methods.</summary>
internal static class StatusPages
{
    public static Task Write(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var status = http.Response.StatusCode;
        var (code, title, detail) = status switch
        {
            StatusCodes.Status404NotFound => ("not-found", "Not found", $"There is nothing at {http.Request.Path}. /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "Wrong method", $"{http.Request.Path} does not answer {http.Request.Method}; it answers {http.Response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "Wrong content type", "The endpoint does not take this content type. Send application/json."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", "Too large", "The body is larger than this endpoint accepts."),
            _ => ($"status-{status}", "Not done", $"The request was answered with status {status}."),
        };
        return Problems.Of(status, code, title, detail).ExecuteAsync(http);
    }
}
