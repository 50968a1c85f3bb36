using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Workflows.Runs;

/// <summary>A start that worked, or why it did not.</summary>
internal sealed class Started
{
    private readonly StartRequest? request;
    private readonly DateTimeOffset at;

    public Started(ProblemHttpResult problem) => Problem = problem;

    public Started(StartOutcome outcome, StartRequest request, RunWaiter? waiter, DateTimeOffset at)
    {
        RunId = outcome.RunId;
        IsNew = outcome.Status == StartStatus.Accepted;
        Waiter = waiter;
        this.request = request;
        this.at = at;
    }

    public ProblemHttpResult? Problem { get; }

    public Guid RunId { get; }

    /// <summary>False when the key had started the run before.</summary>
    public bool IsNew { get; }

    public RunWaiter? Waiter { get; }

    /// <summary>The run as it was accepted.</summary>
    public RunView View()
    {
        var identity = request!.Workflow.Identity;
        return new RunView(
            RunId, identity.Id, identity.Version, RunStatus.Running, request.Mode.ToString().ToLowerInvariant(), request.Workflow.Definition.Nodes[request.Trigger].Id,
            at, null, null, 0, Label: request.Header.Label, Input: request.Workflow.Nodes[request.Trigger].Definition.Policy.Sensitive ? ItemJson.Shown(request.Input.AsSensitive()) : request.Input.Json);
    }

    /// <summary>The run as its shard told of its end.</summary>
    public RunView View(RunNews news, DateTimeOffset finishedAt) => View() with
    {
        Status = news.Status,
        Error = news.Error,
        FinishedAt = finishedAt,
        Output = news.Status == RunStatus.Succeeded ? [.. news.Output.Select(ItemJson.Shown)] : null,
    };
}
