using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Credentials;

internal sealed class NoCredentials : ICredentialSource
{
    public ValueTask<Credential> GetAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
        throw new NodeException($"There is no credential {credentialId}.", "credential-missing", retryable: false);
}
