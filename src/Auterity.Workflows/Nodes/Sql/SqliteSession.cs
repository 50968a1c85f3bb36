using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>SQLite. The driver works synchronously, so statements run on a worker thread and are interrupted on cancellation.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : SqlSession(connection)
{
    public override async Task<IReadOnlyList<Item>> RunAsync(SqlStatement statement, DbTransaction? transaction, int maxRows, CancellationToken cancellationToken)
    {
        await using var interrupt = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        return await Task.Run(() => Run(statement, transaction, maxRows, cancellationToken), cancellationToken);
    }

    public override Task<IReadOnlyDictionary<string, SqlValueKind>> ColumnKindsAsync(string schema, string table, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<string, SqlValueKind>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, type FROM pragma_table_info($1)";
        command.Parameters.AddWithValue("$1", table);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (reader.GetString(1).Equals("BLOB", StringComparison.OrdinalIgnoreCase)) kinds[reader.GetString(0)] = SqlValueKind.Bytes;
            else if (IsJson(reader.GetString(1))) kinds[reader.GetString(0)] = SqlValueKind.Json;
        }

        return Task.FromResult<IReadOnlyDictionary<string, SqlValueKind>>(kinds);
    }

    public override NodeException? Explain(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_AUTH } => new NodeException("This SQL does what workflows may not: attach files, load extensions or change settings of the database.", "sql-refused", retryable: false, inner: e),
        SqliteException known => new NodeException($"The database refuses: {known.Message.TrimEnd('.')}", "sql-failed", known.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED,
            JsonSerializer.SerializeToElement(new { sqliteError = known.SqliteExtendedErrorCode }), known),
        InvalidOperationException or ArgumentException => new NodeException($"The statement does not fit its parameters: {e.Message}", "invalid-parameters", retryable: false, inner: e) { NotSent = true },
        _ => null,
    };

    private List<Item> Run(SqlStatement statement, DbTransaction? transaction, int maxRows, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        command.Transaction = (SqliteTransaction?)transaction;
        for (var i = 0; i < statement.Values.Count; i++) Add(command, statement.Values[i], i + 1);
        try
        {
            using var reader = command.ExecuteReader();
            List<Item>? items = null;
            do
            {
                if (reader.FieldCount == 0) continue;
                items = [];
                var names = SqlNames.Distinct(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
                while (reader.Read())
                {
                    if (items.Count == maxRows) throw TooMany(maxRows);
                    items.Add(RowOf(reader, names));
                }
            }
            while (reader.NextResult());
            return items ?? [Affected(reader.RecordsAffected)];
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was interrupted.", e, cancellationToken);
        }
    }

    /// <summary>Under every name the statement may use: <c>$1</c> and <c>?1</c> by position, <c>@a</c>, <c>:a</c> and <c>$a</c> by name.</summary>
    private static void Add(SqliteCommand command, SqlValue value, int position)
    {
        var raw = ValueOf(value);
        string[] names = value.Name is { } name ? [$"@{name}", $":{name}", $"${name}"] : [FormattableString.Invariant($"${position}"), FormattableString.Invariant($"?{position}")];
        foreach (var parameter in names) command.Parameters.AddWithValue(parameter, raw);
    }

    private static object ValueOf(SqlValue value)
    {
        if (value.IsNull) return DBNull.Value;
        if (value.As == SqlValueKind.Bytes) return SqlBytes.Of(value.Json);
        if (value.As == SqlValueKind.Json) return value.Json.GetRawText();
        return value.Json.ValueKind switch
        {
            JsonValueKind.String => value.Json.GetString()!,
            JsonValueKind.True => 1L,
            JsonValueKind.False => 0L,
            JsonValueKind.Number when value.As == SqlValueKind.Auto && value.Json.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number when value.As == SqlValueKind.Auto && value.Json.TryGetDouble(out var number) && double.IsFinite(number) => number,
            _ => value.Json.GetRawText(),
        };
    }

    private static Item RowOf(SqliteDataReader reader, IReadOnlyList<string> names)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonDefaults.Options.Encoder }))
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Count; i++)
            {
                writer.WritePropertyName(names[i]);
                Write(writer, reader, i);
            }

            writer.WriteEndObject();
        }

        return new Item(buffer.WrittenMemory);
    }

    private static void Write(Utf8JsonWriter writer, SqliteDataReader reader, int column)
    {
        switch (reader.GetValue(column))
        {
            case DBNull: writer.WriteNullValue(); break;
            case long whole: writer.WriteNumberValue(whole); break;
            case double number when double.IsFinite(number): writer.WriteNumberValue(number); break;
            case double number: writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case byte[] bytes: writer.WriteBase64StringValue(bytes); break;
            case string text when IsJson(reader.GetDataTypeName(column)) && IsValid(text): writer.WriteRawValue(text); break;
            case var other: writer.WriteStringValue(Convert.ToString(other, CultureInfo.InvariantCulture)); break;
        }
    }

    private static bool IsJson(string type) => type.Equals("JSON", StringComparison.OrdinalIgnoreCase) || type.Equals("JSONB", StringComparison.OrdinalIgnoreCase);

    private static bool IsValid(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonDefaults.Document);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Bytes given as base64.</summary>
internal static class SqlBytes
{
    /// <exception cref="NodeException"><c>invalid-parameters</c>.</exception>
    public static byte[] Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String && json.TryGetBytesFromBase64(out var bytes)) return bytes;
        throw new NodeException("A value for a column of bytes must be base64 text.", "invalid-parameters", retryable: false) { NotSent = true };
    }
}

/// <summary>Names of result columns.</summary>
internal static class SqlNames
{
    /// <summary>A JSON object has each name once: a repeated column gets a number.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string> names)
    {
        var used = new HashSet<string>();
        var distinct = new List<string>();
        foreach (var name in names)
        {
            var free = name;
            for (var n = 2; !used.Add(free); n++) free = FormattableString.Invariant($"{name}_{n}");
            distinct.Add(free);
        }

        return distinct;
    }
}
