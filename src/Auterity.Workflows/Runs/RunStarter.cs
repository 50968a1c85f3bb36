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
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs;

/// <summary>Turns requests into starts: finds the definition and the trigger, starts, waits.</summary>
internal sealed class RunStarter(
    RunEngine engine, WorkflowCache workflows, DefinitionStore definitions, TestDrafts drafts, CredentialUses credentials, AuterityDbFactory contexts, Draining draining, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<Started> StartAsync(Guid tenantId, Guid workflowId, RunEndpoints.StartRun body, string? key, string? by, bool waits, CancellationToken cancellationToken)
    {
        if (await workflows.EnsurePublishedAsync(tenantId, workflowId, cancellationToken) is not { } workflow)
            return await NotPublishedAsync(tenantId, workflowId, cancellationToken);
        if (TriggerOf(workflow, body.Trigger) is not (>= 0 and var trigger)) return NoTrigger(workflow, body.Trigger);
        if (await credentials.FaultsOfAsync(tenantId, workflow.Definition, cancellationToken) is { Count: > 0 } faults)
            return new Started(RunProblems.NoCredentials(faults));
        return await StartAsync(new StartRequest(workflow, trigger, InputOf(body.Input), RunMode.Production, new RunHeader(body.Label, key, By: by)), waits);
    }

    public async Task<Started> StartTestAsync(Guid tenantId, Guid workflowId, RunEndpoints.StartTestRun body, string? by, bool waits, CancellationToken cancellationToken)
    {
        // 1. The draft: the one sent along, or the saved one; pins and breakpoints become part of it.
        var draft = await drafts.FindAsync(tenantId, workflowId, body, cancellationToken);
        if (draft.Definition is not { } definition) return new Started(draft.Problem!);

        // 2. Kept by its hash, so that the run survives like any other.
        var workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, workflowId, definition, cancellationToken), cancellationToken);
        var start = body.From is { } from ? NodeOf(workflow, from) : TriggerOf(workflow, body.Trigger);
        if (start < 0) return body.From is not null ? new Started(RunProblems.NoNode(body.From)) : NoTrigger(workflow, body.Trigger);
        var until = body.Until is { } node ? NodeOf(workflow, node) : -1;
        if (body.Until is not null && until < 0) return new Started(RunProblems.NoNode(body.Until));
        return await StartAsync(new StartRequest(workflow, start, InputOf(body.Input), RunMode.Test, new RunHeader(By: by)) { Until = until }, waits);
    }

    /// <summary>What a fork would do, and the start that does it.</summary>
    public async Task<Forked> PlanForkAsync(Guid tenantId, Guid runId, RunActionEndpoints.ForkRun body, string? by, CancellationToken cancellationToken)
    {
        if (await engine.ReadAsync(tenantId, runId, cancellationToken) is not { } source) return new Forked(Problems.NotFound("run", runId));
        var workflow = source.Workflow;
        if (body.Definition is { } changed)
        {
            var draft = drafts.Read(changed);
            if (draft.Definition is not { } definition) return new Forked(draft.Problem!);
            workflow = await workflows.GetAsync(await definitions.KeepDraftAsync(tenantId, workflow.Identity.Id, definition, cancellationToken), cancellationToken);
        }

        var plan = RunFork.Plan(source, workflow, body.Step!.Value, body.Output is { } output ? NodeResult.ItemsOf(output) : null);
        if (plan.Refused is { } refused) return new Forked(Problems.Conflict("fork", refused));
        var start = source.State.Start!;
        var trigger = workflow.IndexOfId(source.State.Plan.Nodes[source.State.Plan.Trigger].Id);
        var request = new StartRequest(workflow, trigger, start.Input, start.Mode, new RunHeader(start.Header.Label, By: by))
        {
            Prepare = plan.Replay,
            Fork = plan.Origin,
            ForkOutput = body.Output is { } edited ? NodeResult.ItemsOf(edited) : null,
        };
        return new Forked(null, new RunActionEndpoints.ForkPreview(plan.Kept, plan.Repeats, plan.Summary), request);
    }

    public async Task<Started> StartAsync(StartRequest request, bool waits)
    {
        if (request.Input.Utf8.Length > Limits.MaxItemBytes) return new Started(RunProblems.InputTooLarge(request.Input.Utf8.Length));
        var waiter = waits ? request.Waiter ?? new RunWaiter(wantsAnswer: false) : request.Waiter;
        var outcome = await engine.StartAsync(request with { Waiter = waiter });
        return outcome.Status switch
        {
            StartStatus.Accepted or StartStatus.Existing => new Started(outcome, request, waiter, time.GetUtcNow()),
            StartStatus.KeyConflict => new Started(Problems.Unprocessable("idempotency-key", $"This Idempotency-Key has started run {outcome.RunId} with another input, trigger or label. Use a new key for a new start.")),
            StartStatus.Rejected => new Started(Problems.Unprocessable("storage-rejected", "The database refuses this input. Check it for text that is no valid Unicode.")),
            StartStatus.Moved => new Started(RunProblems.Moving("Nothing was started. Try again in a second.")),
            StartStatus.Unknown => new Started(RunProblems.Moving("Nobody knows whether the run was started. Start with an Idempotency-Key to be able to ask again.")),
            _ => new Started(RunProblems.Busy()),
        };
    }

    /// <summary>The run as it stands; null when there is none.</summary>
    public async Task<RunView?> FindViewAsync(Guid tenantId, Guid runId, CancellationToken cancellationToken) =>
        await engine.ReadAsync(tenantId, runId, cancellationToken) is { } run ? RunView.Of(run) : null;

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
        return await db.Set<WorkflowRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == workflowId && row.DeletedAt == null, cancellationToken) switch
        {
            null => new Started(Problems.NotFound("workflow", workflowId)),
            { ArchivedAt: not null } archived => new Started(DefinitionProblems.Archived(archived)),
            _ => new Started(Problems.Conflict("not-published", $"The workflow has no published version. Publish it (POST /api/workflows/{workflowId}/publish), or run its draft with test-runs.")),
        };
    }

    private static Started NoTrigger(CompiledWorkflow workflow, string? named) => new(Problems.BadRequest("trigger", named is null
        ? $"The workflow '{workflow.Identity.Name}' has no trigger to start from. Add a manual trigger."
        : $"The workflow '{workflow.Identity.Name}' has no enabled trigger '{named}'."));
}

/// <summary>What a fork would do, and the start that does it; or why there can be none.</summary>
internal sealed record Forked(ProblemHttpResult? Problem, RunActionEndpoints.ForkPreview? Preview = null, StartRequest? Request = null);
