using System.Buffers;
using System.Text;
using Auterity.Platform.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>One prepared statement whose values are bound by position.</summary>
/// <remarks>
/// Straight on SQLite's interface: ADO.NET looks every parameter up by name at every execution, in a list it walks from the start (ADR 7).
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    /// <param name="at">Position of the value, from 1.</param>
    /// <param name="value">The value.</param>
    public void Bind(int at, long value) => Check(raw.sqlite3_bind_int64(statement, at, value));

    public void Bind(int at, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, at, value));

    public void Bind(int at, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        Bind(at, bytes);
    }

    public void Bind(int at, Guid? value)
    {
        if (value is { } id) Bind(at, id);
        else BindNull(at);
    }

    public void Bind(int at, DateTimeOffset? value)
    {
        if (value is { } instant) Bind(at, DbTypes.ToMicros(instant));
        else BindNull(at);
    }

    public void Bind(int at, string? value)
    {
        if (value is null)
        {
            BindNull(at);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        var count = Encoding.UTF8.GetBytes(value, rented);
        Check(raw.sqlite3_bind_text(statement, at, rented.AsSpan(0, count)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    /// <exception cref="SqliteException">The database refuses.</exception>
    public void Execute()
    {
        var result = raw.sqlite3_step(statement);
        // A failed statement gives its error again when it is reset.
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) Check(result);
    }

    public void Dispose() => statement.Dispose();

    private void BindNull(int at) => Check(raw.sqlite3_bind_null(statement, at));

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }
}
