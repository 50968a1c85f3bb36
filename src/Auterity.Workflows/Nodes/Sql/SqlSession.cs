using System.Data.Common;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Sql;

/// <summary>One open connection to either database.</summary>
internal abstract class SqlSession(DbConnection connection) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    /// <summary>Runs a statement. Rows of its last result become items; a statement without rows gives <c>{ affected }</c>.</summary>
    /// <exception cref="NodeException"><c>sql-failed</c>, <c>too-many-rows</c>, <c>invalid-parameters</c>.</exception>
    public abstract Task<IReadOnlyList<Item>> RunAsync(SqlStatement statement, DbTransaction? transaction, int maxRows, CancellationToken cancellationToken);

    /// <summary>How values of the table's columns are written, where that is not plain.</summary>
    public abstract Task<IReadOnlyDictionary<string, SqlValueKind>> ColumnKindsAsync(string schema, string table, CancellationToken cancellationToken);

    /// <summary>What a failure of the driver means; null for a failure that is none of the driver's.</summary>
    public abstract NodeException? Explain(Exception e);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    protected static NodeException TooMany(int maxRows) => new($"The query gives more than {maxRows:N0} rows. Add a LIMIT, or raise the node's most rows.", "too-many-rows", retryable: false);

    protected static Item Affected(int rows) => Item.From(new { affected = Math.Max(rows, 0) });
}
