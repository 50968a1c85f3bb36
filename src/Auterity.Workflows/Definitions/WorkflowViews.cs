using System.Text.Json;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Definitions;

/// <summary>A workflow as it is listed.</summary>
internal record WorkflowSummary
{
    public WorkflowSummary(WorkflowRow row)
    {
        Id = row.Id;
        Name = row.Name;
        Description = row.Description;
        Tags = WorkflowRow.TagsOf(row.Tags);
        Revision = row.Version;
        PublishedVersion = row.PublishedVersion;
        PublishedAt = row.PublishedAt;
        Active = row.Active;
        Archived = row.ArchivedAt is not null;
        HasChanges = !row.DraftHash.AsSpan().SequenceEqual(row.PublishedHash);
        Hash = Convert.ToHexStringLower(row.DraftHash);
        CreatedAt = row.CreatedAt;
        CreatedBy = row.CreatedBy;
        UpdatedAt = row.UpdatedAt;
        UpdatedBy = row.UpdatedBy;
    }

    public Guid Id { get; }

    public string Name { get; }

    public string? Description { get; }

    public IReadOnlyList<string> Tags { get; }

    /// <summary>The ETag without its quotes: one more on every change.</summary>
    public int Revision { get; }

    /// <summary>The newest published version; null before the first.</summary>
    public int? PublishedVersion { get; }

    public DateTimeOffset? PublishedAt { get; }

    /// <summary>Whether its triggers are on.</summary>
    public bool Active { get; }

    public bool Archived { get; }

    /// <summary>Whether the draft differs from what is published.</summary>
    public bool HasChanges { get; }

    /// <summary>Content hash of the draft: SHA-256, lower-case hex.</summary>
    public string Hash { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>Who created it, <c>key:…</c> or <c>user:…</c>.</summary>
    public string? CreatedBy { get; }

    public DateTimeOffset UpdatedAt { get; }

    public string? UpdatedBy { get; }
}

/// <summary>A workflow with its draft.</summary>
internal sealed record WorkflowView : WorkflowSummary
{
    public WorkflowView(WorkflowRow row, WorkflowDefinition definition, JsonElement layout, IReadOnlyList<DefinitionFault> faults) : base(row) =>
        (Definition, Layout, Faults) = (definition, layout, faults);

    /// <summary>The draft: what would be published.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>Positions, notes and groups: what the canvas needs and no run.</summary>
    public JsonElement Layout { get; }

    /// <summary>What is wrong with the draft; errors keep it from being published.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; }
}

/// <summary>A published version as it is listed.</summary>
internal sealed record VersionSummary(int Version, string Hash, string? Name, string? Note, DateTimeOffset CreatedAt, string? CreatedBy)
{
    public static VersionSummary Of(VersionLine line) => new(line.Number, Convert.ToHexStringLower(line.Hash), line.Name, line.Note, line.CreatedAt, line.CreatedBy);
}

/// <summary>A published version with its content.</summary>
internal sealed record VersionView(
    int Version, string Hash, string? Name, string? Note, DateTimeOffset CreatedAt, string? CreatedBy, WorkflowDefinition Definition, JsonElement Layout)
{
    public static VersionView Of(VersionRow row) => new(
        row.Number, Convert.ToHexStringLower(row.Hash), row.Name, row.Note, row.CreatedAt, row.CreatedBy, DefinitionJson.Read(row.Definition), DefinitionJson.ReadElement(row.Layout));
}

/// <summary>What publishing made.</summary>
/// <param name="Version">Number of the version; the same again when nothing had changed.</param>
/// <param name="Hash">Content hash: SHA-256, lower-case hex.</param>
/// <param name="Active">Whether its triggers are on now.</param>
/// <param name="Warnings">What may not do what was meant.</param>
internal sealed record PublishedVersion(int Version, string Hash, bool Active, IReadOnlyList<DefinitionFault> Warnings);

/// <summary>Whether a definition could be published, and everything that is wrong with it.</summary>
internal sealed record ValidationView(bool Valid, IReadOnlyList<DefinitionFault> Faults)
{
    public static ValidationView Of(IReadOnlyList<DefinitionFault> faults) => new(!faults.Any(fault => fault.IsError), faults);
}
