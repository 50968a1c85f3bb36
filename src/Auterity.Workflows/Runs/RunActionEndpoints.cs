using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Runs;

/// <summary>What one can do to a run, under <c>/api/runs/{id}</c>.</summary>
internal static class RunActionEndpoints
{
    public static void MapRunActions(this RouteGroupBuilder runs)
    {
        var actions = runs.MapGroup("{id:guid}").RequireScope(Scopes.Write);
        actions.MapPost("cancel", Cancel).WithName("CancelRun").WithSummary("Stops a run: what is under way gets ten seconds, nothing new starts");
        actions.MapPost("pause", Pause).WithName("PauseRun").WithSummary("Holds a run: nothing starts, timers wait, signals are kept");
        actions.MapPost("resume", Resume).WithName("ResumeRun").WithSummary("Lets a paused run go on");
        actions.MapPost("retry", Retry).WithName("RetryRun").WithSummary("Starts the failed steps of a failed run again; what succeeded stays").WithIdempotency();
        actions.MapPost("signal", Signal).WithName("SignalRun").WithSummary("Sends a signal by name, whether or not a step waits for it yet").WithIdempotency();
        actions.MapPost("decide", Decide).WithName("DecideStep").WithSummary("Says what to do with a step that is held or whose outcome is unknown").WithIdempotency();
        actions.MapPost("fork", Fork).WithName("ForkRun").WithSummary("Starts a new run from any step of this one, with other data if wanted; a dry run only tells what would happen").WithIdempotency();
    }

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Cancel(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Cancel(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Pause(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Pause(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Resume(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Resume(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Retry(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Retry(http.User.FindSubject()));

    private static async Task<Results<Ok<RunState>, ProblemHttpResult>> Signal(Guid id, SendSignal body, RunEngine engine, CurrentTenant tenant, HttpContext http)
    {
        var payload = body.Payload is { } given ? Item.From(given) : Item.Empty;
        if (payload.Utf8.Length > Limits.MaxItemBytes) return RunProblems.InputTooLarge(payload.Utf8.Length);
        return await Command(engine, tenant, id, new RunCommand.Signal(body.Name, payload, body.DedupeId, null, 0, http.User.FindSubject()));
    }

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Decide(Guid id, MakeDecision body, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Decide(
            body.Step!.Value, body.Item ?? -1,
            body.Decision switch { StepDecision.Done => Decision.Done, StepDecision.Again => Decision.Again, _ => Decision.Fail },
            body.Output is { } output ? NodeResult.ItemsOf(output) : null, http.User.FindSubject())
        { Call = body.Call ?? -1 });

    private static async Task<Results<Created<RunView>, Ok<ForkPreview>, ProblemHttpResult>> Fork(
        Guid id, ForkRun body, RunStarter starter, CurrentTenant tenant, HttpContext http, CancellationToken cancellationToken)
    {
        var fork = await starter.PlanForkAsync(tenant.Id, id, body, http.User.FindSubject(), cancellationToken);
        if (fork.Problem is { } problem) return problem;
        if (body.DryRun) return TypedResults.Ok(fork.Preview!);
        var started = await starter.StartAsync(fork.Request!, waits: false);
        return started.Problem is { } refused ? refused : TypedResults.Created($"/api/runs/{started.RunId}", started.View());
    }

    private static async Task<Results<Ok<RunState>, ProblemHttpResult>> Command(RunEngine engine, CurrentTenant tenant, Guid id, RunCommand command)
    {
        var outcome = await engine.CommandAsync(tenant.Id, id, command);
        if (!outcome.Found) return Problems.NotFound("run", id);
        if (outcome.HasMoved) return RunProblems.Moving(outcome.Refused!);
        return outcome.Refused is { } refused
            ? Problems.Of(StatusCodes.Status409Conflict, "run-state", "The run is not in that state", refused, new Dictionary<string, object?> { ["status"] = outcome.Status })
            : TypedResults.Ok(new RunState(id, outcome.Status));
    }

    /// <summary>A signal.</summary>
    internal sealed record SendSignal(
        [property: Description("Name that a step waits for"), Required, StringLength(200, MinimumLength = 1)] string Name,
        [property: Description("Becomes the waiting step's items")] JsonElement? Payload = null,
        [property: Description("The same id is taken once"), MaxLength(200)] string? DedupeId = null);

    /// <summary>A decision.</summary>
    internal sealed record MakeDecision(
        [property: Description("Id of the step"), Required, Range(0, int.MaxValue)] int? Step,
        [property: Description("done: go on with the output, or the input; again: do it; fail: treat it as failed"), Required] StepDecision? Decision,
        [property: Description("Index of the item; all that wait when left out"), Range(0, int.MaxValue)] int? Item = null,
        [property: Description("What the step, or the call, is to have returned")] JsonElement? Output = null,
        [property: Description("Number of one call that an agent made of a tool or model; all that wait when left out"), Range(0, int.MaxValue)] int? Call = null);

    internal enum StepDecision
    {
        Done,
        Again,
        Fail,
    }

    /// <summary>A fork.</summary>
    internal sealed record ForkRun(
        [property: Description("Id of the step to start again at"), Required, Range(0, int.MaxValue)] int? Step,
        [property: Description("Output given instead of running the step")] JsonElement? Output = null,
        [property: Description("A changed definition to go on with; the run's own when left out")] JsonElement? Definition = null,
        [property: Description("Only say which effects would happen again")] bool DryRun = false);

    /// <summary>What a fork would do.</summary>
    /// <param name="Kept">Completed steps the new run keeps.</param>
    /// <param name="Repeats">Names of the nodes whose effects happen again.</param>
    /// <param name="Summary">The same in a sentence.</param>
    internal sealed record ForkPreview(int Kept, IReadOnlyList<string> Repeats, string Summary);

    /// <summary>Where a run stands after a change.</summary>
    internal sealed record RunState(Guid Id, RunStatus Status);
}
