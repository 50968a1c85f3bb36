using Auterity.Platform.Data;
using Auterity.Workflows.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Definitions;

/// <summary>Every hour takes away what is left of deleted workflows of which no run is left.</summary>
internal sealed partial class DefinitionSweep(AuterityDbFactory contexts, TimeProvider time, ILogger<DefinitionSweep> log) : BackgroundService
{
    /// <summary>A run accepted at the moment of the deletion is written by then.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Grace;
        await using var db = contexts.Create(TenantScope.System("deleted workflows"));
        var runs = db.AcrossTenants<RunRow>("whether there is one");
        // Drafts, versions and hooks go with their workflow.
        await db.AcrossTenants<WorkflowRow>("deleted in any tenant")
            .Where(workflow => workflow.DeletedAt < before && !runs.Any(run => run.TenantId == workflow.TenantId && run.WorkflowId == workflow.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleted workflows could not be taken away; it is tried again in an hour")]
    private partial void Failed(Exception e);
}
