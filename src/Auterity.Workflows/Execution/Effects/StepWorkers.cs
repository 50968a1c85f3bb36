using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Auterity.Platform.Telemetry;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Does the work that shards hand out: effects on the thread pool, long pure steps on a few threads of their own (ENGINE rule 31).</summary>
internal sealed class StepWorkers : IDisposable
{
    private readonly WorkflowCache workflows;
    private readonly PayloadStore payloads;
    private readonly EffectLimits limits;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim effects;
    private readonly BlockingCollection<(Shard Shard, LiveRun Run, Work Work, long Now, CancellationToken Cancellation)> pure = [];

    public StepWorkers(WorkflowCache workflows, PayloadStore payloads, EffectLimits limits, TimeProvider time, EngineOptions options)
    {
        this.limits = limits;
        this.workflows = workflows;
        this.payloads = payloads;
        this.time = time;
        effects = new SemaphoreSlim(options.MaxEffects);
        for (var i = 0; i < Math.Max(1, Environment.ProcessorCount - 1); i++)
            new Thread(RunPure, 16 * 1024 * 1024) { IsBackground = true, Name = "steps " + i }.Start();
    }

    /// <summary>Begins some work; its report is posted to the shard.</summary>
    public void Start(Shard shard, LiveRun run, Work work, long now, CancellationToken cancellationToken)
    {
        if (work.IsEffect) _ = RunEffectAsync(shard, run, work, now, cancellationToken);
        else if (work is Work.Admission admission) _ = AdmitAsync(shard, run, admission, now, cancellationToken);
        else Queue(shard, run, work, now, cancellationToken);
    }

    private void Queue(Shard shard, LiveRun run, Work work, long now, CancellationToken cancellationToken)
    {
        try
        {
            pure.Add((shard, run, work, now, cancellationToken), CancellationToken.None);
        }
        catch (InvalidOperationException) when (pure.IsAddingCompleted)
        {
            // The process ends, and no fault of the run's: whoever has the shard next does it.
        }
    }

    public void Dispose()
    {
        pure.CompleteAdding();
        effects.Dispose();
    }

    private async Task RunEffectAsync(Shard shard, LiveRun run, Work work, long now, CancellationToken cancellationToken)
    {
        Report report;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Cancelled);
        cancellationToken = either.Token;
        try
        {
            await effects.WaitAsync(cancellationToken);
            try
            {
                await Task.Yield();
                var at = work.Activation.StartedAt > 0 ? work.Activation.StartedAt : now;
                report = !await MayBeginAsync(shard, run, work, cancellationToken) ? new Report.Deferred(work) : work switch
                {
                    Work.Attempt attempt => await RunAttemptAsync(run, attempt, at, cancellationToken),
                    Work.LookUp lookUp => await CallRunner.LookUpAsync(run.View, lookUp, at, time, cancellationToken),
                    _ => await RunCallAsync(run, (Work.Call)work, at, cancellationToken),
                };
                report = await StoredAsync(run, report);
            }
            finally
            {
                effects.Release();
            }
        }
        catch (Exception e)
        {
            report = new Report.Failed(work, Fault.Of(e));
        }

        if (work is Work.Attempt { Slot: { } slot }) slot.Dispose();
        shard.Post(new ShardMessage.Reported(run.Id, run, report));
    }

    private async Task AdmitAsync(Shard shard, LiveRun run, Work.Admission work, long now, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Cancelled);
        await Task.Yield();
        var report = await StepPolicies.AdmitAsync(run.View, work, work.Activation.StartedAt > 0 ? work.Activation.StartedAt : now, limits, either.Token);
        shard.Post(new ShardMessage.Reported(run.Id, run, report));
    }

    /// <summary>A shard that is leaving begins nothing; what must not be done twice also needs a fresh lease (ENGINE rule 12).</summary>
    private static async ValueTask<bool> MayBeginAsync(Shard shard, LiveRun run, Work work, CancellationToken cancellationToken)
    {
        if (shard.IsLeaving) return false;
        if (work is Work.LookUp) return true;
        var delivery = work is Work.Call call ? run.Workflow.Nodes[call.Request.Node].Delivery : run.Workflow.Nodes[work.Activation.Node.Index].Delivery;
        return delivery != Delivery.AtMostOnce || await shard.HoldsLeaseAsync(cancellationToken);
    }

    /// <summary>One span for each attempt; null when nobody listens.</summary>
    private static Activity? BeginSpan(LiveRun run, NodeDefinition node, int attempt) => AuterityMeter.Source.StartActivity("step")?
        .SetTag("auterity.run", run.Id).SetTag("auterity.node", node.Id).SetTag("auterity.node.type", node.Type).SetTag("auterity.attempt", attempt);

    private static void EndSpan(Activity? span, Report report)
    {
        var error = report is Report.Failed failed ? failed.Fault.Error.Code : null;
        span?.SetTag("auterity.status", error is null ? "succeeded" : "failed").SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, error);
    }

    private async Task<Report> RunCallAsync(LiveRun run, Work.Call call, long at, CancellationToken cancellationToken)
    {
        using var span = BeginSpan(run, run.Workflow.Nodes[call.Request.Node].Definition, call.Number);
        var report = await CallRunner.RunCallAsync(run.View, call, at, time, cancellationToken);
        EndSpan(span, report);
        return report;
    }

    private async Task<Report> RunAttemptAsync(LiveRun run, Work.Attempt attempt, long at, CancellationToken cancellationToken)
    {
        using var span = BeginSpan(run, run.Workflow.Nodes[attempt.Activation.Node.Index].Definition, attempt.Number);
        var report = await StepRunner.RunAttemptAsync(run.View, attempt, at, time, cancellationToken);
        EndSpan(span, report);
        // A shard cannot wait for a definition: have it ready before the shard asks.
        if (report is Report.Result { Value: NodeResult.CallWorkflow call })
            while (!await TryHaveReadyAsync(run.Workflow.Identity.TenantId, call.WorkflowId, cancellationToken))
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        return report;
    }

    /// <returns>False while the database is away: no reason for the step to fail.</returns>
    private async Task<bool> TryHaveReadyAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        try
        {
            await workflows.EnsurePublishedAsync(tenantId, workflowId, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            return false;
        }
    }

    private void RunPure()
    {
        foreach (var (shard, run, work, now, cancellation) in pure.GetConsumingEnumerable())
        {
            var at = work.Activation.StartedAt > 0 ? work.Activation.StartedAt : now;
            shard.Post(new ShardMessage.Reported(run.Id, run, RunPure(run, work, at, cancellation)));
        }
    }

    /// <summary>Whatever happens to a step, its thread lives on.</summary>
    private Report RunPure(LiveRun run, Work work, long at, CancellationToken cancellationToken)
    {
        try
        {
            return Stored(run, work is Work.Step step
                ? CallRunner.RunStep(run.View, step, at, cancellationToken)
                : StepRunner.RunPure(run.View, work.Activation, at, work, cancellationToken));
        }
        catch (Exception e)
        {
            return new Report.Failed(work, Fault.Of(e));
        }
    }

    // A disk that refuses now is asked again by the journal writer, which waits for it: what was done is never forgotten.
    private async ValueTask<Report> StoredAsync(LiveRun run, Report report)
    {
        if (EventCodec.IsSensitive(report.Work.Activation)) return report;
        try
        {
            return await payloads.StoreAsync(run.Workflow.Identity.TenantId, report, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return report;
        }
    }

    private Report Stored(LiveRun run, Report report)
    {
        // What is sensitive is sealed inside the journal instead.
        if (EventCodec.IsSensitive(report.Work.Activation)) return report;
        try
        {
            return payloads.Store(run.Workflow.Identity.TenantId, report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return report;
        }
    }
}
