using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Credentials;

/// <summary>Hands credentials to steps, if they fit the slot.</summary>
internal sealed class CredentialSource(CredentialStore store) : ICredentialSource
{
    public async ValueTask<Credential> GetAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken)
    {
        var credential = await store.FindAsync(tenantId, credentialId, cancellationToken)
            ?? throw new NodeException($"The credential {credentialId} in slot '{slot.Slot}' is gone. Choose another one in the node.", "credential-missing", retryable: false);
        return slot.Types.Count == 0 || slot.Types.Contains(credential.Type)
            ? credential
            : throw new NodeException($"Slot '{slot.Slot}' takes {string.Join(" or ", slot.Types)}, not '{credential.Type}'.", "credential-type", retryable: false);
    }
}
