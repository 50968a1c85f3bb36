using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Auterity.Workflows.Definitions;

/// <summary>Hears what other processes have changed, and as a net looks every ten seconds at what was edited lately: a word may be lost with its connection.</summary>
internal sealed partial class WorkflowNewsReader(Database database, WorkflowNews news, WorkflowChanges changes, AuterityDbFactory contexts, TimeProvider time, ILogger<WorkflowNewsReader> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Clocks of two processes may differ, and a change is committed after its time is taken.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, DateTimeOffset> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database is not PostgresDatabase postgres) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(postgres, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interrupted(e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(PostgresDatabase postgres, CancellationToken cancellationToken)
    {
        await using var connection = await postgres.Source.OpenConnectionAsync(cancellationToken);
        var heard = new List<string>();
        connection.Notification += (_, word) => heard.Add(word.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {WorkflowNews.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true)
        {
            await LookAsync(cancellationToken);
            while (await connection.WaitAsync(Every, cancellationToken))
                await TellAsync(heard, cancellationToken);
        }
    }

    private async Task TellAsync(List<string> heard, CancellationToken cancellationToken)
    {
        foreach (var word in heard.Distinct().Select(payload => payload.Split('/')))
            if (word is [var sender, var tenant, var workflow] && sender != news.Sender)
                await changes.TellHereAsync(Guid.Parse(tenant), Guid.Parse(workflow), cancellationToken);
        heard.Clear();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.System("what was changed in other processes"));
        var since = time.GetUtcNow() - Every - Overlap;
        var lately = await db.AcrossTenants<WorkflowRow>("every tenant's workflows are answered here").AsNoTracking()
            .Where(row => row.UpdatedAt > since).Select(row => new { row.TenantId, row.Id, row.UpdatedAt }).ToListAsync(cancellationToken);
        foreach (var row in lately.Where(row => told.GetValueOrDefault(row.Id) != row.UpdatedAt))
        {
            told[row.Id] = row.UpdatedAt;
            await changes.TellHereAsync(row.TenantId, row.Id, cancellationToken);
        }

        foreach (var old in told.Keys.Except(lately.Select(row => row.Id)).ToArray())
            told.Remove(old);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection for news of workflows was cut; connecting again")]
    private partial void Interrupted(Exception fault);
}
