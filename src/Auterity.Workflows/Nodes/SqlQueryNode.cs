using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.Sql;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads and writes PostgreSQL and SQLite.</summary>
[Node("sql.query", "SQL", Category = "Databases", Icon = "database", Summary = "Reads and writes PostgreSQL and SQLite.", Keywords = ["postgres", "postgresql", "sqlite", "database", "insert", "select", "table"])]
[CredentialSlot("database", "postgres", "sqlite", Required = true)]
internal sealed class SqlQueryNode(PostgresConnections postgres, SqliteFiles sqlite, TimeProvider time) : BatchNode<SqlQueryNode.Input>
{
    public sealed record Input
    {
        [Description("What to do")]
        public SqlOperation Operation { get; init; }

        [Description("SQL as it is run; values come in as $1, $2 or @name, never into the text"), Field(Editor = "code", Language = "sql", Verbatim = true, ShowIf = "operation", Is = ["query"], Placeholder = "SELECT * FROM orders WHERE customer = $1")]
        public string Sql { get; init; } = "";

        [Description("Values of the SQL: a list for $1, $2, or an object for @name"), Field(Editor = "json", ShowIf = "operation", Is = ["query"])]
        public JsonElement? Parameters { get; init; }

        [Description("Schema of the table; empty is the database's default"), Field(ShowIf = "operation", Is = ["insert", "upsert", "update", "delete", "select"])]
        public string Schema { get; init; } = "";

        [Description("Name of the table"), Field(ShowIf = "operation", Is = ["insert", "upsert", "update", "delete", "select"])]
        public string Table { get; init; } = "";

        [Description("Columns and their values; empty takes the item's fields"), Field(Editor = "json", ShowIf = "operation", Is = ["insert", "upsert", "update"])]
        public JsonElement? Columns { get; init; }

        [Description("Columns that tell rows apart"), Field(ShowIf = "operation", Is = ["upsert", "update"])]
        public IReadOnlyList<string> Keys { get; init; } = [];

        [Description("Which rows"), Field(ShowIf = "operation", Is = ["update", "delete", "select"])]
        public IReadOnlyList<SqlCondition> Where { get; init; } = [];

        [Description("One condition is enough"), Field(ShowIf = "operation", Is = ["update", "delete", "select"])]
        public bool Any { get; init; }

        [Description("Really every row, when there is no condition"), Field(ShowIf = "operation", Is = ["update", "delete"])]
        public bool AllRows { get; init; }

        [Description("Columns to hand on; * is all, an empty list only counts"), Field(ShowIf = "operation", Is = ["insert", "upsert", "update", "delete", "select"])]
        public IReadOnlyList<string> Returning { get; init; } = ["*"];

        [Description("Columns to sort by; add desc to turn one around"), Field(ShowIf = "operation", Is = ["select"])]
        public IReadOnlyList<string> OrderBy { get; init; } = [];

        [Description("Most rows to select"), Range(0, int.MaxValue), Field(ShowIf = "operation", Is = ["select"])]
        public int? Limit { get; init; }

        [Description("Rows to leave out"), Range(0, int.MaxValue), Field(ShowIf = "operation", Is = ["select"])]
        public int? Offset { get; init; }

        [Description("All items in one transaction, or each on its own")]
        public SqlMode Mode { get; init; }

        [Description("Most rows for one item; more is an error"), Range(1, 1_000_000)]
        public int MaxRows { get; init; } = 100_000;

        [Description("Longest time for everything, in seconds"), Range(0.1, 86_400)]
        public double TimeoutSeconds { get; init; } = 300;
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        var operation = parameters.TryGetProperty("operation", out var written) && written.ValueKind == JsonValueKind.String ? written.GetString() : "query";
        bool IsEmpty(string field) => !parameters.TryGetProperty(field, out var value) || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));
        if (operation == "query" && IsEmpty("sql")) yield return new("sql", "Write the SQL to run.");
        if (operation != "query" && operation?.StartsWith('=') != true && IsEmpty("table")) yield return new("table", "Name the table.");
    }

    public override async Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, TimeSpan.FromSeconds(input.TimeoutSeconds), Timeout.InfiniteTimeSpan);
        try
        {
            await using var session = await OpenAsync(context, timer.Token);
            return input.Mode == SqlMode.Transaction ? await TogetherAsync(session, input, context, timer.Token) : await EachAsync(session, context, timer.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeException($"The database gave no answer within {input.TimeoutSeconds:0.#} seconds.", "timeout", inner: e) { OutcomeUnknown = input.Mode == SqlMode.Independent };
        }
    }

    private async Task<SqlSession> OpenAsync(NodeContext context, CancellationToken cancellationToken) => await context.CredentialAsync("database", cancellationToken) switch
    {
        { Type: "postgres" } credential => new PostgresSession(await postgres.OpenAsync(credential, context.Run.TenantId, cancellationToken)),
        { Type: "sqlite" } credential => new SqliteSession(await sqlite.OpenAsync(credential, context.Run.TenantId, cancellationToken)),
        _ => throw new NodeException("Choose the credential of a PostgreSQL or SQLite database.", "credential-missing", retryable: false) { NotSent = true },
    };

    /// <summary>Everything or nothing: what fails before the commit left no trace.</summary>
    private static async Task<NodeResult> TogetherAsync(SqlSession session, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var committing = false;
        try
        {
            await using var transaction = await session.Connection.BeginTransactionAsync(cancellationToken);
            var ports = await RunItemsAsync(session, transaction, context, cancellationToken);
            committing = true;
            await transaction.CommitAsync(cancellationToken);
            return ports;
        }
        catch (NodeException e) when (!committing)
        {
            throw e.NotSent ? e : NothingChanged(e);
        }
        catch (Exception e) when (session.Explain(e) is { } known)
        {
            throw committing ? known : NothingChanged(known);
        }
    }

    private static async Task<NodeResult> EachAsync(SqlSession session, NodeContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await RunItemsAsync(session, null, context, cancellationToken);
        }
        catch (Exception e) when (session.Explain(e) is { } known)
        {
            throw known;
        }
    }

    private static async Task<NodeResult> RunItemsAsync(SqlSession session, DbTransaction? transaction, NodeContext context, CancellationToken cancellationToken)
    {
        var kinds = new Dictionary<(string, string), IReadOnlyDictionary<string, SqlValueKind>>();
        var items = new List<Item>();
        var sources = new List<ItemSource[]>();
        for (var i = 0; i < Math.Max(context.Items.Count, 1); i++)
        {
            var input = context.InputFor<Input>(i);
            if (input.Operation != SqlOperation.Query && !kinds.ContainsKey((input.Schema, input.Table)))
                kinds[(input.Schema, input.Table)] = await session.ColumnKindsAsync(input.Schema, input.Table, cancellationToken);
            var statement = StatementOf(input, kinds.GetValueOrDefault((input.Schema, input.Table)), i < context.Items.Count ? context.Items[i] : Item.Empty);
            foreach (var row in await session.RunAsync(statement, transaction, input.MaxRows, cancellationToken))
            {
                items.Add(row);
                sources.Add(context.Items.Count == 0 ? [] : NodeContext.From(i));
            }
        }

        return new NodeResult.Outputs([new PortItems(items, sources)]);
    }

    /// <summary>The statement for one item. Pure.</summary>
    internal static SqlStatement StatementOf(Input input, IReadOnlyDictionary<string, SqlValueKind>? kinds, Item item)
    {
        if (input.Operation == SqlOperation.Query)
            return input.Sql.Trim().Length > 0 ? new SqlStatement(input.Sql, SqlParameters.Of(input.Parameters)) : throw Wrong("There is no SQL to run.");
        var table = new TableStatements(input.Schema, input.Table, kinds ?? new Dictionary<string, SqlValueKind>());
        return input.Operation switch
        {
            SqlOperation.Insert => table.Insert(ColumnsOf(input, item), input.Returning),
            SqlOperation.Upsert => table.Upsert(ColumnsOf(input, item), input.Keys, input.Returning),
            SqlOperation.Update => table.Update(ColumnsOf(input, item), input.Keys, input.Where, input.Any, input.AllRows, input.Returning),
            SqlOperation.Delete => table.Delete(input.Where, input.Any, input.AllRows, input.Returning),
            _ => table.Select(input.Returning, input.Where, input.Any, input.OrderBy, input.Limit, input.Offset),
        };
    }

    private static IReadOnlyList<KeyValuePair<string, JsonElement>> ColumnsOf(Input input, Item item)
    {
        var written = NameValues.Of(input.Columns, "columns");
        return written.Count > 0 || item.Json.ValueKind != JsonValueKind.Object ? written : NameValues.Of(item.Json, "item");
    }

    private static NodeException NothingChanged(NodeException e) => new(e.Message, e.Error.Code, e.Retryable, e.Error.Details, e) { NotSent = true };

    private static NodeException Wrong(string message) => new(message, "invalid-parameters", retryable: false) { NotSent = true };
}

/// <summary>What a SQL node does.</summary>
internal enum SqlOperation
{
    Query,
    Insert,
    Upsert,
    Update,
    Delete,
    Select,
}

/// <summary>How the statements of several items belong together.</summary>
internal enum SqlMode
{
    /// <summary>One transaction: all or none.</summary>
    Transaction,

    /// <summary>Each on its own: what was done stays done when a later one fails.</summary>
    Independent,
}
