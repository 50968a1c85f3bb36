using Auterity.Platform.Http;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Execution.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Workflows.Runs;

/// <summary>What keeps a run from being started, as answers.</summary>
internal static class RunProblems
{
    public static ProblemHttpResult NoNode(string named) => Problems.BadRequest("node", $"The workflow has no node '{named}'.");

    public static ProblemHttpResult InputTooLarge(int bytes) => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"The input has {bytes:N0} bytes; the most is {Limits.MaxItemBytes:N0}. Upload files to /api/blobs and refer to them.");

    public static ProblemHttpResult NoCredentials(IReadOnlyList<DefinitionFault> faults) => Problems.Of(
        StatusCodes.Status409Conflict, "credentials", "Credentials are missing", $"{faults[0].NodeName}: {faults[0].Message}", new Dictionary<string, object?> { ["faults"] = faults });

    /// <summary>The process that had the run's shard has just stopped.</summary>
    public static ProblemHttpResult Moving(string detail) => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "shard-moving", "The run's place is moving to another process", detail, new Dictionary<string, object?> { ["retryAfter"] = 1 });

    /// <summary>Nothing was started, and nothing that was accepted is lost.</summary>
    public static ProblemHttpResult Busy() => Problems.TooMany("busy", "Too many runs are waiting", "Nothing was started. Try again in a second.", 1);
}
