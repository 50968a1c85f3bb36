using System.Text.Json;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>SQL and the values of its parameters, apart.</summary>
/// <param name="Text">SQL as the author wrote it, or as <see cref="TableStatements"/> built it; values are never part of it.</param>
/// <param name="Values">Values in order; named ones carry their name.</param>
internal sealed record SqlStatement(string Text, IReadOnlyList<SqlValue> Values);

/// <summary>One value.</summary>
/// <param name="Json">The value; undefined is NULL.</param>
/// <param name="Name">Name of the parameter; null for one by position.</param>
/// <param name="As">How to write it; by default as its JSON kind suggests.</param>
internal sealed record SqlValue(JsonElement Json, string? Name = null, SqlValueKind As = SqlValueKind.Auto)
{
    public bool IsNull => Json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;
}

/// <summary>How a value is written to the database.</summary>
internal enum SqlValueKind
{
    Auto,
    Text,

    /// <summary>As JSON text, whatever it is.</summary>
    Json,

    /// <summary>Bytes, from base64.</summary>
    Bytes,
}
