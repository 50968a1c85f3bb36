using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs;

/// <summary>Turns requests into starts: finds the definition and the trigger, starts, waits.</summary>
internal sealed class RunStarter(
    RunEngine engine, WorkflowCache workflows, DefinitionStore definitions, CredentialUses credentials, AuterityDbFactory contexts, Draining draining, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<Started> StartAsync(Guid tenantId, Guid workflowId, RunEndpoints.StartRun body, string? key, string? by, bool waits, CancellationToken cancellationToken)
    {
        if (await workflows.EnsurePublishedAsync(tenantId, workflowId, cancellationToken) is not { } workflow)
            return await NotPublishedAsync(tenantId, workflowId, cancellationToken);
        if (TriggerOf(workflow, body.Trigger) is not (>= 0 and var trigger)) return NoTrigger(workflow, body.Trigger);
        if (await credentials.FaultsOfAsync(tenantId, workflow.Definition, cancellationToken) is { Count: > 0 } faults)
            return new Started(Problems.Of(StatusCodes.Status409Conflict, "credentials", "Credentials are missing", $"{faults[0].NodeName}: {faults[0].Message}", new Dictionary<string, object?> { ["faults"] = faults }));
        return await StartAsync(new StartRequest(workflow, trigger, InputOf(body.Input), RunMode.Production, new RunHeader(body.Label, key, By: by)), waits);
    }

    public async Task<Started> StartTestAsync(Guid tenantId, Guid workflowId, RunEndpoints.StartTestRun body, string? by, bool waits, CancellationToken cancellationToken)
    {
        // 1. The draft: the one sent along, or the saved one; pinned outputs become part of it.
        WorkflowDefinition definition;
        if (body.Draft is { } draft)
        {
            var read = DefinitionReader.Read(draft);
            if (read.Definition is null) return new Started(Problems.Invalid(read.Faults.GroupBy(fault => fault.Field ?? "draft").ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray())));
            definition = read.Definition;
        }
        else
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenantId));
            if (await db.Set<DraftRow>().AsNoTracking().FirstOrDefaultAsync(row => row.WorkflowId == workflowId, cancellationToken) is not { } saved)
                return new Started(Problems.NotFound("workflow", workflowId));
            definition = DefinitionJson.Read(saved.Definition);
        }

        if (body.Pins is { Count: > 0 } pins)
            definition = definition with { Nodes = [.. definition.Nodes.Select(node => pins.TryGetValue(node.Id, out var pin) || pins.TryGetValue(node.Name, out pin) ? node with { Pin = pin } : node)] };

        // 2. Kept by its hash, so that the run survives like any other.
        var workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, workflowId, definition, cancellationToken), cancellationToken);
        var start = body.From is { } from ? NodeOf(workflow, from) : TriggerOf(workflow, body.Trigger);
        if (start < 0) return body.From is not null ? new Started(NoNode(body.From)) : NoTrigger(workflow, body.Trigger);
        var until = body.Until is { } node ? NodeOf(workflow, node) : -1;
        if (body.Until is not null && until < 0) return new Started(NoNode(body.Until));
        return await StartAsync(new StartRequest(workflow, start, InputOf(body.Input), RunMode.Test, new RunHeader(By: by)) { Until = until }, waits);
    }

    public async Task<Started> ForkAsync(Guid tenantId, Guid runId, RunEndpoints.ForkRun body, string? by, CancellationToken cancellationToken)
    {
        if (await engine.ReadAsync(tenantId, runId, cancellationToken) is not { } source) return new Started(Problems.NotFound("run", runId));
        var workflow = source.Workflow;
        if (body.Definition is { } changed)
        {
            var read = DefinitionReader.Read(changed);
            if (read.Definition is null) return new Started(Problems.BadRequest("definition", string.Join(" ", read.Faults.Select(fault => fault.Message))));
            workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, workflow.Identity.Id, read.Definition, cancellationToken), cancellationToken);
        }

        var plan = RunFork.Plan(source, workflow, body.Step, body.Output is { } output ? NodeResult.ItemsOf(output) : null);
        if (plan.Refused is { } refused) return new Started(Problems.Conflict("fork", refused));
        if (body.DryRun)
            return new Started(Problems.Of(StatusCodes.Status200OK, "fork-dry-run", "What the fork would do", plan.Summary, new Dictionary<string, object?> { ["repeats"] = plan.Repeats, ["kept"] = plan.Kept }));
        var start = source.State.Start!;
        var trigger = workflow.IndexOfId(source.State.Plan.Nodes[source.State.Plan.Trigger].Id);
        return await StartAsync(
            new StartRequest(workflow, trigger, start.Input, start.Mode, new RunHeader(start.Header.Label, By: by))
            {
                Prepare = plan.Replay,
                Fork = plan.Origin,
                ForkOutput = body.Output is { } edited ? NodeResult.ItemsOf(edited) : null,
            },
            waits: false);
    }

    public async Task<Started> StartAsync(StartRequest request, bool waits)
    {
        var waiter = waits ? request.Waiter ?? new RunWaiter(wantsAnswer: false) : request.Waiter;
        var outcome = await engine.StartAsync(request with { Waiter = waiter });
        return outcome.Status switch
        {
            StartStatus.Accepted or StartStatus.Existing => new Started(outcome.RunId, request, waiter, time.GetUtcNow()),
            StartStatus.KeyConflict => new Started(Problems.Unprocessable("idempotency-key", $"This Idempotency-Key has started run {outcome.RunId} with another input. Use a new key for a new input.")),
            StartStatus.Rejected => new Started(Problems.Unprocessable("storage-rejected", "The database refuses this input. Check it for text that is no valid Unicode.")),
            StartStatus.Moved or StartStatus.Unknown => new Started(Problems.Of(
                StatusCodes.Status503ServiceUnavailable, "shard-moving", "The run's place is moving to another process",
                outcome.Status == StartStatus.Moved ? "Nothing was started. Try again in a second." : "Nobody knows whether the run was started. Start with an Idempotency-Key to be able to ask again.",
                new Dictionary<string, object?> { ["retryAfter"] = 1 })),
            _ => new Started(Problems.Of(StatusCodes.Status429TooManyRequests, "busy", "Too many runs are waiting", "Nothing was started. Try again in a second.", new Dictionary<string, object?> { ["retryAfter"] = 1 })),
        };
    }

    /// <summary>What the run had to tell; null when the time is up, or the process is about to stop.</summary>
    public async Task<RunNews?> WaitAsync(RunWaiter waiter, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, draining.Begun);
        try
        {
            return await waiter.News.WaitAsync(limit, time, either.Token);
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            waiter.Abandon();
            return null;
        }
        catch (OperationCanceledException)
        {
            waiter.Abandon();
            throw;
        }
    }

    /// <summary>Index of the trigger to fire: the one named, else the manual one, else the first; -1 when there is none.</summary>
    public static int TriggerOf(CompiledWorkflow workflow, string? named)
    {
        if (named is not null) return NodeOf(workflow, named) is >= 0 and var node && IsTrigger(workflow.Nodes[node]) ? node : -1;
        var manual = workflow.FindTrigger("trigger.manual");
        return manual >= 0 ? manual : Array.FindIndex(workflow.Nodes, node => IsTrigger(node) && node.Definition.Type != "trigger.error");
    }

    private static bool IsTrigger(CompiledNode node) => node is { Definition.Disabled: false, Type.Kind: NodeKind.Trigger or NodeKind.Polling };

    private static int NodeOf(CompiledWorkflow workflow, string named) => workflow.IndexOfId(named) is >= 0 and var id ? id : workflow.IndexOfName(named);

    private static Item InputOf(JsonElement? input) => input is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given ? Item.From(given) : Item.Empty;

    private async Task<Started> NotPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        return await db.Set<WorkflowRow>().AnyAsync(row => row.Id == workflowId, cancellationToken)
            ? new Started(Problems.Conflict("not-published", $"The workflow has no published version. Publish it (POST /api/workflows/{workflowId}/publish), or run its draft with test-runs."))
            : new Started(Problems.NotFound("workflow", workflowId));
    }

    private static Started NoTrigger(CompiledWorkflow workflow, string? named) => new(Problems.BadRequest("trigger", named is null
        ? $"The workflow '{workflow.Identity.Name}' has no trigger to start from. Add a manual trigger."
        : $"The workflow '{workflow.Identity.Name}' has no enabled trigger '{named}'."));

    private static ProblemHttpResult NoNode(string named) => Problems.BadRequest("node", $"The workflow has no node '{named}'.");
}

/// <summary>A start that worked, or why it did not.</summary>
internal sealed class Started
{
    private readonly StartRequest? request;
    private readonly DateTimeOffset at;

    public Started(ProblemHttpResult problem) => Problem = problem;

    public Started(Guid runId, StartRequest request, RunWaiter? waiter, DateTimeOffset at)
    {
        RunId = runId;
        Waiter = waiter;
        this.request = request;
        this.at = at;
    }

    public ProblemHttpResult? Problem { get; }

    public Guid RunId { get; }

    public RunWaiter? Waiter { get; }

    /// <summary>The run as it was accepted.</summary>
    public RunView View()
    {
        var identity = request!.Workflow.Identity;
        return new RunView(
            RunId, identity.Id, identity.Version, RunStatus.Running, request.Mode.ToString().ToLowerInvariant(), request.Workflow.Definition.Nodes[request.Trigger].Id,
            at, null, null, 0, Label: request.Header.Label, Input: request.Workflow.Nodes[request.Trigger].Definition.Policy.Sensitive ? ItemJson.Shown(request.Input.AsSensitive()) : request.Input.Json);
    }
}
