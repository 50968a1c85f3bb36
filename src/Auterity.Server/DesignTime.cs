using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server;

/// <summary>Contexts for <c>tools/migrations</c>, over the model of every module.</summary>
internal abstract class DesignTime<T>(Func<Database> database) : IDesignTimeDbContextFactory<T> where T : AuterityDb
{
    public T CreateDbContext(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder();
        Program.AddModules(builder);
        var parts = new ModelParts(builder.Services.Select(service => service.ImplementationInstance).OfType<ModelPart>());
        return (T)database().CreateContext(parts, TenantScope.System("migrations"), NullLogger.Instance);
    }
}

internal sealed class SqliteDesignTime() : DesignTime<SqliteDb>(() => new SqliteDatabase(Path.GetFullPath("design.db")));

internal sealed class PostgresDesignTime() : DesignTime<PostgresDb>(() => new PostgresDatabase("Host=localhost"));
