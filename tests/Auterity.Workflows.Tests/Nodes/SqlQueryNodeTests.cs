using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Nodes.Sql;
using Auterity.Workflows.Tests.Outbound;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>What holds on either database.</summary>
public abstract class SqlQueryNodeTests
{
    private protected abstract Credential Database { get; }

    private protected abstract string[] Allow { get; }

    private protected abstract string Folder { get; }

    /// <summary>Column definition of a table with one of each kind.</summary>
    private protected abstract string Columns { get; }

    [Fact]
    public async Task Query_PositionalAndNamed_BindValues()
    {
        await TableAsync();
        await RunAsync(new { sql = "INSERT INTO t (id, name) VALUES ($1, $2)", parameters = new object[] { 1, "O'Brien\"; DROP TABLE t; --" } });

        var byPosition = Assert.Single(await RunAsync(new { sql = "SELECT name FROM t WHERE id = $1", parameters = new[] { 1 } }));
        var byName = Assert.Single(await RunAsync(new { sql = "SELECT name FROM t WHERE id = @id AND name LIKE @n", parameters = new { id = 1, n = "O%" } }));

        Assert.Equal("O'Brien\"; DROP TABLE t; --", byPosition.Json.GetProperty("name").GetString());
        Assert.Equal(byPosition.ToString(), byName.ToString());
    }

    [Fact]
    public async Task InsertAndSelect_EveryKind_ComesBackAsItWas()
    {
        await TableAsync();
        var row = """{"id":1,"name":"ü","big":9223372036854775807,"data":{"a":[1,2.50]},"bytes":"AQID"}""";

        await RunAsync(new { operation = "insert", table = "t" }, row);
        var read = Assert.Single(await RunAsync(new { operation = "select", table = "t", returning = new[] { "id", "name", "big", "data", "bytes" } }));

        using var expected = JsonDocument.Parse(row);
        Assert.Equal("9223372036854775807", read.Json.GetProperty("big").GetRawText());
        Assert.Equal(("ü", "AQID", 2), (read.Json.GetProperty("name").GetString(), read.Json.GetProperty("bytes").GetString(), read.Json.GetProperty("data").GetProperty("a").GetArrayLength()));
    }

    [Fact]
    public async Task Transaction_OneItemFails_NothingIsKept()
    {
        await TableAsync();

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { operation = "insert", table = "t" }, """{"id":1}""", """{"id":2}""", """{"id":1}"""));

        Assert.Equal(("sql-failed", true, false), (error.Error.Code, error.NotSent, error.Retryable));
        Assert.Empty(await RunAsync(new { operation = "select", table = "t" }));
    }

    [Fact]
    public async Task Independent_OneItemFails_EarlierOnesStay()
    {
        await TableAsync();

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { operation = "insert", table = "t", mode = "independent" }, """{"id":1}""", """{"id":1}"""));

        Assert.False(error.NotSent);
        Assert.Single(await RunAsync(new { operation = "select", table = "t" }));
    }

    [Fact]
    public async Task UpsertUpdateDelete_ChangeTheirRowsOnly()
    {
        await TableAsync();
        await RunAsync(new { operation = "insert", table = "t" }, """{"id":1,"name":"a"}""", """{"id":2,"name":"b"}""");

        await RunAsync(new { operation = "upsert", table = "t", keys = new[] { "id" } }, """{"id":2,"name":"B"}""", """{"id":3,"name":"c"}""");
        await RunAsync(new { operation = "update", table = "t", keys = new[] { "id" }, columns = new { id = 1, name = "A" } });
        var deleted = await RunAsync(new { operation = "delete", table = "t", where = new object[] { new { column = "name", op = "in", value = new[] { "c", "zz" } } }, returning = Array.Empty<string>() });
        var rows = await RunAsync(new { operation = "select", table = "t", returning = new[] { "id", "name" }, orderBy = new[] { "id desc" }, limit = 5 });

        Assert.Equal("""{"affected":1}""", Assert.Single(deleted).ToString());
        Assert.Equal(["""{"id":2,"name":"B"}""", """{"id":1,"name":"A"}"""], rows.Select(row => row.ToString()));
    }

    [Theory]
    [InlineData("update"), InlineData("delete")]
    public async Task Change_WithoutCondition_Refused(string operation)
    {
        await TableAsync();

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { operation, table = "t", columns = new { name = "x" } }));

        Assert.Contains("every row", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_WithQuotes_StayNames()
    {
        await TableAsync();

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { operation = "select", table = "t\"; DROP TABLE t; --" }));
        await RunAsync(new { operation = "select", table = "t" });

        Assert.Equal("sql-failed", error.Error.Code);
    }

    [Theory]
    [InlineData("SELEC 1"), InlineData("SELECT $1"), InlineData("SELECT * FROM nowhere"), InlineData("SELECT @a, @b")]
    public async Task Query_Broken_SaysWhy(string sql)
    {
        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { sql, parameters = new { a = 1 } }));

        Assert.Contains(error.Error.Code, new[] { "sql-failed", "invalid-parameters" });
        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task Query_MoreRowsThanAllowed_IsAnError()
    {
        const string Sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000) SELECT x FROM n";

        Assert.Equal(1000, (await RunAsync(new { sql = Sql })).Count);
        Assert.Equal("too-many-rows", (await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { sql = Sql, maxRows = 999 }))).Error.Code);
    }

    [Fact]
    public async Task Query_TooSlow_IsStopped()
    {
        const string Endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { sql = Endless, timeoutSeconds = 0.3 }));

        Assert.Equal("timeout", error.Error.Code);
    }

    [Fact]
    public async Task Query_EachItem_KeepsItsSource()
    {
        var context = Context("""{"n":1}""", """{"n":2}""");
        context.ParametersByItem = [.. context.InputItems.Select(item => JsonSerializer.SerializeToElement(new { sql = "SELECT $1 AS n", parameters = new[] { item.Json.GetProperty("n") } }))];

        var result = await RunAsync(context, new { sql = "x" });

        Assert.Equal([0, 1], result.Ports[0]!.Sources!.Select(source => source[0].Index));
        Assert.Equal(["1", "2"], result.Ports[0]!.Items.Select(item => item.Json.GetProperty("n").ToString()));
    }

    [Fact]
    public async Task Query_RepeatedColumnNames_AreNumbered() =>
        Assert.Equal("""{"a":1,"a_2":2}""", Assert.Single(await RunAsync(new { sql = "SELECT 1 AS a, 2 AS a" })).ToString());

    private protected async Task TableAsync() => await RunAsync(new { sql = $"DROP TABLE IF EXISTS t; CREATE TABLE t ({Columns})" });

    private protected async Task<IReadOnlyList<Item>> RunAsync(object parameters, params string[] items) =>
        (await RunAsync(Context(items.Length == 0 ? ["{}"] : items), parameters)).Ports[0]!.Items;

    private protected NetContext Context(params string[] items)
    {
        var context = new NetContext { InputItems = [.. items.Select(item => new Item(System.Text.Encoding.UTF8.GetBytes(item)))] };
        context.Credentials["database"] = Database;
        return context;
    }

    private async Task<NodeResult.Outputs> RunAsync(NetContext context, object parameters)
    {
        await using var services = Outgoing.Services(TimeProvider.System, Folder, Allow);
        return Assert.IsType<NodeResult.Outputs>(await context.RunBatchAsync(services.Create<SqlQueryNode>(), parameters));
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteQueryTests : SqlQueryNodeTests, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sql").FullName;

    private protected override Credential Database { get; } = NetContext.Secret("sqlite", ("file", "shop/test.db"));

    private protected override string[] Allow => [];

    private protected override string Folder => folder;

    private protected override string Columns => "id INTEGER PRIMARY KEY, name TEXT, big INTEGER, data JSON, bytes BLOB";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("ATTACH DATABASE '/tmp/other.db' AS o"), InlineData("VACUUM INTO '/tmp/copy.db'"), InlineData("SELECT load_extension('x')"), InlineData("PRAGMA temp_store_directory = '/tmp'"), InlineData("PRAGMA writable_schema = 1"), InlineData("CREATE VIRTUAL TABLE v USING csv(filename='/etc/passwd')")]
    public async Task Query_ThatReachesOut_Refused(string sql)
    {
        var error = await Assert.ThrowsAsync<NodeException>(() => RunAsync(new { sql, mode = "independent" }));

        Assert.Contains(error.Error.Code, new[] { "sql-refused", "sql-failed" });
    }

    [Theory]
    [InlineData("../x.db"), InlineData("/etc/x.db"), InlineData("a/../../x.db"), InlineData(""), InlineData("a\\b.db"), InlineData("file:x.db?mode=rw"), InlineData(":memory:"), InlineData("a//b"), InlineData("link/x.db")]
    public async Task Open_FileElsewhere_Refused(string file)
    {
        var context = Context("{}");
        context.Credentials["database"] = NetContext.Secret("sqlite", ("file", file));
        var tenant = Directory.CreateDirectory(Path.Combine(folder, context.Run.TenantId.ToString()));
        Directory.CreateSymbolicLink(Path.Combine(tenant.FullName, "link"), Path.GetTempPath());
        await using var services = Outgoing.Services(TimeProvider.System, folder);

        var error = await Assert.ThrowsAsync<NodeException>(() => context.RunBatchAsync(services.Create<SqlQueryNode>(), new { sql = "SELECT 1" }));

        Assert.Equal("file-refused", error.Error.Code);
    }
}

/// <summary>On PostgreSQL, where <c>AUTERITY_TEST_POSTGRES</c> names one.</summary>
public sealed class PostgresQueryTests : SqlQueryNodeTests
{
    private static readonly Npgsql.NpgsqlConnectionStringBuilder? Server = Environment.GetEnvironmentVariable("AUTERITY_TEST_POSTGRES") is { Length: > 0 } text ? new(text) : null;

    public PostgresQueryTests() => Assert.SkipWhen(Server is null, "AUTERITY_TEST_POSTGRES names no server.");

    private protected override Credential Database { get; } = Server is null ? null! : NetContext.Secret("postgres",
        ("host", Server.Host!), ("port", $"{Server.Port}"), ("database", Server.Database!), ("user", Server.Username!), ("password", Server.Password ?? ""));

    private protected override string[] Allow => ["127.0.0.0/8", "::1", "localhost"];

    private protected override string Folder => "unused";

    private protected override string Columns => "id int PRIMARY KEY, name text, big bigint, data jsonb, bytes bytea";

    [Fact]
    public async Task Select_ServerTypes_BecomeFaithfulJson()
    {
        const string Sql = """
            SELECT 12345678901234567890.123456789::numeric AS n, 'NaN'::numeric AS nan, 1.5::float8 AS f, 'Infinity'::float8 AS inf, true AS b, '{"a": 1.0}'::json AS j,
            '2026-01-02 03:04:05.123456+02'::timestamptz AS tz, '2026-01-02 03:04:05'::timestamp AS ts, '2026-01-02'::date AS d, 'infinity'::timestamp AS ti, '\x0102'::bytea AS x,
            ARRAY[1,NULL,3] AS a, ARRAY['a"b','c,d','\',NULL,'NULL'] AS t, ARRAY[[1,2],[3,4]] AS m, ARRAY['{"k":1}'::jsonb] AS ja, '550e8400-e29b-41d4-a716-446655440000'::uuid AS u, '1 day'::interval AS i, NULL AS z, 'text' AS c, '[2:3]={7,8}'::int[] AS bounds
            """;

        var row = Assert.Single(await RunAsync(new { sql = Sql })).ToString();

        Assert.Equal("""{"n":12345678901234567890.123456789,"nan":"NaN","f":1.5,"inf":"Infinity","b":true,"j":{"a": 1.0},"tz":"2026-01-02T01:04:05.123456Z","ts":"2026-01-02T03:04:05","d":"2026-01-02","ti":"infinity","x":"AQI=","a":[1,null,3],"t":["a\"b","c,d","\\",null,"NULL"],"m":[[1,2],[3,4]],"ja":[{"k": 1}],"u":"550e8400-e29b-41d4-a716-446655440000","i":"1 day","z":null,"c":"text","bounds":[7,8]}""", row);
    }

    [Fact]
    public async Task Parameters_EveryKind_TakeTheTypeTheServerWants()
    {
        var row = Assert.Single(await RunAsync(new
        {
            sql = "SELECT $1::int + 1 AS i, $2::timestamptz AS t, $3::bool AS b, 2 = ANY($4::int[]) AS a, $5::jsonb->>'k' AS j, $6::text[] AS q, $7::text IS NULL AS z",
            parameters = new object?[] { 41, "2026-01-01T00:00:00Z", true, new[] { 1, 2 }, new { k = "v" }, new[] { "a\"b", "c\\d", "e,f" }, null },
        }));

        Assert.Equal("""{"i":42,"t":"2026-01-01T00:00:00Z","b":true,"a":true,"j":"v","q":["a\"b","c\\d","e,f"],"z":true}""", row.ToString());
    }

    [Fact]
    public async Task Open_InnerServerThatIsNotAllowed_Refused()
    {
        var context = Context("{}");
        await using var services = Outgoing.Services();

        var error = await Assert.ThrowsAsync<NodeException>(() => context.RunBatchAsync(services.Create<SqlQueryNode>(), new { sql = "SELECT 1" }));

        Assert.Equal(("address-refused", true), (error.Error.Code, error.NotSent));
    }

    [Theory]
    [InlineData("password", "wrong", "credential-invalid"), InlineData("database", "nowhere", "credential-invalid"), InlineData("host", "/var/run/postgresql", "credential-invalid"), InlineData("host", "127.0.0.1,10.0.0.1", "credential-invalid"), InlineData("port", "1", "connect-failed")]
    public async Task Open_WrongCredential_SaysWhat(string field, string value, string code)
    {
        var context = Context("{}");
        context.Credentials["database"] = Database with { Values = new Dictionary<string, string>(Database.Values) { [field] = value } };
        await using var services = Outgoing.Services(Allow);

        var failure = await Record.ExceptionAsync(() => context.RunBatchAsync(services.Create<SqlQueryNode>(), new { sql = "SELECT 1" }));

        Assert.SkipWhen(failure is null && field == "password", "The server wants no password.");
        var error = Assert.IsType<NodeException>(failure);
        Assert.Equal((code, true), (error.Error.Code, error.NotSent));
    }
}

public sealed class TableStatementsTests
{
    [Fact]
    public void Quote_AnyName_IsOneIdentifier() => Gen.String[1, 128].Where(name => !name.Contains('\0')).Sample(name =>
    {
        var quoted = TableStatements.Quote(name);

        Assert.Equal(name, quoted[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal));
        Assert.Equal(0, quoted.Count(c => c == '"') % 2);
    });

    [Fact]
    public void Insert_AnyValue_IsNeverPartOfTheText() => Gen.String.Sample(value =>
    {
        var table = new TableStatements("", "t", new Dictionary<string, SqlValueKind>());

        var statement = table.Insert([KeyValuePair.Create("c", JsonSerializer.SerializeToElement(value))], []);

        Assert.Equal("""INSERT INTO "t" ("c") VALUES ($1)""", statement.Text);
        Assert.Single(statement.Values);
    });
}
