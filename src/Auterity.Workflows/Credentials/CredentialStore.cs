using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>The tenants' credentials: sealed at rest, opened for the node that uses them, never shown.</summary>
internal sealed class CredentialStore(AuterityDbFactory contexts, DataKeys keys, CredentialCatalog catalog, TimeProvider time) : ITokenStore, ICredentialSource
{
    /// <summary>Stores a new credential; the values were checked by its type.</summary>
    public async Task<CredentialRow> CreateAsync(Guid tenantId, CredentialType type, string name, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var (id, now) = (Guid.CreateVersion7(), time.GetUtcNow());
        var kept = Filled(type, values);
        var row = new CredentialRow
        {
            Id = id, TenantId = tenantId, Name = name, Type = type.Type, SetFields = NamesOf(type, kept), CreatedAt = now, UpdatedAt = now,
            Sealed = await SealAsync(tenantId, id, type.Type, kept, cancellationToken),
        };
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row;
    }

    /// <summary>Replaces name and values of a tracked row; the caller saves.</summary>
    public async Task ChangeAsync(CredentialRow row, CredentialType type, string name, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var kept = Filled(type, values);
        row.Sealed = await SealAsync(row.TenantId, row.Id, row.Type, kept, cancellationToken);
        (row.Name, row.SetFields, row.UpdatedAt) = (name, NamesOf(type, kept), time.GetUtcNow());
    }

    /// <summary>A decrypted credential; null when the tenant has none with this id.</summary>
    /// <exception cref="NodeException"><c>credential-unreadable</c> when it cannot be opened.</exception>
    public async Task<Credential?> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var row = await db.Set<CredentialRow>().AsNoTracking().FirstOrDefaultAsync(credential => credential.Id == credentialId, cancellationToken);
        return row is null ? null : await OpenAsync(row, cancellationToken);
    }

    /// <summary>A decrypted credential that fits a slot.</summary>
    /// <exception cref="NodeException"><c>credential-missing</c>, <c>credential-type</c> or <c>credential-unreadable</c>; not retryable.</exception>
    public async ValueTask<Credential> GetAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken)
    {
        var credential = await FindAsync(tenantId, credentialId, cancellationToken)
            ?? throw Fault("credential-missing", $"The credential {credentialId} is gone. Choose another one in the node.");
        return slot.Takes(credential.Type) ? credential
            : throw Fault("credential-type", $"A credential of type '{credential.Type}' does not fit the slot '{slot.Slot}', which takes {string.Join(" or ", slot.Types)}.");
    }

    /// <exception cref="NodeException"><c>credential-unreadable</c>.</exception>
    public async Task<Credential> OpenAsync(CredentialRow row, CancellationToken cancellationToken)
    {
        try
        {
            var json = await keys.OpenAsync(row.TenantId, row.Sealed, ContextOf(row.Id, row.Type), cancellationToken);
            return new Credential(row.Type, JsonSerializer.Deserialize<Dictionary<string, string>>(json)!) { Id = row.Id };
        }
        catch (CryptographicException e)
        {
            throw Fault("credential-unreadable", $"The credential '{row.Name}' cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Keeps renewed tokens; a writer that was faster is not overwritten blindly, but merged with.</summary>
    public Task SaveAsync(Guid tenantId, Guid credentialId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        UpdateAsync(tenantId, credentialId, _ => values, cancellationToken);

    public async Task<Credential?> ClaimAsync(Guid tenantId, Credential credential, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await UpdateAsync(tenantId, credential.Id, current => IsClaimed(current, now) ? null : new Dictionary<string, string> { ["renewingUntil"] = until.ToString("O", CultureInfo.InvariantCulture) }, cancellationToken);
    }

    /// <summary>Changes values on the strength of those stored now; when somebody else wrote in between, it looks again.</summary>
    /// <param name="tenantId">Whose credential.</param>
    /// <param name="credentialId">Which.</param>
    /// <param name="change">The values to change, an empty text to clear one; null changes nothing. May be asked several times.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The credential as it was before; null when it is gone or nothing was to be changed.</returns>
    public async Task<Credential?> UpdateAsync(Guid tenantId, Guid credentialId, Func<Credential, IReadOnlyDictionary<string, string>?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenantId));
            if (await db.Set<CredentialRow>().FirstOrDefaultAsync(credential => credential.Id == credentialId, cancellationToken) is not { } row) return null; // deleted meanwhile
            if (catalog.Find(row.Type) is not { } type) return null;
            var before = await OpenAsync(row, cancellationToken);
            if (change(before) is not { } values) return null;
            var merged = new Dictionary<string, string>(before.Values);
            foreach (var (name, value) in values) merged[name] = value;
            await ChangeAsync(row, type, row.Name, merged, cancellationToken);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return before;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 10)
            {
                // Somebody changed it in between: look at what they wrote.
            }
        }
    }

    private static bool IsClaimed(Credential credential, DateTimeOffset now) =>
        DateTimeOffset.TryParse(credential["renewingUntil"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until) && until > now;

    private Task<byte[]> SealAsync(Guid tenantId, Guid id, string type, Dictionary<string, string> values, CancellationToken cancellationToken) =>
        keys.SealAsync(tenantId, JsonSerializer.SerializeToUtf8Bytes(values), ContextOf(id, type), cancellationToken);

    /// <summary>Defaults filled in, empty values left out.</summary>
    private static Dictionary<string, string> Filled(CredentialType type, IReadOnlyDictionary<string, string> values) => type.Fields
        .Select(field => (field.Name, Value: values.GetValueOrDefault(field.Name) is { Length: > 0 } given ? given : field.Default ?? ""))
        .Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Name, pair => pair.Value);

    private static string NamesOf(CredentialType type, Dictionary<string, string> values) => string.Join(',', values.Keys.Where(name => !type.Fields.Any(field => field.Name == name && field.IsManaged)));

    private static string ContextOf(Guid id, string type) => $"credential/{id:N}/{type}";

    private static NodeException Fault(string code, string message, Exception? inner = null) => new(message, code, retryable: false, inner: inner) { NotSent = true };
}
