using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Data;

/// <summary>Moves SQLite's log into the database file away from the commit path: PASSIVE when 16 MiB wait, RESTART under the gate when the log holds 256 MiB.</summary>
internal sealed partial class CheckpointService(SqliteDatabase database, TimeProvider time, ILogger<CheckpointService> log) : BackgroundService
{
    internal const long PassiveAt = 16L << 20;
    internal const long RestartAt = 256L << 20;

    /// <summary>Longest wait for readers while writers wait, in milliseconds: no read transaction should take longer.</summary>
    private const int Patience = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes not yet in the database file from which on they are moved there.</summary>
    internal long Passive { get; init; } = PassiveAt;

    /// <summary>Length of the log from which on it begins anew.</summary>
    internal long Restart { get; init; } = RestartAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(e);
            }
        }
    }

    /// <summary>Checks once and checkpoints if the log has grown enough.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var (used, pending) = WalState.Measure(database);
        if (used >= Restart)
        {
            // Only a writer's pause lets the log begin anew; readers that hold it are waited for, but not long.
            using var lease = await database.Gate.EnterAsync(priority: false, cancellationToken);
            Run("RESTART", pending);
        }
        else if (pending >= Passive)
        {
            Run("PASSIVE", pending);
        }
    }

    private void Run(string mode, long pending)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={Patience}; PRAGMA wal_checkpoint({mode})";
        using var reader = command.ExecuteReader();
        // The first pragma answers as well.
        reader.NextResult();
        reader.Read();
        Checkpointed(mode, pending, reader.GetInt32(2), reader.GetInt32(1));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Checkpoint {Mode} at {Pending} bytes: {Moved} of {Pages} pages")]
    private partial void Checkpointed(string mode, long pending, int moved, int pages);

    [LoggerMessage(Level = LogLevel.Error, Message = "The checkpoint failed; it is tried again")]
    private partial void Failed(Exception e);
}
