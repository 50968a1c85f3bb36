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
            deleted += await blobs.SweepAsync(tenantId, (id, token) => IsReferencedAsync(tenantId, id, token), age, cancellationToken);
        return deleted;
    }

    private async ValueTask<bool> IsReferencedAsync(Guid tenantId, string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReadAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM run_blobs WHERE tenant_id = @tenant AND hash = @hash LIMIT 1";
        command.AddId("@tenant", tenantId);
        command.AddBytes("@hash", Convert.FromHexString(id));
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
