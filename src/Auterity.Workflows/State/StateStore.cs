using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.State;

/// <summary>Key-values that outlive runs: of one workflow, or of the whole tenant (ENGINE rule 38).</summary>
internal sealed class StateStore(AuterityDbFactory contexts, TimeProvider time, Guid tenantId, Guid workflowId) : IStateStore
{
    private const int MaxKeyLength = 400;
    private const int MaxValueBytes = 1024 * 1024;

    public async Task<StateValue> GetAsync(StateScope scope, string key, CancellationToken cancellationToken)
    {
        key = Clean(key);
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var owner = OwnerOf(scope);
        var row = await db.Set<StateRow>().AsNoTracking().FirstOrDefaultAsync(value => value.OwnerId == owner && value.Key == key, cancellationToken);
        return row is null ? new StateValue(null, 0) : new StateValue(IsOver(row) ? null : Parse(row.Value), row.Version);
    }

    public async Task<StateValue?> SetAsync(
        StateScope scope, string key, JsonElement? value, long? expectedVersion, TimeSpan? timeToLive, string idempotencyKey, CancellationToken cancellationToken)
    {
        key = Clean(key);
        if (key.Length is 0 or > MaxKeyLength) throw new NodeException($"A state key has 1 to {MaxKeyLength} characters; this one has {key.Length}.", "invalid-parameters", retryable: false);
        var bytes = value is { } json ? JsonSerializer.SerializeToUtf8Bytes(json, JsonDefaults.Options) : null;
        if (bytes?.Length > MaxValueBytes) throw new NodeException($"The value for '{key}' has {bytes.Length:N0} bytes; at most {MaxValueBytes:N0} are kept. Store it as a file.", "state-too-large", retryable: false);
        var mark = RecentWrites.MarkOf(idempotencyKey);
        for (var attempt = 0; ; attempt++)
        {
            await using var db = contexts.Create(TenantScope.Tenant(tenantId));
            var owner = OwnerOf(scope);
            var row = await db.Set<StateRow>().FirstOrDefaultAsync(found => found.OwnerId == owner && found.Key == key, cancellationToken);
            // The same attempt again, after a crash: it has been written already, and others may have written since.
            if (row is not null && RecentWrites.Contains(row.WrittenBy, mark)) return new StateValue(Parse(row.Value), row.Version);
            if (expectedVersion is { } expected && expected != (row?.Version ?? 0)) return null;
            if (row is null) db.Add(row = new StateRow { OwnerId = owner, Key = key });
            row.Value = bytes;
            row.ExpiresAt = timeToLive is { } life ? time.GetUtcNow() + life : null;
            row.WrittenBy = RecentWrites.Add(row.WrittenBy, mark);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return new StateValue(value, row.Version);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Somebody wrote between our reading and our writing: look again.
            }
        }
    }

    /// <summary>The key as rows have it.</summary>
    private static string Clean(string key)
    {
        try
        {
            return DbText.Clean(key);
        }
        catch (InvalidTextException e)
        {
            throw new NodeException($"This is no key of a state: {e.Message}", "invalid-parameters", retryable: false, inner: e);
        }
    }

    private Guid OwnerOf(StateScope scope) => scope == StateScope.Workflow ? workflowId : Guid.Empty;

    private bool IsOver(StateRow row) => row.ExpiresAt is { } expires && expires <= time.GetUtcNow();

    private static JsonElement? Parse(byte[]? value) => value is null ? null : JsonDocument.Parse(value, JsonDefaults.Document).RootElement;
}

/// <summary>One stored value.</summary>
internal sealed class StateRow : ITenantOwned, IVersioned
{
    public Guid TenantId { get; set; }

    /// <summary>The workflow, or an empty id for the whole tenant.</summary>
    public Guid OwnerId { get; init; }

    public required string Key { get; init; }

    public byte[]? Value { get; set; }

    public int Version { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Marks of the last writes: see <see cref="RecentWrites"/>.</summary>
    public string? WrittenBy { get; set; }
}

internal static class StateModel
{
    public static void Build(ModelBuilder model) => model.Entity<StateRow>(row =>
    {
        row.ToTable("state_values");
        row.HasKey(value => new { value.TenantId, value.OwnerId, value.Key });
        row.Property(value => value.Key).HasMaxLength(400);
        row.HasIndex(value => value.ExpiresAt).HasFilter("expires_at IS NOT NULL");
    });
}
