using Auterity.Platform.Blobs;
using Auterity.Platform.Data;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Deletes files of the blob store to which no run refers any more (ENGINE rule 25).</summary>
internal sealed class BlobSweep(BlobStore blobs, Database database, IOptionsMonitor<RetentionOptions> options)
{
    /// <returns>How many files were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        var age = TimeSpan.FromHours(options.CurrentValue.UnusedBlobHours);
        foreach (var tenantId in blobs.Tenants())
            deleted += await blobs.SweepAsync(tenantId, (ids, token) => FindReferencedAsync(tenantId, ids, token), age, cancellationToken);
        return deleted;
    }

    private async ValueTask<IReadOnlySet<string>> FindReferencedAsync(Guid tenantId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>();
        if (ids.Count == 0) return found;
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT hash FROM run_blobs WHERE tenant_id = @tenant AND hash IN ({string.Join(", ", ids.Select((_, i) => $"@h{i}"))})";
        command.AddId("@tenant", tenantId);
        for (var i = 0; i < ids.Count; i++) command.AddBytes($"@h{i}", Convert.FromHexString(ids[i]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found.Add(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)));
        return found;
    }
}
