using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Postgres, and CrateDB that speaks its language: SQL, and statements made from a table and its columns.</summary>
[N8nMapping("n8n-nodes-base.postgres")]
[N8nMapping("n8n-nodes-base.crateDb")]
internal sealed class PostgresMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("resource", "options.connectionTimeout", "options.delayClosingIdleConnection", "options.nodeVersion", "tableNotice");
        var mode = p.Choice("options.queryBatching", p.Choice("options.mode", p.Choice("additionalFields.mode", "single"))) == "independently" ? "independent" : null;
        return p.Choice("operation", "insert") switch
        {
            "executeQuery" => Query(p, mode),
            "select" => Node(Select(p, mode)),
            "deleteTable" => Delete(p, mode),
            "insert" => Node(Write(p, "insert", mode)),
            "update" => Node(Write(p, "update", mode)),
            "upsert" => Node(Write(p, "upsert", mode)),
            var other => MappedNode.Stub($"There is no SQL operation '{other}' here yet."),
        };
    }

    private static MappedNode Node(object parameters) => new("sql.query", parameters) { CredentialSlot = "database" };

    private static MappedNode Query(N8nParameters p, string? mode)
    {
        var written = p.Text("query", "").Trim();
        var replacement = p.Value("options.queryReplacement") ?? p.Value("additionalFields.queryParams");
        var isTemplate = written.StartsWith('=') && written.Contains("{{", StringComparison.Ordinal);
        var text = written.TrimStart('=');
        if (isTemplate && text.StartsWith("{{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal))
            return MappedNode.Stub("The whole SQL comes from an expression; here SQL is fixed text with parameters.");
        var (sql, parameters) = isTemplate ? SqlText.WithoutExpressions(text, Templates(replacement)) : (text, Templates(replacement));
        if (isTemplate) p.Lose("Expressions inside the SQL became parameters: they can be values, but no longer names or pieces of SQL.");
        return Node(new { sql, parameters = parameters.Count > 0 ? parameters : null, mode });
    }

    // "a, {{ $json.b }}" is two values.
    private static IReadOnlyList<string> Templates(JsonElement? replacement)
    {
        if (replacement is not { ValueKind: JsonValueKind.String } text || text.GetString() is not { Length: > 0 } list) return [];
        var isTemplate = list.StartsWith('=');
        return [.. SqlText.Split(list.TrimStart('=')).Select(part => isTemplate ? $"={part}" : part)];
    }

    private static object Write(N8nParameters p, string operation, string? mode)
    {
        var (columns, keys) = Columns(p);
        return new
        {
            operation,
            schema = SchemaOf(p),
            table = p.Locator("table") ?? "",
            columns,
            keys = operation == "insert" ? null : keys,
            returning = Returning(p),
            mode,
        };
    }

    private static (object? Columns, object? Keys) Columns(N8nParameters p)
    {
        if (p.Has("columns.mappingMode"))
        {
            var mapper = p.Object("columns");
            mapper.Skip("schema", "attemptToConvertTypes", "convertFieldsToString");
            var (byHand, value, keys) = (mapper.Choice("mappingMode", "defineBelow") == "defineBelow", mapper.Value("value"), mapper.Names("matchingColumns"));
            return (byHand ? value : null, keys.Count > 0 ? keys : null);
        }

        // The first version named columns and took the item's fields of the same names.
        var names = p.Names("columns");
        var updateKey = p.Names("updateKey");
        return (names.Count == 0 ? null : names.Concat(updateKey).Distinct().ToDictionary(name => name, name => $"={{{{ $json[{JsonSerializer.Serialize(name)}] }}}}"), updateKey.Count > 0 ? updateKey : null);
    }

    private static object Select(N8nParameters p, string? mode)
    {
        var (all, limit) = (p.Flag("returnAll"), p.Number("limit", 50));
        return new
        {
            operation = "select",
            schema = SchemaOf(p),
            table = p.Locator("table") ?? "",
            where = Where(p),
            any = Any(p),
            orderBy = p.List("sort.values").Select(row => row.Text("column", "") + (row.Choice("direction", "ASC") == "DESC" ? " desc" : "")).ToList() is { Count: > 0 } order ? order : null,
            limit = all ? null : limit,
            returning = Returning(p),
            mode,
        };
    }

    private static MappedNode Delete(N8nParameters p, string? mode)
    {
        var (command, schema, table) = (p.Choice("deleteCommand", "truncate"), SchemaOf(p), p.Locator("table") ?? "");
        var (where, any, restart) = (Where(p), Any(p), p.Flag("restartSequences"));
        var cascade = p.Flag("options.cascade") ? " CASCADE" : "";
        if (command == "delete") return Node(new { operation = "delete", schema, table, where, any, allRows = where is null ? true : (bool?)null, mode });
        if (table.StartsWith('=')) return MappedNode.Stub("The table to empty is named by an expression; here it must be fixed.");
        var name = schema is null ? Quoted(table) : $"{Quoted(schema)}.{Quoted(table)}";
        return Node(new { sql = command == "drop" ? $"DROP TABLE {name}{cascade}" : $"TRUNCATE TABLE {name}{(restart ? " RESTART IDENTITY" : "")}{cascade}", mode });
    }

    private static List<Condition>? Where(N8nParameters p) =>
        p.List("where.values").Select(row => new Condition(row.Text("column", ""), Compare(row.Choice("condition", "equal")), row.Value("value"))).ToList() is { Count: > 0 } conditions ? conditions : null;

    private static string? Compare(string condition) => condition switch
    {
        "!=" => "ne",
        ">" => "gt",
        ">=" => "gte",
        "<" => "lt",
        "<=" => "lte",
        "LIKE" => "like",
        "IS NULL" => "isNull",
        "IS NOT NULL" => "isNotNull",
        _ => null,
    };

    private static bool? Any(N8nParameters p) => p.Choice("combineConditions", "AND") == "OR" ? true : null;

    private static string? SchemaOf(N8nParameters p) => p.Locator("schema") is { Length: > 0 } schema && schema != "public" ? schema : null;

    private static object? Returning(N8nParameters p)
    {
        var (columns, old, oldest) = (p.NameList("options.outputColumns"), p.NameList("returnFields"), p.NameList("options.returning"));
        return columns ?? old ?? oldest;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed record Condition(string Column, string? Op, JsonElement? Value);
}
