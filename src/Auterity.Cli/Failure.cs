using System.Text.Json;

namespace Auterity.Cli;

/// <summary>A command that cannot do what it was asked to: the sentence for people, the code for scripts.</summary>
internal sealed class Failure(ExitCode code, string message, IReadOnlyList<string>? details = null, JsonElement? problem = null) : Exception(message)
{
    public ExitCode Code { get; } = code;

    /// <summary>One line a fault, where there are several.</summary>
    public IReadOnlyList<string> Details { get; } = details ?? [];

    /// <summary>The server's own words (problem+json), when it had any.</summary>
    public JsonElement? Problem { get; } = problem;

    /// <summary>The problem's stable code, without <c>/problems/</c>.</summary>
    public string? ProblemCode { get; init; }

    public static Failure Usage(string message) => new(ExitCode.Usage, message);
}
