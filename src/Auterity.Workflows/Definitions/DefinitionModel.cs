using Auterity.Platform.Data;
using Auterity.Workflows.Definitions.Hooks;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Definitions;

internal static class DefinitionModel
{
    public const int LongestName = 200;
    public const int LongestDescription = 4000;
    public const int LongestTag = 50;
    public const int MostTags = 50;

    private const int HashLength = 32;

    public static void Build(ModelBuilder model)
    {
        model.Entity<WorkflowRow>(workflow =>
        {
            workflow.ToTable("workflows");
            workflow.Property(w => w.Name).HasMaxLength(LongestName);
            workflow.Property(w => w.Description).HasMaxLength(LongestDescription);
            workflow.Property(w => w.Tags).HasMaxLength((LongestTag + 1) * MostTags + 1);
            workflow.Property(w => w.DraftHash).HasMaxLength(HashLength);
            workflow.Property(w => w.PublishedHash).HasMaxLength(HashLength);
            workflow.Property(w => w.CreatedBy).HasMaxLength(LongestName);
            workflow.Property(w => w.UpdatedBy).HasMaxLength(LongestName);
            workflow.HasFolded(w => w.Name).HasFolded(w => w.Description);
            workflow.HasIndex(w => new { w.TenantId, w.CreatedAt, w.Id });
        });
        model.Entity<DraftRow>(draft =>
        {
            draft.ToTable("workflow_drafts");
            draft.HasKey(d => d.WorkflowId);
            draft.HasOne<WorkflowRow>().WithOne().HasForeignKey<DraftRow>(d => d.WorkflowId);
        });
        model.Entity<VersionRow>(version =>
        {
            version.ToTable("workflow_versions");
            version.Property(v => v.Hash).HasMaxLength(HashLength);
            version.Property(v => v.Name).HasMaxLength(LongestName);
            version.Property(v => v.Note).HasMaxLength(LongestDescription);
            version.Property(v => v.CreatedBy).HasMaxLength(LongestName);
            version.HasOne<WorkflowRow>().WithMany().HasForeignKey(v => v.WorkflowId);
            version.HasIndex(v => new { v.TenantId, v.WorkflowId, v.Number }).IsUnique();
        });
        model.Entity<StoredDraftRow>(draft =>
        {
            draft.ToTable("workflow_definitions");
            draft.HasKey(d => new { d.TenantId, d.Hash });
            draft.Property(d => d.Hash).HasMaxLength(HashLength);
            draft.HasIndex(d => d.CreatedAt);
        });
        model.Entity<HookRow>(hook =>
        {
            hook.ToTable("hooks");
            hook.HasKey(h => new { h.TenantId, h.Method, h.Shape });
            hook.Property(h => h.Method).HasMaxLength(10);
            hook.Property(h => h.Shape).HasMaxLength(600);
            hook.Property(h => h.Path).HasMaxLength(600);
            hook.Property(h => h.NodeId).HasMaxLength(Validation.DefinitionLimits.LongestId);
            hook.HasOne<WorkflowRow>().WithMany().HasForeignKey(h => h.WorkflowId);
        });
    }
}
