using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>A condition on a column.</summary>
internal sealed record SqlCondition
{
    [Description("Name of the column")]
    public string Column { get; init; } = "";

    [Description("How it is compared")]
    public SqlOp Op { get; init; }

    [Description("What it is compared with")]
    public JsonElement? Value { get; init; }
}

/// <summary>How a column is compared.</summary>
internal enum SqlOp
{
    Eq,
    Ne,
    Lt,
    Lte,
    Gt,
    Gte,
    Like,
    NotLike,
    In,
    IsNull,
    IsNotNull,
}

/// <summary>Builds statements on one table for PostgreSQL and SQLite. Names are quoted, values are parameters. Pure.</summary>
internal sealed class TableStatements(string schema, string table, IReadOnlyDictionary<string, SqlValueKind> columnKinds)
{
    private readonly StringBuilder text = new();
    private readonly List<SqlValue> values = [];

    public string TableName => (schema.Length > 0 ? $"{Quote(schema)}." : "") + Quote(table);

    public SqlStatement Insert(IReadOnlyList<KeyValuePair<string, JsonElement>> columns, IReadOnlyList<string> returning)
    {
        WriteInsert(columns);
        return Finish(returning);
    }

    public SqlStatement Upsert(IReadOnlyList<KeyValuePair<string, JsonElement>> columns, IReadOnlyList<string> keys, IReadOnlyList<string> returning)
    {
        if (keys.Count == 0) throw Wrong("keys", "An upsert needs the columns that tell rows apart.");
        WriteInsert(columns);
        var others = columns.Where(column => !keys.Contains(column.Key)).Select(column => $"{Quote(column.Key)} = excluded.{Quote(column.Key)}").ToList();
        text.Append(" ON CONFLICT (").AppendJoin(", ", keys.Select(Quote)).Append(") DO ").Append(others.Count == 0 ? "NOTHING" : "UPDATE SET ").AppendJoin(", ", others);
        return Finish(returning);
    }

    public SqlStatement Update(IReadOnlyList<KeyValuePair<string, JsonElement>> columns, IReadOnlyList<string> keys, IReadOnlyList<SqlCondition> where, bool any, bool allRows, IReadOnlyList<string> returning)
    {
        var changed = columns.Where(column => !keys.Contains(column.Key)).ToList();
        if (changed.Count == 0) throw Wrong("columns", "An update needs at least one column besides the keys.");
        var missing = keys.FirstOrDefault(key => columns.All(column => column.Key != key));
        if (missing is not null) throw Wrong("keys", $"The key '{missing}' has no value among the columns.");
        text.Append("UPDATE ").Append(TableName).Append(" SET ").AppendJoin(", ", changed.Select(column => $"{Quote(column.Key)} = {Add(column.Key, column.Value)}"));
        List<SqlCondition> conditions = [.. where, .. columns.Where(column => keys.Contains(column.Key)).Select(column => new SqlCondition { Column = column.Key, Value = column.Value })];
        WriteWhere(conditions, any && keys.Count == 0, allRows);
        return Finish(returning);
    }

    public SqlStatement Delete(IReadOnlyList<SqlCondition> where, bool any, bool allRows, IReadOnlyList<string> returning)
    {
        text.Append("DELETE FROM ").Append(TableName);
        WriteWhere(where, any, allRows);
        return Finish(returning);
    }

    public SqlStatement Select(IReadOnlyList<string> columns, IReadOnlyList<SqlCondition> where, bool any, IReadOnlyList<string> orderBy, int? limit, int? offset)
    {
        text.Append("SELECT ").AppendJoin(", ", columns.Count == 0 ? ["*"] : columns.Select(Column)).Append(" FROM ").Append(TableName);
        if (where.Count > 0) WriteWhere(where, any, allRows: true);
        if (orderBy.Count > 0) text.Append(" ORDER BY ").AppendJoin(", ", orderBy.Select(Order));
        if (limit is not null || offset is not null) text.Append(FormattableString.Invariant($" LIMIT {limit ?? int.MaxValue}"));
        if (offset is not null) text.Append(FormattableString.Invariant($" OFFSET {offset}"));
        return new SqlStatement(text.ToString(), values);
    }

    /// <summary>A name in quotes: whatever it contains, it stays a name.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c> for a name that no database takes.</exception>
    public static string Quote(string name)
    {
        if (name.Length is 0 or > 128 || name.Contains('\0', StringComparison.Ordinal)) throw Wrong("table", $"'{name}' is no name of a table or column.");
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private void WriteInsert(IReadOnlyList<KeyValuePair<string, JsonElement>> columns)
    {
        text.Append("INSERT INTO ").Append(TableName);
        if (columns.Count == 0) text.Append(" DEFAULT VALUES");
        else text.Append(" (").AppendJoin(", ", columns.Select(column => Quote(column.Key))).Append(") VALUES (").AppendJoin(", ", columns.Select(column => Add(column.Key, column.Value))).Append(')');
    }

    private void WriteWhere(IReadOnlyList<SqlCondition> where, bool any, bool allRows)
    {
        if (where.Count == 0)
        {
            if (!allRows) throw Wrong("where", "Without a condition this would change every row. Add one, or say that all rows are meant.");
            return;
        }

        text.Append(" WHERE ").AppendJoin(any ? " OR " : " AND ", where.Select(Condition));
    }

    private string Condition(SqlCondition condition)
    {
        var column = Quote(condition.Column);
        var value = condition.Value ?? default;
        var isNull = value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
        return condition.Op switch
        {
            SqlOp.IsNull => $"{column} IS NULL",
            SqlOp.IsNotNull => $"{column} IS NOT NULL",
            SqlOp.Eq when isNull => $"{column} IS NULL",
            SqlOp.Ne when isNull => $"{column} IS NOT NULL",
            SqlOp.In => In(condition.Column, value),
            SqlOp.Eq => $"{column} = {Add(condition.Column, value)}",
            SqlOp.Ne => $"{column} <> {Add(condition.Column, value)}",
            SqlOp.Lt => $"{column} < {Add(condition.Column, value)}",
            SqlOp.Lte => $"{column} <= {Add(condition.Column, value)}",
            SqlOp.Gt => $"{column} > {Add(condition.Column, value)}",
            SqlOp.Gte => $"{column} >= {Add(condition.Column, value)}",
            SqlOp.Like => $"{column} LIKE {Add(condition.Column, value)}",
            SqlOp.NotLike => $"{column} NOT LIKE {Add(condition.Column, value)}",
            _ => throw Wrong("where", $"'{condition.Op}' is no comparison."),
        };
    }

    private string In(string column, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) throw Wrong("where", $"The condition on '{column}' needs a list.");
        return value.GetArrayLength() == 0 ? "1 = 0" : $"{Quote(column)} IN ({string.Join(", ", value.EnumerateArray().Select(element => Add(column, element)))})";
    }

    private string Add(string column, JsonElement value)
    {
        values.Add(new SqlValue(value, As: columnKinds.GetValueOrDefault(column)));
        return FormattableString.Invariant($"${values.Count}");
    }

    private SqlStatement Finish(IReadOnlyList<string> returning)
    {
        if (returning.Count > 0) text.Append(" RETURNING ").AppendJoin(", ", returning.Select(Column));
        return new SqlStatement(text.ToString(), values);
    }

    private static string Column(string name) => name == "*" ? "*" : Quote(name);

    private static string Order(string entry)
    {
        var parts = entry.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [.. var name, var direction] when name.Length > 0 && direction.ToUpperInvariant() is "ASC" or "DESC" => $"{Quote(string.Join(' ', name))} {direction.ToUpperInvariant()}",
            _ => Quote(entry.Trim()),
        };
    }

    private static NodeException Wrong(string field, string message) => new($"{message} (parameter '{field}')", "invalid-parameters", retryable: false) { NotSent = true };
}
