using Auterity.Platform.Data;

namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>An address that starts a workflow; there while the workflow's triggers are on.</summary>
internal sealed class HookRow : ITenantOwned
{
    public Guid TenantId { get; init; }

    /// <summary>HTTP method in upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path with every parameter written <c>{}</c>: unique within tenant and method.</summary>
    public required string Shape { get; init; }

    /// <summary>The path with the parameters' names.</summary>
    public required string Path { get; set; }

    public Guid WorkflowId { get; init; }

    /// <summary>The published version that answers.</summary>
    public int Version { get; set; }

    /// <summary>Content hash of that version.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The trigger that fires.</summary>
    public required string NodeId { get; set; }
}
