using Auterity.Workflows.Execution.Journal;

namespace Auterity.Workflows.Credentials;

/// <summary>Seals one run's sensitive data under its tenant's key; moved into another run it does not open.</summary>
internal sealed class RunSeal(DataKeys keys, Guid tenantId, Guid runId) : ItemSeal
{
    private string Context => $"run/{runId:N}";

    public override byte[] Close(ReadOnlySpan<byte> plain) => keys.Seal(tenantId, plain, Context);

    public override byte[] Open(ReadOnlySpan<byte> box) => keys.Open(tenantId, box, Context);
}
