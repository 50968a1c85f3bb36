using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Conformance.Simulation;

/// <summary>A world without files, state or credentials.</summary>
/// <param name="payloads">Where what events refer to is kept; null for <see cref="Payloads"/>.</param>
internal sealed class NoServices(PayloadStore? payloads = null) : StepServices
{
    /// <summary>Content by hash.</summary>
    public Dictionary<string, ReadOnlyMemory<byte>> Payloads { get; } = [];

    public override ItemSeal SealOf(Guid tenantId, Guid runId) => ItemSeal.InTransit;

    public override IBlobs BlobsOf(Guid tenantId) => throw new NotSupportedException("No files here.");

    public override ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id) => payloads is null ? Payloads[id] : payloads.Read(tenantId, id);

    public override IStateStore StateOf(Guid tenantId, Guid workflowId) => throw new NotSupportedException("No state here.");

    public override ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No credentials here.");

    public override Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation) => new($"http://localhost/resume/{runId}/{nodeId}/{activation}");

    public override JsonElement? Root(WorkflowIdentity workflow, string name) => null;

    public override string? Secret(Guid tenantId, string name) => null;

    public override void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message) { }
}
