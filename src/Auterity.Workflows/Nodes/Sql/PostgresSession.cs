using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Npgsql;
using NpgsqlTypes;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>PostgreSQL. Values travel as text in both directions, so that the server decides their types and no digit is lost.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : SqlSession(connection)
{
    private const string ColumnQuery = """
        SELECT a.attname, t.typname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = pg_catalog.to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND t.typname IN ('json', 'jsonb', 'bytea')
        """;

    public override async Task<IReadOnlyList<Item>> RunAsync(SqlStatement statement, DbTransaction? transaction, int maxRows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement.Text, (NpgsqlConnection)Connection, (NpgsqlTransaction?)transaction) { AllResultTypesAreUnknown = true };
        foreach (var value in statement.Values) command.Parameters.Add(ParameterOf(value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<Item>? items = null;
        do
        {
            if (reader.FieldCount == 0) continue;
            items = [];
            var columns = PostgresColumn.Of(reader);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (items.Count == maxRows) throw TooMany(maxRows);
                items.Add(RowOf(reader, columns));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return items ?? [Affected(reader.RecordsAffected)];
    }

    public override async Task<IReadOnlyDictionary<string, SqlValueKind>> ColumnKindsAsync(string schema, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ColumnQuery, (NpgsqlConnection)Connection);
        command.Parameters.Add(new NpgsqlParameter { Value = new TableStatements(schema, table, new Dictionary<string, SqlValueKind>()).TableName });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kinds = new Dictionary<string, SqlValueKind>();
        while (await reader.ReadAsync(cancellationToken)) kinds[reader.GetString(0)] = reader.GetString(1) == "bytea" ? SqlValueKind.Bytes : SqlValueKind.Json;
        return kinds;
    }

    public override NodeException? Explain(Exception e) => e switch
    {
        PostgresException known => new NodeException(
            $"The database refuses: {known.MessageText}{(known.Position > 0 ? FormattableString.Invariant($" (at character {known.Position} of the SQL)") : "")}",
            "sql-failed",
            known.IsTransient || known.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable,
            JsonSerializer.SerializeToElement(new { sqlState = known.SqlState, detail = known.Detail, hint = known.Hint, table = known.TableName, column = known.ColumnName, constraint = known.ConstraintName, position = known.Position }, JsonDefaults.Options),
            known),
        NpgsqlException or IOException => new NodeException($"The connection to the database was lost: {(e.InnerException ?? e).Message.TrimEnd('.')}.", "connection-lost", inner: e) { OutcomeUnknown = true },
        InvalidOperationException or ArgumentException => new NodeException($"The statement does not fit its parameters: {e.Message}", "invalid-parameters", retryable: false, inner: e) { NotSent = true },
        _ => null,
    };

    private static NpgsqlParameter ParameterOf(SqlValue value)
    {
        var parameter = value.As == SqlValueKind.Bytes && !value.IsNull
            ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = SqlBytes.Of(value.Json) }
            : new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value.IsNull ? DBNull.Value : TextOf(value) };
        if (value.Name is not null) parameter.ParameterName = value.Name;
        return parameter;
    }

    private static string TextOf(SqlValue value) => value.As switch
    {
        SqlValueKind.Json => value.Json.GetRawText(),
        _ => value.Json.ValueKind switch
        {
            JsonValueKind.String => value.Json.GetString()!,
            JsonValueKind.Array when value.As == SqlValueKind.Auto && value.Json.EnumerateArray().All(element => element.ValueKind != JsonValueKind.Object) => ArrayOf(value.Json),
            _ => value.Json.GetRawText(),
        },
    };

    /// <summary>A PostgreSQL array literal: <c>{1,"a b",NULL}</c>.</summary>
    private static string ArrayOf(JsonElement array)
    {
        var text = new StringBuilder("{");
        foreach (var element in array.EnumerateArray())
        {
            if (text.Length > 1) text.Append(',');
            text.Append(element.ValueKind switch
            {
                JsonValueKind.Null => "NULL",
                JsonValueKind.Array => ArrayOf(element),
                JsonValueKind.String => $"\"{element.GetString()!.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
                _ => element.GetRawText(),
            });
        }

        return text.Append('}').ToString();
    }

    private static Item RowOf(NpgsqlDataReader reader, IReadOnlyList<PostgresColumn> columns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonDefaults.Options.Encoder }))
        {
            writer.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                writer.WritePropertyName(columns[i].Name);
                if (reader.IsDBNull(i)) writer.WriteNullValue();
                else PostgresText.Write(writer, columns[i].Type, reader.GetString(i));
            }

            writer.WriteEndObject();
        }

        return new Item(buffer.WrittenMemory);
    }
}

/// <summary>A result column: a name of its own, and the server's type.</summary>
internal readonly record struct PostgresColumn(string Name, string Type)
{
    public static IReadOnlyList<PostgresColumn> Of(NpgsqlDataReader reader)
    {
        var names = SqlNames.Distinct(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        return [.. names.Select((name, index) => new PostgresColumn(name, reader.GetDataTypeName(index)))];
    }
}

/// <summary>Turns PostgreSQL's text form into JSON: numbers keep their digits, dates become ISO 8601, bytes base64, arrays lists.</summary>
internal static class PostgresText
{
    public static void Write(Utf8JsonWriter writer, string type, string text)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            WriteArray(writer, type[..^2], text);
            return;
        }

        switch (type.Split('(')[0])
        {
            case "smallint" or "integer" or "bigint" or "oid" or "numeric" or "real" or "double precision" when IsNumber(text):
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            case "boolean":
                writer.WriteBooleanValue(text == "t");
                break;
            case "json" or "jsonb":
                writer.WriteRawValue(text, skipInputValidation: true); // the server has checked it
                break;
            case "bytea" when text.StartsWith(@"\x", StringComparison.Ordinal):
                writer.WriteBase64StringValue(Convert.FromHexString(text.AsSpan(2)));
                break;
            case "timestamp without time zone" or "timestamp with time zone" or "timestamp":
                writer.WriteStringValue(IsoOf(text));
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    /// <summary>JSON knows no NaN and no infinity; those stay text.</summary>
    private static bool IsNumber(string text) => text is [(>= '0' and <= '9'), ..] or ['-', (>= '0' and <= '9'), ..];

    private static string IsoOf(string text)
    {
        if (text.Length < 19 || text[4] != '-' || text[10] != ' ' || text.EndsWith("BC", StringComparison.Ordinal)) return text; // infinity, years beyond 9999, another DateStyle
        var zone = text.AsSpan(19).IndexOfAny('+', '-');
        var time = text.AsSpan(11, zone < 0 ? text.Length - 11 : 8 + zone);
        var offset = zone < 0 ? "" : text[(19 + zone)..];
        return $"{text.AsSpan(0, 10)}T{time}{(offset is "+00" or "+00:00" ? "Z" : offset.Length == 3 ? offset + ":00" : offset)}";
    }

    /// <summary>Reads <c>{1,NULL,"a \"b\"",{2}}</c>; bounds before the braces are left out.</summary>
    private static void WriteArray(Utf8JsonWriter writer, string type, string text)
    {
        var at = text.IndexOf('{', StringComparison.Ordinal);
        if (at < 0) writer.WriteStringValue(text);
        else WriteArray(writer, type, text, ref at);
    }

    private static void WriteArray(Utf8JsonWriter writer, string type, string text, ref int at)
    {
        writer.WriteStartArray();
        at++;
        while (at < text.Length && text[at] != '}')
        {
            if (text[at] == '{') WriteArray(writer, type, text, ref at);
            else if (text[at] == '"') Write(writer, type, Quoted(text, ref at));
            else
            {
                var start = at;
                while (at < text.Length && text[at] is not (',' or '}')) at++;
                if (text[start..at] == "NULL") writer.WriteNullValue();
                else Write(writer, type, text[start..at]);
            }

            if (at < text.Length && text[at] is ',' or ';') at++;
        }

        at++;
        writer.WriteEndArray();
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\') at++;
            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
