using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Auterity.Server.Tests.Data;

public sealed class PostgresTests
{
    [Fact]
    public async Task Query_FilterForgotten_IsStoppedByRowSecurity()
    {
        await using var server = await Server.StartAsync(Backend.Postgres);
        var (_, tenant) = await server.AddTenantAsync("other");
        await using var db = server.Services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.Tenant(tenant));

        var seen = await db.Database.SqlQueryRaw<string>("SELECT name AS \"Value\" FROM api_keys").ToListAsync(Json.Token);

        Assert.Equal(["other"], seen);
        var raw = await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO idempotent_answers (tenant_id, route, key, body_hash, created_at, status) VALUES (gen_random_uuid(), 'r', 'k', '', now(), 0)", Json.Token));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, raw.SqlState);
    }

    [Fact]
    public async Task Connection_GoneBackToThePool_ForgetsItsTenant()
    {
        await using var server = await Server.StartAsync(Backend.Postgres);
        var (_, tenant) = await server.AddTenantAsync("other");
        var contexts = server.Services.GetRequiredService<AuterityDbFactory>();
        await using (var db = contexts.Create(TenantScope.Tenant(tenant))) await db.Set<ApiKey>().ToListAsync(Json.Token);

        await using var system = contexts.Create(TenantScope.System("test"));

        Assert.Equal(2, await system.AcrossTenants<ApiKey>("test").CountAsync(Json.Token));
    }

    [Theory]
    [InlineData("DROP POLICY tenant ON api_keys")]
    [InlineData("ALTER TABLE api_keys DISABLE ROW LEVEL SECURITY")]
    public async Task Start_DiedBeforeTheLastPolicy_MakesIt(string lost)
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var setting = $"--AUTERITY_DATABASE={database.ConnectionString}";
        await using (var first = await Server.StartAsync(settings: setting)) { }
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Json.Token);
        Assert.True(await PostgresRoles.AreThereAsync(connection, Json.Token));
        await using var command = new NpgsqlCommand(lost, connection);
        await command.ExecuteNonQueryAsync(Json.Token);
        Assert.False(await PostgresRoles.AreThereAsync(connection, Json.Token));

        await using var second = await Server.StartAsync(settings: setting);

        Assert.True(await PostgresRoles.AreThereAsync(connection, Json.Token));
    }

    [Fact]
    public async Task Connection_UserForbidsTheReset_IsResetAllTheSame()
    {
        await using var database = new PostgresDatabase("Host=localhost;No Reset On Close=true");

        Assert.False(new NpgsqlConnectionStringBuilder(database.ConnectionString).NoResetOnClose);
    }

    [Fact]
    public async Task Start_TwoProcessesOnAnEmptyDatabase_BothServe()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var setting = $"--AUTERITY_DATABASE={database.ConnectionString}";

        var servers = await Task.WhenAll(Server.StartAsync(settings: setting), Server.StartAsync(settings: setting));

        foreach (var server in servers)
        {
            Assert.Single((await server.Client.GetJsonAsync("/api/api-keys")).GetProperty("items").EnumerateArray());
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_UserWithoutRights_ServesBehindTheFilterAlone()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync(Json.Token);
            await using var command = new NpgsqlCommand($"CREATE ROLE plain_{name} LOGIN; ALTER DATABASE {name} OWNER TO plain_{name}; GRANT ALL ON SCHEMA public TO plain_{name}", connection);
            await command.ExecuteNonQueryAsync(Json.Token);
        }

        var plain = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = $"plain_{name}" }.ToString();
        await using var server = await Server.StartAsync(settings: $"--AUTERITY_DATABASE={plain}");

        Assert.Single((await server.Client.GetJsonAsync("/api/api-keys")).GetProperty("items").EnumerateArray());
        Assert.False(((PostgresDatabase)server.Services.GetRequiredService<Database>()).HasRoles);
    }
}
