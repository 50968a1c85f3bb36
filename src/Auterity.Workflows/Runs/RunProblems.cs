using Auterity.Platform.Http;
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

    /// <summary>Nothing was started, and nothing that was accepted is lost.</summary>
    public static ProblemHttpResult Busy() => Problems.TooMany("busy", "Too many runs are waiting", "Nothing was started. Try again in a second.", 1);
}
