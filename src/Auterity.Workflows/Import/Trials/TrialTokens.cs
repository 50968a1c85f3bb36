using Auterity.Sdk;
using Auterity.Workflows.Outbound.Auth;

namespace Auterity.Workflows.Import.Trials;

/// <summary>A trial knows no tokens and keeps none.</summary>
internal sealed class TrialTokens : ITokenStore
{
    public Task<Credential?> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken) => Task.FromResult<Credential?>(null);

    public Task<Credential?> ClaimAsync(Guid tenantId, Credential credential, DateTimeOffset until, CancellationToken cancellationToken) => Task.FromResult<Credential?>(null);

    public Task SaveAsync(Guid tenantId, Guid credentialId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) => Task.CompletedTask;
}
