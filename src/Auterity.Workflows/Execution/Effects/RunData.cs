using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>A run as steps see it. Safe to read from other threads while the shard goes on: activations only change until they complete, and lists only grow.</summary>
internal sealed class RunData
{
    public RunData(RunState state, CompiledWorkflow workflow, Guid runId, StepServices services)
    {
        State = state;
        Workflow = workflow;
        Services = services;
        Id = runId;
    }

    public RunState State { get; }

    public CompiledWorkflow Workflow { get; }

    public StepServices Services { get; }

    public Guid Id { get; }

    public RunInfo Info => field ??= new RunInfo(Id, ModeName, Micros.ToInstant(State.Start!.At), Workflow.Identity.TenantId);

    public WorkflowInfo WorkflowInfo => field ??= new WorkflowInfo(Workflow.Identity.Id, Workflow.Identity.Name, Workflow.Identity.Version, Workflow.Identity.Active);

    public TimeZoneInfo TimeZone => field ??= TimeZoneInfo.TryFindSystemTimeZoneById(Workflow.Definition.Settings.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>A session for the expressions of one activation, with the workflow's settings.</summary>
    public ExpressionSession NewSession() => new(Workflow.Definition.Settings.ForgiveMissing ? ExpressionOptions.Forgiving : null);

    private string ModeName => State.Start!.Mode switch { RunMode.Production => "production", RunMode.Test => "test", _ => "manual" };

    /// <summary>Reads what the run's events left in the blob store.</summary>
    public Func<string, ReadOnlyMemory<byte>> ReadPayload => field ??= id => Services.ReadPayload(Workflow.Identity.TenantId, id);

    /// <summary>An activation of a node by its number; null when there is none.</summary>
    public Activation? FindActivation(int node, int number)
    {
        var all = State.Activations;
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i].Node.Index == node && all[i].Number == number)
                return all[i];
        return null;
    }
}

/// <summary>Instants as events have them, which is as the database has them: µs since 1970 UTC.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset instant) => DbTypes.ToMicros(instant);

    public static DateTimeOffset ToInstant(long micros) => DbTypes.FromMicros(micros);
}
