using System.Net;
using System.Text.Json;

namespace Auterity.Cli.Api;

/// <summary>What the server objects to (problem+json, docs/problems.md), with every fault it names.</summary>
internal static class ApiProblem
{
    private const int MostFaults = 50;

    public static Failure Of(HttpStatusCode status, JsonElement problem)
    {
        var code = problem.Text("type")?.Split('/')[^1];
        var message = problem.Text("detail") ?? problem.Text("title") ?? $"The server answered {(int)status}.";
        if (status == HttpStatusCode.Unauthorized) message += " Sign in again with: auterity login";
        var details = DetailsOf(problem).ToList();
        if ((int)status >= 500 && problem.Text("traceId") is { } trace) details.Add($"traceId {trace}");
        if (details.Count > MostFaults) details = [.. details.Take(MostFaults), $"… and {details.Count - MostFaults} more"];
        return new Failure(CodeOf(status, code), message, details, problem) { ProblemCode = code };
    }

    public static Failure NotOurs(HttpStatusCode status, string? contentType, Uri url) =>
        new((int)status >= 500 ? ExitCode.ServerFault : ExitCode.Unreachable, $"{url} answered {(int)status} ({contentType ?? "no content"}), not like an Auterity server. Is the address right?");

    public static Failure Unreachable(Uri url, Exception e)
    {
        var cause = e;
        while (cause.InnerException is { } inner) cause = inner;
        return new Failure(ExitCode.Unreachable, $"No server answers at {url}: {cause.Message.TrimEnd('.')}. Is it running? ./run starts one; auterity login changes the address.");
    }

    private static ExitCode CodeOf(HttpStatusCode status, string? code) => (int)status switch
    {
        _ when code is "invalid-definition" or "unreadable-definition" or "import-failed" or "invalid-template" or "unreadable-template" => ExitCode.Failed,
        401 or 403 => ExitCode.NotAllowed,
        404 => ExitCode.NotFound,
        409 or 412 => ExitCode.Conflict,
        408 or 429 => ExitCode.ServerFault,
        >= 400 and < 500 => ExitCode.Usage,
        _ => ExitCode.ServerFault,
    };

    private static IEnumerable<string> DetailsOf(JsonElement problem)
    {
        foreach (var fault in problem.List("faults")) yield return FaultLine.Of(fault);
        foreach (var field in problem.Members("errors"))
            foreach (var message in field.Value.EnumerateArray())
                yield return $"{field.Name}: {message.GetString()}";
    }
}
