using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Auterity.Platform.Data;

/// <summary>The database: SQLite in the data folder, or PostgreSQL when <c>AUTERITY_DATABASE</c> names one.</summary>
public static class DataModule
{
    internal static void AddData(this WebApplicationBuilder builder, PlatformOptions options)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ModelParts>();
        services.AddSingleton<AuterityDbFactory>();
        services.AddHostedService<DatabaseStartup>();

        if (options.Database is { Length: > 0 } connectionString)
        {
            services.AddSingleton<Database>(_ => new PostgresDatabase(connectionString));
            return;
        }

        services.AddSingleton(_ => new SqliteDatabase(Path.Combine(options.DataPath, "auterity.db")));
        services.AddSingleton<Database>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddHostedService<CheckpointService>();
    }

    /// <summary>Adds something that must be in the database before the process serves.</summary>
    public static IServiceCollection AddStartupStep(this IServiceCollection services, Func<IServiceProvider, StartupStep> step) =>
        services.AddSingleton(step);
}
