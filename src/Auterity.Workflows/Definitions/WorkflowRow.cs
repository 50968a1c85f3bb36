using Auterity.Platform.Data;

namespace Auterity.Workflows.Definitions;

/// <summary>A workflow as lists see it; what runs and how it looks is in <see cref="DraftRow"/> and <see cref="VersionRow"/>.</summary>
internal sealed class WorkflowRow : ITenantOwned, IVersioned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary>Tags, each between line feeds, so that one is found by <c>"\ntag\n"</c>; empty without any.</summary>
    public string Tags { get; set; } = "";

    /// <summary>The ETag: one more on every change.</summary>
    public int Version { get; set; }

    /// <summary>Content hash of the draft.</summary>
    public required byte[] DraftHash { get; set; }

    /// <summary>The newest published version; null before the first.</summary>
    public int? PublishedVersion { get; set; }

    /// <summary>Content hash of the newest published version.</summary>
    public byte[]? PublishedHash { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Whether its triggers are on.</summary>
    public bool Active { get; set; }

    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>When it was deleted; versions stay as long as there are runs of them.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who created it, <c>key:…</c> or <c>user:…</c>.</summary>
    public string? CreatedBy { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string? UpdatedBy { get; set; }

    /// <summary>Tags as people wrote them.</summary>
    public static IReadOnlyList<string> TagsOf(string tags) => tags.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string TagsOf(IEnumerable<string> tags) =>
        tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct().ToList() is { Count: > 0 } kept ? $"\n{string.Join('\n', kept)}\n" : "";
}

/// <summary>What is being edited: one for each workflow.</summary>
internal sealed class DraftRow : ITenantOwned
{
    public Guid WorkflowId { get; init; }

    public Guid TenantId { get; init; }

    /// <summary>The definition, UTF-8 JSON.</summary>
    public required byte[] Definition { get; set; }

    /// <summary>Positions, notes and groups, UTF-8 JSON.</summary>
    public required byte[] Layout { get; set; }
}

/// <summary>A published version. Its content never changes.</summary>
internal sealed class VersionRow : ITenantOwned
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid WorkflowId { get; init; }

    /// <summary>1, 2, 3 … within the workflow.</summary>
    public int Number { get; init; }

    /// <summary>Content hash: see <see cref="DefinitionHash.OfContent"/>.</summary>
    public required byte[] Hash { get; init; }

    public required byte[] Definition { get; init; }

    public required byte[] Layout { get; init; }

    public string? Name { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }
}

/// <summary>A draft that a test run is pinned to, by its hash (ENGINE rule 40).</summary>
internal sealed class StoredDraftRow : ITenantOwned
{
    public Guid TenantId { get; init; }

    /// <summary>Hash with credentials and pins: see <see cref="DefinitionHash.OfDraft"/>.</summary>
    public required byte[] Hash { get; init; }

    public Guid WorkflowId { get; init; }

    public required byte[] Definition { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
