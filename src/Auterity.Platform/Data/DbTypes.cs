using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using NpgsqlTypes;

namespace Auterity.Platform.Data;

/// <summary>How values are kept in either database: the one codec for EF Core and for hand-written ADO.NET.</summary>
/// <remarks>
/// instants: <c>long</c> µs since 1970 UTC / <c>timestamptz</c>; ids: 16 bytes big-endian / <c>uuid</c>, both in time order;
/// money: <c>long</c> millionths; documents: bytes; text: <see cref="DbText.Clean"/>.
/// </remarks>
public static class DbTypes
{
    private const decimal MicroUnits = 1_000_000m;

    /// <summary>Microseconds since 1970 UTC; anything finer is cut off.</summary>
    public static long ToMicros(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicros(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>An instant as it comes back from the database: UTC, whole microseconds.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset instant) => FromMicros(ToMicros(instant));

    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid ToGuid(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);

    /// <summary>Money in millionths of its unit, rounded half to even.</summary>
    /// <exception cref="OverflowException">More than about 9.2 trillion units.</exception>
    public static long ToMicroUnits(decimal amount) => checked((long)decimal.Round(amount * MicroUnits, MidpointRounding.ToEven));

    public static decimal FromMicroUnits(long micro) => micro / MicroUnits;

    /// <summary>Adds an id; null is NULL.</summary>
    public static void AddId(this DbCommand command, string name, Guid? value) =>
        Add(command, name, NpgsqlDbType.Uuid, command is SqliteCommand && value is { } id ? ToBytes(id) : value);

    /// <summary>Adds an instant; null is NULL.</summary>
    public static void AddInstant(this DbCommand command, string name, DateTimeOffset? value) =>
        Add(command, name, NpgsqlDbType.TimestampTz, value is not { } instant ? null : command is SqliteCommand ? ToMicros(instant) : Rounded(instant));

    /// <summary>Adds text, normalised; null is NULL.</summary>
    /// <exception cref="InvalidTextException">The text holds NUL or half a surrogate pair.</exception>
    public static void AddText(this DbCommand command, string name, string? value) =>
        Add(command, name, NpgsqlDbType.Text, value is null ? null : DbText.Clean(value));

    /// <summary>Adds bytes; null is NULL.</summary>
    public static void AddBytes(this DbCommand command, string name, byte[]? value) => Add(command, name, NpgsqlDbType.Bytea, value);

    /// <summary>Adds an integer; null is NULL.</summary>
    public static void AddInt(this DbCommand command, string name, int? value) => Add(command, name, NpgsqlDbType.Integer, value);

    /// <summary>Adds a long integer; null is NULL.</summary>
    public static void AddLong(this DbCommand command, string name, long? value) => Add(command, name, NpgsqlDbType.Bigint, value);

    /// <summary>Reads an id.</summary>
    public static Guid ReadId(this DbDataReader reader, int column) =>
        reader is SqliteDataReader ? ToGuid(reader.GetFieldValue<byte[]>(column)) : reader.GetGuid(column);

    /// <summary>Reads an instant, UTC.</summary>
    public static DateTimeOffset ReadInstant(this DbDataReader reader, int column) =>
        reader is SqliteDataReader ? FromMicros(reader.GetInt64(column)) : reader.GetFieldValue<DateTimeOffset>(column);

    private static void Add(DbCommand command, string name, NpgsqlDbType type, object? value)
    {
        var parameter = command is NpgsqlCommand
            ? (DbParameter)new NpgsqlParameter { NpgsqlDbType = type }
            : command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}

internal sealed class InstantAsMicros() : ValueConverter<DateTimeOffset, long>(v => DbTypes.ToMicros(v), v => DbTypes.FromMicros(v));

internal sealed class InstantAsUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(v => DbTypes.Rounded(v), v => v);

internal sealed class IdAsBytes() : ValueConverter<Guid, byte[]>(v => DbTypes.ToBytes(v), v => DbTypes.ToGuid(v));

internal sealed class MoneyAsMicroUnits() : ValueConverter<decimal, long>(v => DbTypes.ToMicroUnits(v), v => DbTypes.FromMicroUnits(v));
