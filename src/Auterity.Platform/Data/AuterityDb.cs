using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Data;

/// <summary>The one context over every module's tables, acting for one tenant or for the system.</summary>
/// <remarks>Never pooled: whom it acts for is fixed when it is made. Two databases, one model: <see cref="SqliteDb"/> and <see cref="PostgresDb"/>.</remarks>
public abstract partial class AuterityDb : DbContext
{
    private const string TenantFilter = "Tenant";

    private static readonly MethodInfo FilterOne = typeof(AuterityDb).GetMethod(nameof(FilterByTenant), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly ILogger log;

    private protected AuterityDb(DbContextOptions options, ModelParts parts, TenantScope scope, ILogger log) : base(options)
    {
        Parts = parts;
        Scope = scope;
        this.log = log;
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        ChangeTracker.DeleteOrphansTiming = CascadeTiming.OnSaveChanges;
    }

    /// <summary>For whom this context acts.</summary>
    public TenantScope Scope { get; }

    internal ModelParts Parts { get; }

    /// <summary>The write gate, while a transaction of this context holds it. Only on SQLite.</summary>
    internal SqliteWriteGate.Lease? GateLease { get; set; }

    /// <summary>What the query filter compares with; asked for at execution, so an unscoped query throws.</summary>
    internal Guid FilterTenant => Scope.TenantId ?? throw new TenantScopeException(
        Scope.IsNone
            ? "A query ran for nobody: the request has no tenant yet, or a background job made its context without one."
            : $"A system query ({Scope.Reason}) reads tenants' rows. Use AcrossTenants, or make the context for one tenant.");

    /// <summary>Rows of every tenant: the only way around the tenant filter. Logged with the reason.</summary>
    /// <exception cref="TenantScopeException">The context does not act for the system.</exception>
    public IQueryable<T> AcrossTenants<T>(string reason) where T : class, ITenantOwned
    {
        if (!Scope.IsSystem) throw new TenantScopeException("Only a context made with TenantScope.System may read across tenants.");
        CrossingTenants(typeof(T).Name, Scope.Reason!, reason);
        return Set<T>().IgnoreQueryFilters([TenantFilter]);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        SaveRules.Apply(ChangeTracker, Scope);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        SaveRules.Apply(ChangeTracker, Scope);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Parts.Apply(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(type => typeof(ITenantOwned).IsAssignableFrom(type.ClrType)).ToList())
            FilterOne.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
        ModelNames.Apply(modelBuilder.Model);
        SaveRules.MarkVersions(modelBuilder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<MoneyAsMicroUnits>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
    }

    /// <summary>EF Core swaps <c>this</c> for the context that runs the query, so the model can be shared.</summary>
    private void FilterByTenant<T>(ModelBuilder model) where T : class, ITenantOwned =>
        model.Entity<T>().HasQueryFilter(TenantFilter, row => row.TenantId == FilterTenant);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Reading {Entity} of every tenant: {Scope}, {Reason}")]
    private partial void CrossingTenants(string entity, string scope, string reason);
}

/// <summary>The context on SQLite.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, ModelParts parts, TenantScope scope, ILogger log) : AuterityDb(options, parts, scope, log)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsMicros>();
        configurationBuilder.Properties<Guid>().HaveConversion<IdAsBytes>();
    }
}

/// <summary>The context on PostgreSQL.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options, ModelParts parts, TenantScope scope, ILogger log) : AuterityDb(options, parts, scope, log)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsUtc>();
        // Text sorts by its bytes, as on SQLite.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
