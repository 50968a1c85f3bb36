using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
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
        services.AddSingleton<TestDrafts>();
        services.AddSingleton<RunStarter>();
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 64 * 1024).AddJsonProtocol(json => JsonDefaults.Apply(json.PayloadSerializerOptions));
        services.AddHostedService<LiveView>();
        return services;
    }

    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var starts = routes.MapGroup("/api/workflows/{id:guid}").WithTags("Runs").RequireScope(Scopes.Write);
        starts.MapPost("runs", Start).WithName("StartRun").WithSummary("Starts a run of the published version; with ?wait= the answer is the finished run");
        starts.MapPost("test-runs", StartTest).WithName("StartTestRun").WithSummary("Runs the draft with pinned data, from a node, to a node, with breakpoints, or to the end").WithIdempotency();

        var runs = routes.MapGroup("/api/runs").WithTags("Runs");
        runs.MapGet("", List).RequireScope(Scopes.Read).WithName("ListRuns").WithSummary("Lists runs, newest first, with filters");
        runs.MapRunStatistics();
        runs.MapGet("{id:guid}", Get).RequireScope(Scopes.Read).WithName("GetRun").WithSummary("One run with its input and output; ?wait= until it is over");
        runs.MapGet("{id:guid}/steps", Steps).RequireScope(Scopes.Read).WithName("ListSteps").WithSummary("Steps of a run with their data; ?after= only what changed since");
        routes.MapHub<RunHub>(RunHub.Path).RequireScope(Scopes.Read);
        runs.MapRunActions();
    }

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> Start(
        Guid id, StartRun body, RunStarter starter, CurrentTenant tenant, HttpContext http,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null,
        [FromHeader(Name = "Idempotency-Key"), Description("The same key gives the same run back")] string? key = null,
        CancellationToken cancellationToken = default)
    {
        if (WaitFault(wait) is { } fault) return fault;
        if (key is { Length: > Idempotency.LongestKey }) return Problems.BadRequest("idempotency-key", $"An Idempotency-Key has at most {Idempotency.LongestKey} characters.");
        var started = await starter.StartAsync(tenant.Id, id, body, key, http.User.FindSubject(), wait > 0, cancellationToken);
        return started.Problem ?? await Answer(started, starter, tenant, wait ?? 0, cancellationToken);
    }

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> StartTest(
        Guid id, StartTestRun body, RunStarter starter, CurrentTenant tenant, HttpContext http,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null, CancellationToken cancellationToken = default)
    {
        if (WaitFault(wait) is { } fault) return fault;
        var started = await starter.StartTestAsync(tenant.Id, id, body, http.User.FindSubject(), wait > 0, cancellationToken);
        return started.Problem ?? await Answer(started, starter, tenant, wait ?? 0, cancellationToken);
    }

    private static async Task<Results<Ok<RunView>, Accepted<RunView>, Created<RunView>, ProblemHttpResult>> Answer(
        Started started, RunStarter starter, CurrentTenant tenant, double wait, CancellationToken cancellationToken)
    {
        var location = $"/api/runs/{started.RunId}";
        if (started.Waiter is { } waiter && await starter.WaitAsync(waiter, TimeSpan.FromSeconds(wait), cancellationToken) is { } news)
            return TypedResults.Ok(await ViewAsync(started, started.View(news, starter.Now), starter, tenant, cancellationToken));
        var view = await ViewAsync(started, started.View(), starter, tenant, cancellationToken);
        if (started.Waiter is not null) return TypedResults.Accepted(location, view);
        return started.IsNew ? TypedResults.Created(location, view) : TypedResults.Ok(view);
    }

    // The same key again, or a wait that is over: the caller gets the run as it stands, not as it was asked for.
    private static async ValueTask<RunView> ViewAsync(Started started, RunView known, RunStarter starter, CurrentTenant tenant, CancellationToken cancellationToken) =>
        started.IsNew && (started.Waiter is null || known.FinishedAt is not null) ? known : await starter.FindViewAsync(tenant.Id, started.RunId, cancellationToken) ?? known;

    // Not a number is neither less nor more.
    private static ProblemHttpResult? WaitFault(double? wait) => wait is null or (>= 0 and <= 300)
        ? null
        : Problems.BadRequest("wait", $"wait is {wait}; it must be between 0 and 300 seconds.");

    private static async Task<Ok<Page<RunView>>> List(AuterityDb db, [AsParameters] PageQuery page, [AsParameters] RunQuery query, Cursors cursors, CancellationToken cancellationToken) =>
        TypedResults.Ok(await cursors.PageAsync(query.Filter(db.Set<RunRow>().AsNoTracking()), page, run => run.StartedAt, run => run.Id, RunView.Of, cancellationToken));

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Get(
        Guid id, RunEngine engine, RunStarter starter, CurrentTenant tenant,
        [FromQuery, Description("Seconds to wait for the end, 0 to 300")] double? wait = null, CancellationToken cancellationToken = default)
    {
        if (WaitFault(wait) is { } fault) return fault;
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
        [property: Description("Outputs by node id or name, given instead of running the node")] IReadOnlyDictionary<string, JsonElement>? Pins = null,
        [property: Description("Ids or names of nodes before which the run pauses; resume lets it go on")] IReadOnlyList<string>? Breakpoints = null);

    /// <summary>Steps, and where to go on asking.</summary>
    /// <param name="Steps">Steps that changed, in the order they were created.</param>
    /// <param name="Next">Ask again with <c>?after=</c> this.</param>
    /// <param name="Status">The run's status at that moment.</param>
    internal sealed record StepPage(IReadOnlyList<StepView> Steps, long Next, RunStatus Status);
}
