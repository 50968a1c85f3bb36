using Auterity.Platform.Data;
using Auterity.Workflows.Definitions;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Templates;

internal static class TemplateModel
{
    public static void Build(ModelBuilder model)
    {
        model.Entity<TemplateRow>(template =>
        {
            template.ToTable("templates");
            template.Property(t => t.Name).HasMaxLength(TemplateLimits.LongestName);
            template.Property(t => t.Summary).HasMaxLength(TemplateLimits.LongestSummary);
            template.Property(t => t.Category).HasMaxLength(TemplateLimits.LongestCategory);
            template.Property(t => t.Icon).HasMaxLength(TemplateLimits.LongestCategory);
            template.Property(t => t.CreatedBy).HasMaxLength(DefinitionModel.LongestName);
            template.Property(t => t.UpdatedBy).HasMaxLength(DefinitionModel.LongestName);
            template.Ignore(t => t.BuiltIn);
            template.HasFolded(t => t.Name).HasFolded(t => t.Summary);
            template.HasIndex(t => new { t.TenantId, t.CreatedAt, t.Id });
        });
        model.Entity<TemplateVersionRow>(version =>
        {
            version.ToTable("template_versions");
            version.Property(v => v.Note).HasMaxLength(DefinitionModel.LongestDescription);
            version.Property(v => v.CreatedBy).HasMaxLength(DefinitionModel.LongestName);
            version.HasOne<TemplateRow>().WithMany().HasForeignKey(v => v.TemplateId);
            version.HasIndex(v => new { v.TenantId, v.TemplateId, v.Number }).IsUnique();
        });
    }
}
