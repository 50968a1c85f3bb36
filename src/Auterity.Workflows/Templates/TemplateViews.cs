using System.ComponentModel;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Templates;

/// <summary>A template as it is listed.</summary>
internal record TemplateSummary
{
    public TemplateSummary(TemplateRow row)
    {
        Id = row.BuiltIn ?? row.Id.ToString();
        BuiltIn = row.BuiltIn is not null;
        Version = row.Number;
        Revision = row.Version;
        Name = row.Name;
        Summary = row.Summary;
        Category = row.Category;
        Icon = row.Icon;
        NodeTypes = row.NodeTypes.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ParameterCount = row.Parameters;
        TestCount = row.Tests;
        if (BuiltIn) return;
        CreatedAt = row.CreatedAt;
        CreatedBy = row.CreatedBy;
        UpdatedAt = row.UpdatedAt;
        UpdatedBy = row.UpdatedBy;
    }

    [Description("A name for built-in templates, a UUID for own ones")]
    public string Id { get; }

    [Description("Whether it comes with the product; such ones do not change")]
    public bool BuiltIn { get; }

    [Description("The version; in lists the newest")]
    public int Version { get; init; }

    [Description("The ETag without its quotes: one more on every change")]
    public int Revision { get; }

    public string Name { get; init; }

    public string Summary { get; init; }

    public string Category { get; init; }

    public string Icon { get; init; }

    [Description("Node types it uses")]
    public IReadOnlyList<string> NodeTypes { get; }

    public int ParameterCount { get; init; }

    public int TestCount { get; init; }

    public DateTimeOffset? CreatedAt { get; }

    [Description("Who created it, key:… or user:…")]
    public string? CreatedBy { get; }

    public DateTimeOffset? UpdatedAt { get; }

    public string? UpdatedBy { get; }
}

/// <summary>A template in one version.</summary>
internal sealed record TemplateView : TemplateSummary
{
    public TemplateView(StoredTemplate stored, IReadOnlyList<DefinitionFault> faults) : base(TemplateStore.Describe(Copy(stored.Row), stored.Document)) =>
        (Version, Note, Document, Faults) = (stored.Number, stored.Note, stored.Document, faults);

    [Description("What changed with this version")]
    public string? Note { get; }

    public TemplateDocument Document { get; }

    [Description("What is wrong with the template and with the workflow it becomes")]
    public IReadOnlyList<DefinitionFault> Faults { get; }

    // An older version is described by its own document, without touching the row that is tracked.
    private static TemplateRow Copy(TemplateRow row) => new()
    {
        Id = row.Id, TenantId = row.TenantId, BuiltIn = row.BuiltIn, Name = "", Summary = "", Category = "", Icon = "", NodeTypes = "", Number = row.Number, Version = row.Version,
        CreatedAt = row.CreatedAt, CreatedBy = row.CreatedBy, UpdatedAt = row.UpdatedAt, UpdatedBy = row.UpdatedBy,
    };
}

/// <summary>A version of a template as it is listed.</summary>
internal sealed record TemplateVersionSummary(int Version, string? Note, DateTimeOffset? CreatedAt, string? CreatedBy)
{
    public static TemplateVersionSummary Of(TemplateVersionLine line) => new(line.Number, line.Note, line.CreatedAt, line.CreatedBy);
}
