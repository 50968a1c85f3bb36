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

    public override ItemSeal SealOf(Guid tenantId, Guid runId) => FlippedBits.Instance;

    public override IBlobs BlobsOf(Guid tenantId) => throw new NotSupportedException("No files here.");

    public override ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id) => payloads is null ? Payloads[id] : payloads.Read(tenantId, id);

    public override IStateStore StateOf(Guid tenantId, Guid workflowId) => throw new NotSupportedException("No state here.");

    public override ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No credentials here.");

    public override Uri ResumeUrl(Guid tenantId, Guid runId) => new($"http://localhost/resume/{runId}");

    public override Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation) => new($"http://localhost/resume/{runId}/{nodeId}/{activation}");

    public override JsonElement? Root(WorkflowIdentity workflow, string name) => null;

    public override string? Secret(Guid tenantId, string name) => null;

    public override void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message) { }
}

/// <summary>A seal that anybody can open, under which nothing can be read.</summary>
internal sealed class FlippedBits : ItemSeal
{
    public static FlippedBits Instance { get; } = new();

    public override byte[] Close(ReadOnlySpan<byte> plain) => Flip(plain);

    public override byte[] Open(ReadOnlySpan<byte> box) => Flip(box);

    private static byte[] Flip(ReadOnlySpan<byte> bytes)
    {
        var flipped = bytes.ToArray();
        for (var i = 0; i < flipped.Length; i++)
            flipped[i] ^= 0xFF;
        return flipped;
    }
}
