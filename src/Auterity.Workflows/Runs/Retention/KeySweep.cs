using Auterity.Platform.Data;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>Forgets keys of keyed starts when their time is over (ENGINE rule 23).</summary>
internal sealed class KeySweep(Database database, IOptionsMonitor<RetentionOptions> options, TimeProvider time)
{
    private const int AtOnce = 500;

    /// <returns>How many keys were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(options.CurrentValue.KeyDays);
        var deleted = 0;
        while (true)
        {
            var step = await DeleteAsync(before, cancellationToken);
            deleted += step;
            if (step < AtOnce) return deleted;
        }
    }

    private async Task<int> DeleteAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        using var lease = database.Gate is { } gate ? await gate.EnterAsync(priority: false, cancellationToken) : null;
        await using var connection = await database.OpenWriteAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "DELETE FROM run_keys WHERE (tenant_id, workflow_id, key_hash) IN (SELECT tenant_id, workflow_id, key_hash FROM run_keys WHERE created_at < @before LIMIT @limit)";
        command.AddInstant("@before", before);
        command.AddInt("@limit", AtOnce);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
