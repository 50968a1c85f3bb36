using Auterity.Sdk;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What steps may reach outside their run, always on behalf of one tenant.</summary>
internal abstract class StepServices
{
    public abstract IBlobs BlobsOf(Guid tenantId);

    /// <summary>Content of the blob store that a run's events refer to.</summary>
    /// <exception cref="NodeException">It is gone: <c>payload-missing</c>.</exception>
    public abstract ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id);

    public abstract IStateStore StateOf(Guid tenantId, Guid workflowId);

    /// <summary>A decrypted credential.</summary>
    /// <exception cref="NodeException">It is gone, or of a type that does not fit the slot.</exception>
    public abstract ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken);

    /// <summary>What of a credential may never be shown, tokens fetched with it included.</summary>
    public virtual IEnumerable<string> SecretsOf(Guid tenantId, Credential credential) => credential.Values.Values;

    /// <summary>Seals the sensitive data of a run under its tenant's key.</summary>
    public virtual ItemSeal SealOf(Guid tenantId, Guid runId) => ItemSeal.None;

    /// <summary>The signed URL that resumes a step.</summary>
    public abstract Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation);

    /// <summary>The signed link that resumes whatever step of the run has waited longest.</summary>
    public abstract Uri ResumeUrl(Guid tenantId, Guid runId);

    /// <summary>Values by root name: <c>$vars</c>, <c>$env</c>; null when there are none.</summary>
    public abstract System.Text.Json.JsonElement? Root(WorkflowIdentity workflow, string name);

    public abstract string? Secret(Guid tenantId, string name);

    /// <summary>Results of steps that may be used again; null where nothing is kept.</summary>
    public virtual ResultCache? Results => null;

    /// <summary>Tells watchers how far a step is.</summary>
    public abstract void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message);
}
