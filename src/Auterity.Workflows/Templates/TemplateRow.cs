using Auterity.Platform.Data;

namespace Auterity.Workflows.Templates;

/// <summary>A template as lists see it; what it is made of is in its versions.</summary>
internal sealed class TemplateRow : ITenantOwned, IVersioned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public required string Name { get; set; }

    public required string Summary { get; set; }

    public required string Category { get; set; }

    public required string Icon { get; set; }

    /// <summary>Node types it uses, a line each, sorted.</summary>
    public required string NodeTypes { get; set; }

    public int Parameters { get; set; }

    public int Tests { get; set; }

    /// <summary>The newest version.</summary>
    public int Number { get; set; }

    /// <summary>The ETag: one more on every change.</summary>
    public int Version { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it, <c>key:…</c> or <c>user:…</c>.</summary>
    public string? CreatedBy { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? UpdatedBy { get; set; }

    /// <summary>File name of one that comes with the product; null for the tenant's own, and never stored.</summary>
    public string? BuiltIn { get; init; }
}

/// <summary>A version of a template. Its content never changes.</summary>
internal sealed class TemplateVersionRow : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid TemplateId { get; init; }

    /// <summary>1, 2, 3 … within the template.</summary>
    public int Number { get; init; }

    /// <summary>The document, UTF-8 JSON.</summary>
    public required byte[] Document { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }
}
