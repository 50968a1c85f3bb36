namespace Auterity.Platform.Data;

/// <summary>How long SQLite's log is, and how much of it is not yet in the database file.</summary>
/// <remarks>
/// SQLite itself is asked, by a checkpoint that does nothing. Its files must not be opened by anybody else: closing any handle of one gives
/// up every lock that this process holds on it (sqlite.org/howtocorrupt.html, section 2.2). The log's own length says nothing: it is
/// reused, never shortened.
/// </remarks>
internal static class WalState
{
    /// <summary>Bytes in use in the log, and how many of them a checkpoint would move.</summary>
    public static (long Used, long Pending) Measure(SqliteDatabase database)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_size; PRAGMA wal_checkpoint(NOOP)";
        using var reader = command.ExecuteReader();
        reader.Read();
        var pageSize = reader.GetInt64(0);
        reader.NextResult();
        reader.Read();
        // Both are -1 where there is no log.
        var (frames, moved) = (Math.Max(0, reader.GetInt64(1)), Math.Max(0, reader.GetInt64(2)));
        return (frames * pageSize, Math.Max(0, frames - moved) * pageSize);
    }
}
