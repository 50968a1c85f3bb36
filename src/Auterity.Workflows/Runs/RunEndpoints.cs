using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Runs;

/// <summary>Runs: start, list, look inside, change. Under <c>/api/runs</c> and <c>/api/workflows/{id}/runs</c>.</summary>
internal static class RunEndpoints
{
    private const int MaxItems = 1_000;

    public static IServiceCollection AddRuns(this IServiceCollection services)
    {
        services.AddSingleton<RunStarter>();
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 64 * 1024).AddJsonProtocol(json => JsonDefaults.Apply(json.PayloadSerializerOptions));
        services.AddHostedService<LiveView>();
        return services;
    }

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var starts = routes.MapGroup("/api/workflows/{id:guid}").WithTags("Runs").RequireScope(Scopes.Write);
        starts.MapPost("runs", Start).WithName("StartRun").WithSummary("Starts a run of the published version; with ?wait= the answer is the finished run");
        starts.MapPost("test-runs", StartTest).WithName("StartTestRun").WithSummary("Runs the draft with pinned data, to a node or to the end");

        var runs = routes.MapGroup("/api/runs").WithTags("Runs");
        runs.MapGet("", List).RequireScope(Scopes.Read).WithName("ListRuns").WithSummary("Lists runs, newest first, with filters");
        runs.MapGet("{id:guid}", Get).RequireScope(Scopes.Read).WithName("GetRun").WithSummary("One run with its input and output; ?wait= until it is over");
        runs.MapGet("{id:guid}/steps", Steps).RequireScope(Scopes.Read).WithName("ListSteps").WithSummary("Steps of a run with their data; ?after= only what changed since");
        routes.MapHub<RunHub>(RunHub.Path).RequireScope(Scopes.Read);
        foreach (var verb in Verbs)
            runs.MapPost($"{{id:guid}}/{verb.Name}", verb.Handler).RequireScope(Scopes.Write).WithName(verb.Operation).WithSummary(verb.Summary);
    }

    private static readonly (string Name, Delegate Handler, string Operation, string Summary)[] Verbs =
    [
        ("cancel", Cancel, "CancelRun", "Stops a run: what is under way gets ten seconds, nothing new starts"),
        ("pause", Pause, "PauseRun", "Holds a run: nothing starts, timers wait, signals are kept"),
        ("resume", Resume, "ResumeRun", "Lets a paused run go on"),
        ("retry", Retry, "RetryRun", "Starts the failed steps of a failed run again; what succeeded stays"),
        ("signal", Signal, "SignalRun", "Sends a signal by name, whether or not a step waits for it yet"),
        ("decide", Decide, "DecideStep", "Says what to do with a step that is held or whose outcome is unknown"),
        ("fork", Fork, "ForkRun", "Starts a new run from any step of this one, with other data if wanted"),
    ];

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> Start(
        Guid id, StartRun body, RunStarter starter, CurrentTenant tenant, HttpContext http,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null,
        [FromHeader(Name = "Idempotency-Key"), Description("The same key gives the same run back")] string? key = null,
        CancellationToken cancellationToken = default)
    {
        if (wait is < 0 or > 300) return Problems.BadRequest("wait", $"wait is {wait}; it must be between 0 and 300 seconds.");
        if (key is { Length: > 400 }) return Problems.BadRequest("idempotency-key", "An Idempotency-Key has at most 400 characters.");
        var started = await starter.StartAsync(tenant.Id, id, body, key, http.User.FindSubject(), wait > 0, cancellationToken);
        return started.Problem ?? await Answer(started, starter, tenant, wait ?? 0, cancellationToken);
    }

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> StartTest(
        Guid id, StartTestRun body, RunStarter starter, CurrentTenant tenant, HttpContext http,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null, CancellationToken cancellationToken = default)
    {
        if (wait is < 0 or > 300) return Problems.BadRequest("wait", $"wait is {wait}; it must be between 0 and 300 seconds.");
        var started = await starter.StartTestAsync(tenant.Id, id, body, http.User.FindSubject(), wait > 0, cancellationToken);
        return started.Problem ?? await Answer(started, starter, tenant, wait ?? 0, cancellationToken);
    }

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> Answer(
        Started started, RunStarter starter, CurrentTenant tenant, double wait, CancellationToken cancellationToken)
    {
        var location = $"/api/runs/{started.RunId}";
        if (started.Waiter is not { } waiter) return TypedResults.Created(location, started.View());
        if (await starter.WaitAsync(waiter, TimeSpan.FromSeconds(wait), cancellationToken) is not { } news) return TypedResults.Accepted(location, started.View());
        return TypedResults.Ok(started.View() with
        {
            Status = news.Status,
            Error = news.Error,
            FinishedAt = starter.Now,
            Output = news.Status == RunStatus.Succeeded ? [.. news.Output.Select(ItemJson.Shown)] : null,
        });
    }

    private static async Task<Ok<Page<RunView>>> List(AuterityDb db, [AsParameters] PageQuery page, [AsParameters] RunQuery query, Cursors cursors, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cursors.PageAsync(query.Filter(db.Set<RunRow>().AsNoTracking()), page, run => run.StartedAt, run => run.Id, RunView.Of, cancellationToken));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Get(
        Guid id, RunEngine engine, RunStarter starter, CurrentTenant tenant,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null, CancellationToken cancellationToken = default)
    {
        if (wait is < 0 or > 300) return Problems.BadRequest("wait", $"wait is {wait}; it must be between 0 and 300 seconds.");
        if (await engine.ReadAsync(tenant.Id, id, cancellationToken) is not { } run) return Problems.NotFound("run", id);
        if (run.IsOver || wait is null or 0) return TypedResults.Ok(RunView.Of(run));
        var waiter = new RunWaiter(wantsAnswer: false);
        engine.Await(tenant.Id, id, waiter);
        await starter.WaitAsync(waiter, TimeSpan.FromSeconds(wait.Value), cancellationToken);
        return TypedResults.Ok(RunView.Of((await engine.ReadAsync(tenant.Id, id, cancellationToken))!));
    }

    private static async Task<Results<Ok<StepPage>, ProblemHttpResult>> Steps(
        Guid id, RunEngine engine, CurrentTenant tenant,
        [FromQuery, Description("Only steps changed by events from this number on: the next of the answer before")] long? after = null,
        [FromQuery, Description("Only steps of this node")] string? node = null,
        [FromQuery, Description("Items shown a port, 0 to 1000. Default: 20")] int? items = null,
        CancellationToken cancellationToken = default)
    {
        if (items is < 0 or > MaxItems) return Problems.BadRequest("items", $"items is {items}; it must be between 0 and {MaxItems}.");
        if (await engine.ReadAsync(tenant.Id, id, cancellationToken) is not { } run) return Problems.NotFound("run", id);
        var steps = run.State.Activations.Where(step => step.ChangedAt >= (after ?? 0) && (node is null || step.Node.Id == node || step.Node.Name == node));
        return TypedResults.Ok(new StepPage([.. steps.Select(step => StepView.Of(run, step, items ?? 20))], run.Sequence, run.Status()));
    }

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Cancel(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Cancel(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Pause(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Pause(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Resume(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Resume(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Retry(Guid id, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Retry(http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Signal(Guid id, SendSignal body, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Signal(
            body.Name, body.Payload is { } payload ? Item.From(payload) : Item.Empty, body.DedupeId, null, 0, http.User.FindSubject()));

    private static Task<Results<Ok<RunState>, ProblemHttpResult>> Decide(Guid id, MakeDecision body, RunEngine engine, CurrentTenant tenant, HttpContext http) =>
        Command(engine, tenant, id, new RunCommand.Decide(
            body.Step, body.Item ?? -1,
            body.Decision switch { StepDecision.Done => Decision.Done, StepDecision.Again => Decision.Again, _ => Decision.Fail },
            body.Output is { } output ? NodeResult.ItemsOf(output) : null, http.User.FindSubject()));

    private static async Task<Results<Created<RunView>, ProblemHttpResult>> Fork(
        Guid id, ForkRun body, RunStarter starter, CurrentTenant tenant, HttpContext http, CancellationToken cancellationToken)
    {
        var started = await starter.ForkAsync(tenant.Id, id, body, http.User.FindSubject(), cancellationToken);
        return started.Problem is { } problem ? problem : TypedResults.Created($"/api/runs/{started.RunId}", started.View());
    }

    private static async Task<Results<Ok<RunState>, ProblemHttpResult>> Command(RunEngine engine, CurrentTenant tenant, Guid id, RunCommand command)
    {
        var outcome = await engine.CommandAsync(tenant.Id, id, command);
        if (!outcome.Found) return Problems.NotFound("run", id);
        if (outcome.HasMoved)
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "shard-moving", "The run's place is moving to another process", outcome.Refused!, new Dictionary<string, object?> { ["retryAfter"] = 1 });
        return outcome.Refused is { } refused
            ? Problems.Of(StatusCodes.Status409Conflict, "run-state", "The run is not in that state", refused, new Dictionary<string, object?> { ["status"] = outcome.Status })
            : TypedResults.Ok(new RunState(id, outcome.Status));
    }

    /// <summary>A start.</summary>
    internal sealed record StartRun(
        [property: Description("What the trigger hands on: an object is one item, a list of objects is many")] JsonElement? Input = null,
        [property: Description("Id or name of the trigger to fire. Default: the manual trigger, or the only one")] string? Trigger = null,
        [property: Description("Your own name for the run"), MaxLength(200)] string? Label = null);

    /// <summary>A start of a draft.</summary>
    internal sealed record StartTestRun(
        [property: Description("What the trigger hands on")] JsonElement? Input = null,
        [property: Description("Id or name of the trigger to fire")] string? Trigger = null,
        [property: Description("A draft to run instead of the saved one")] JsonElement? Draft = null,
        [property: Description("Id or name of the node to begin at, with input as its items")] string? From = null,
        [property: Description("Id or name of the node after which the run stops")] string? Until = null,
        [property: Description("Outputs by node id, given instead of running the node")] IReadOnlyDictionary<string, JsonElement>? Pins = null);

    /// <summary>A signal.</summary>
    internal sealed record SendSignal(
        [property: Description("Name that a step waits for"), Required, StringLength(200, MinimumLength = 1)] string Name,
        [property: Description("Becomes the waiting step's items")] JsonElement? Payload = null,
        [property: Description("The same id is taken once"), MaxLength(200)] string? DedupeId = null);

    /// <summary>A decision.</summary>
    internal sealed record MakeDecision(
        [property: Description("Id of the step")] int Step,
        [property: Description("done: go on with the output, or the input; again: do it; fail: treat it as failed")] StepDecision Decision,
        [property: Description("Index of the item; all that wait when left out")] int? Item = null,
        [property: Description("What the step is to have returned")] JsonElement? Output = null);

    internal enum StepDecision
    {
        Done,
        Again,
        Fail,
    }

    /// <summary>A fork.</summary>
    internal sealed record ForkRun(
        [property: Description("Id of the step to start again at")] int Step,
        [property: Description("Output given instead of running the step")] JsonElement? Output = null,
        [property: Description("A changed definition to go on with; the run's own when left out")] JsonElement? Definition = null,
        [property: Description("Only say which effects would happen again")] bool DryRun = false);

    /// <summary>Where a run stands after a change.</summary>
    internal sealed record RunState(Guid Id, RunStatus Status);

    /// <summary>Steps, and where to go on asking.</summary>
    /// <param name="Steps">Steps that changed, in the order they were created.</param>
    /// <param name="Next">Ask again with <c>?after=</c> this.</param>
    /// <param name="Status">The run's status at that moment.</param>
    internal sealed record StepPage(IReadOnlyList<StepView> Steps, long Next, RunStatus Status);
}

/// <summary>Filters of the list of runs.</summary>
internal readonly record struct RunQuery(
    [property: FromQuery, Description("Only runs of this workflow")] Guid? WorkflowId,
    [property: FromQuery, Description("Only runs in one of these states, separated by commas")] string? Status,
    [property: FromQuery, Description("Only runs with this label")] string? Label,
    [property: FromQuery, Description("Text in the error or the label")] string? Text,
    [property: FromQuery, Description("Started at or after")] DateTimeOffset? Since,
    [property: FromQuery, Description("Started before")] DateTimeOffset? Before,
    [property: FromQuery, Description("Children of this run")] Guid? ParentId,
    [property: FromQuery, Description("production, test or manual")] RunMode? Mode)
{
    public IQueryable<RunRow> Filter(IQueryable<RunRow> runs)
    {
        if (WorkflowId is { } workflow) runs = runs.Where(run => run.WorkflowId == workflow);
        if (Status is { Length: > 0 } text)
        {
            var wanted = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ParseStatus).ToArray();
            runs = runs.Where(run => wanted.Contains(run.Status));
        }

        if (Label is { } label) runs = runs.Where(run => run.Label == label);
        if (Text is { Length: > 0 } words) runs = runs.Where(run => (run.Error != null && run.Error.Contains(words)) || (run.Label != null && run.Label.Contains(words)));
        if (Since is { } since) runs = runs.Where(run => run.StartedAt >= since);
        if (Before is { } before) runs = runs.Where(run => run.StartedAt < before);
        if (ParentId is { } parent) runs = runs.Where(run => run.ParentId == parent);
        if (Mode is { } mode) runs = runs.Where(run => run.Mode == mode);
        return runs;
    }

    private static RunStatus ParseStatus(string text) => Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
        ? status
        : throw new BadHttpRequestException($"There is no status '{text}'. Statuses: {string.Join(", ", Enum.GetNames<RunStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
}
