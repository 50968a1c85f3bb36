using System.Text.RegularExpressions;
using Auterity.Platform.Data;
using Auterity.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xunit;

namespace Auterity.Shape.Tests;

public sealed partial class ModelTests : IDisposable
{
    /// <summary>Tables of the installation, and the shard writer's, which serve every tenant at once.</summary>
    private static readonly HashSet<string> OfNoTenant = ["tenants", "server_keys", "protection_keys", "journal", "run_removals", "run_snapshots", "shards"];

    private readonly AuterityDb[] contexts = [new SqliteDesignTime().CreateDbContext([]), new PostgresDesignTime().CreateDbContext([])];

    private IEnumerable<IEntityType> Entities => contexts[0].Model.GetEntityTypes();

    [Fact]
    public void Look_EveryEntityWithATenant_IsMarkedAsOwned() => Rule.Holds(
        Entities.Where(entity => entity.FindProperty("TenantId") is not null && !typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)).Select(entity => entity.Name));

    [Fact]
    public void Look_EveryTable_BelongsToATenantOrIsListed() => Rule.Holds(
        Entities.Where(entity => !typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)).Select(entity => entity.GetTableName()!).Except(OfNoTenant));

    [Fact]
    public void Look_EveryOwnedEntity_IsFiltered() => Rule.Holds(
        Entities.Where(entity => typeof(ITenantOwned).IsAssignableFrom(entity.ClrType) && entity.FindDeclaredQueryFilter("Tenant") is null).Select(entity => entity.Name));

    [Fact]
    public void Look_EveryUniqueIndexOfATenant_StartsWithIt() => Rule.Holds(
        Entities.Where(entity => typeof(ITenantOwned).IsAssignableFrom(entity.ClrType))
            .SelectMany(entity => entity.GetIndexes().Where(index => index.IsUnique && index.Properties[0].Name != "TenantId").Select(index => index.GetDatabaseName()!)
                .Concat(entity.GetKeys().Where(key => !key.IsPrimaryKey() && key.Properties[0].Name != "TenantId").Select(key => key.GetName()!))));

    [Fact]
    public void Look_EveryNameInTheDatabase_IsSnakeCase() => Rule.Holds(
        contexts.SelectMany(db => db.Model.GetEntityTypes()).SelectMany(entity => entity.GetProperties().Select(property => property.GetColumnName())
            .Append(entity.GetTableName()!)
            .Concat(entity.GetIndexes().Select(index => index.GetDatabaseName()!)))
            .Where(name => !SnakeCase().IsMatch(name)).Distinct());

    [Fact]
    public void Look_Migrations_HoldEveryChangeOfTheModel() => Assert.All(contexts, db =>
        Assert.False(db.Database.HasPendingModelChanges(), $"{db.GetType().Name} has changes that no migration holds: tools/migrations add <Name>"));

    [Fact]
    public void Look_EveryStatementOnATenantsTable_NamesTheTenant()
    {
        var tables = Entities.Where(entity => typeof(ITenantOwned).IsAssignableFrom(entity.ClrType)).Select(entity => entity.GetTableName()!).ToList();
        var reading = new Regex($@"""[^""]*\b(FROM|INTO|UPDATE|JOIN)\s+({string.Join('|', tables)})\b[^;]*?;");
        Rule.Holds(Source.CSharp("src").Where(file => !MaySeeAllTenants.Exists(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(file => reading.Matches(file.Text).Where(match => !match.Value.Contains("tenant", StringComparison.Ordinal)).Select(match => $"{file.Path}: {match.Value}")));
    }

    public void Dispose()
    {
        foreach (var db in contexts) db.Dispose();
    }

    /// <summary>The shard writer and what belongs to it, which work for every tenant at once.</summary>
    private static readonly List<string> MaySeeAllTenants = ["src/Auterity.Workflows/Execution/"];

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
