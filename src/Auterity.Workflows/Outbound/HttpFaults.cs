using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>Turns an answer with an error status into the node's failure.</summary>
internal static class HttpFaults
{
    private const int BodyHead = 4096;

    /// <exception cref="NodeException"><c>http-status</c>, when the status is 400 or above.</exception>
    public static async Task ThrowIfFailedAsync(HttpCall call, HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status < 400) return;
        var head = Encoding.UTF8.GetString((await BoundedBody.HeadAsync(response.Content, BodyHead, cancellationToken)).Span);
        var answer = new HttpAnswer(status, response.ReasonPhrase ?? "", HttpAnswer.HeadersOf(response));
        var reason = ReasonIn(head);
        throw new NodeException(
            $"{call.Method} {HttpSender.Shown(call.Url)} answered {status} {answer.Reason}{(reason is null ? "" : $": {reason}")}".TrimEnd(),
            "http-status",
            retryable: status >= 500 || status is 408 or 425 or 429,
            JsonSerializer.SerializeToElement(new { status, statusText = answer.Reason, method = call.Method.Method, url = HttpSender.Shown(call.Url), body = head }, JsonDefaults.Options))
        {
            RetryAfter = answer.RetryAfter(now),
            OutcomeUnknown = status is 502 or 504 && !call.IsSafe, // a gateway lost the server's answer
        };
    }

    /// <summary>The sentence that most APIs put into their error bodies.</summary>
    private static string? ReasonIn(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, JsonDefaults.Document);
            return Find(document.RootElement, 2);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement json, int depth)
    {
        if (json.ValueKind == JsonValueKind.Array) return json.GetArrayLength() > 0 && depth > 0 ? Find(json[0], depth - 1) : null;
        if (json.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in new[] { "message", "error_description", "detail", "title", "error", "errors", "reason" })
        {
            if (!json.TryGetProperty(name, out var value)) continue;
            if (value.ValueKind == JsonValueKind.String) return value.GetString() is { Length: > 300 } text ? text[..300] : value.GetString();
            if (depth > 0 && Find(value, depth - 1) is { } found) return found;
        }

        return null;
    }
}
