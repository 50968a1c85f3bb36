using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs;

/// <summary>A run as lists and filters see it. Written by the journal writer in the same transaction as the events it sums up, read through EF Core.</summary>
internal sealed class RunRow : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; set; }

    public Guid WorkflowId { get; init; }

    /// <summary>Published version, or 0 for a draft.</summary>
    public int WorkflowVersion { get; init; }

    /// <summary>Content hash of the definition the run is pinned to.</summary>
    public required byte[] DefinitionHash { get; init; }

    public int Shard { get; init; }

    public RunStatus Status { get; init; }

    public Execution.Core.RunMode Mode { get; init; }

    /// <summary>Id of the trigger node that fired.</summary>
    public required string Trigger { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When a sleeping run must be looked at; null when nothing is due by itself.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Sequence of the last event.</summary>
    public long LastSequence { get; init; }

    /// <summary>Steps so far.</summary>
    public int Steps { get; init; }

    /// <summary>The failure in one sentence; null when there is none.</summary>
    public string? Error { get; init; }

    /// <summary>The caller's own name for the run.</summary>
    public string? Label { get; init; }

    /// <summary>The run that started this one.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Key the start carried.</summary>
    public string? StartKey { get; init; }
}

/// <summary>Where a run stands. The names are part of the API.</summary>
public enum RunStatus
{
    Queued,
    Running,
    Waiting,
    Paused,
    NeedsDecision,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>Events of one run that were written together.</summary>
internal sealed class JournalRow
{
    public Guid RunId { get; init; }

    public long FirstSequence { get; init; }

    public int Count { get; init; }

    public required byte[] Payload { get; init; }
}

/// <summary>A file of the blob store that a run's events refer to: it stays as long as the run.</summary>
internal sealed class RunBlobRow : ITenantOwned
{
    public Guid TenantId { get; init; }

    /// <summary>SHA-256 of the content: the blob's name.</summary>
    public required byte[] Hash { get; init; }

    public Guid RunId { get; init; }
}

/// <summary>The state of a long run at some place of its journal, for those who load it (ADR 9).</summary>
internal sealed class RunSnapshotRow
{
    public Guid RunId { get; init; }

    /// <summary>Sequence of the first event that is not in it.</summary>
    public long Sequence { get; init; }

    /// <summary>Build that made it; another one passes it over.</summary>
    public required string Version { get; init; }

    public required byte[] Payload { get; init; }
}

/// <summary>A run that is gone but for some of its rows: retention finishes what it has begun.</summary>
internal sealed class RunRemovalRow
{
    public Guid RunId { get; init; }
}

/// <summary>Who owns a shard: every write carries the epoch, and a stale one is refused.</summary>
internal sealed class ShardRow
{
    public int Shard { get; init; }

    public long Epoch { get; init; }

    public string? Owner { get; init; }
}

/// <summary>A start that carried a key: the same key gives the same run (ENGINE rule 23).</summary>
internal sealed class RunKeyRow : ITenantOwned
{
    public Guid TenantId { get; set; }

    public Guid WorkflowId { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>SHA-256 of the input.</summary>
    public required byte[] BodyHash { get; init; }

    public Guid RunId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

internal static class RunModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<RunRow>(run =>
        {
            run.ToTable("runs");
            run.HasIndex(r => new { r.TenantId, r.WorkflowId, r.StartedAt });
            run.HasIndex(r => new { r.TenantId, r.StartedAt });
            run.HasIndex(r => new { r.Shard, r.WakeAt }).HasFilter("wake_at IS NOT NULL").HasDatabaseName("ix_runs_wake");
            run.HasIndex(r => r.Shard).HasFilter("status IN ('Queued','Running')").HasDatabaseName("ix_runs_live");
        });
        model.Entity<JournalRow>(row =>
        {
            row.ToTable("journal");
            row.HasKey(r => new { r.RunId, r.FirstSequence });
        });
        model.Entity<RunBlobRow>(row =>
        {
            row.ToTable("run_blobs");
            row.HasKey(r => new { r.TenantId, r.Hash, r.RunId });
            row.HasIndex(r => r.RunId);
        });
        model.Entity<RunSnapshotRow>(row =>
        {
            row.ToTable("run_snapshots");
            row.HasKey(r => r.RunId);
        });
        model.Entity<RunRemovalRow>(row =>
        {
            row.ToTable("run_removals");
            row.HasKey(r => r.RunId);
        });
        model.Entity<ShardRow>(row =>
        {
            row.ToTable("shards");
            row.HasKey(r => r.Shard);
            row.Property(r => r.Shard).ValueGeneratedNever();
        });
        model.Entity<RunKeyRow>(row =>
        {
            row.ToTable("run_keys");
            row.HasKey(r => new { r.TenantId, r.WorkflowId, r.KeyHash });
            row.HasIndex(r => r.CreatedAt);
        });
    }
}
