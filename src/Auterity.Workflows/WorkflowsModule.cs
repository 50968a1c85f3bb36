using Auterity.Platform;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Cluster;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Expressions.Preview;
using Auterity.Workflows.Files;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Runs;
using Auterity.Workflows.Runs.Retention;
using Auterity.Workflows.State;
using Auterity.Workflows.Templates;
using Auterity.Workflows.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows;

/// <summary>AutoMatrix: definitions, runs, shards, core nodes.</summary>
public static class WorkflowsModule
{
    public static void AddWorkflows(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsAt<EngineOptions>("Engine");
        services.AddOptionsAt<ExpressionRoots>("Expressions");
        services.AddOptionsAt<FileAccessOptions>(FileAccessOptions.Section)
            .PostConfigure<IOptions<PlatformOptions>>((files, platform) => files.Folder ??= Path.Combine(platform.Value.DataPath, "files"));
        services.AddApiNotes(typeof(WorkflowsModule).Assembly);
        services.AddModelPart(RunModel.Build).AddModelPart(StateModel.Build);
        services.AddNodeCatalog(typeof(WorkflowsModule).Assembly);
        services.AddOutbound();
        services.AddCredentials();
        services.AddDefinitions();
        services.AddTemplates();
        services.AddEngine();
        services.AddRuns();
        services.AddRetention();
        services.AddHooks();
        builder.AddShards();
    }

    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        routes.MapDefinitions();
        TemplatesModule.MapTemplates(routes);
        routes.MapRuns();
        routes.MapPreview();
        routes.MapHooks();
        routes.MapCredentials();
        routes.MapConsent();
        routes.MapRotation();
    }

    private static void AddEngine(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<EngineOptions>>().Value);
        services.AddSingleton<PayloadStore>();
        services.AddSingleton(JournalFor);
        services.AddSingleton(provider => new WorkflowCache(provider.GetRequiredService<IDefinitionSource>(), provider.GetRequiredService<NodeCatalog>().FindType));
        services.AddSingleton<RunWatchers>();
        services.AddSingleton<RunProgress>();
        services.AddSingleton<ResumeKey>();
        services.AddSingleton<ResumeLinks>();
        services.AddSingleton<StepServices, TenantServices>();
        services.AddSingleton<EffectLimits>();
        services.AddSingleton<ResultCache>();
        services.AddSingleton<StepWorkers>();
        services.AddSingleton<RunReader>();
        services.AddSingleton<Snapshotter>();
        services.AddHostedService(provider => provider.GetRequiredService<Snapshotter>());
        services.AddSingleton<ShardDirectory>();
        services.AddSingleton<ShardContext>();
        services.AddSingleton<RunEngine>();
        services.AddStartupStep(provider => async cancellationToken =>
            provider.GetRequiredService<ResumeKey>().Value = await provider.GetRequiredService<ServerKeys>().GetAsync("resume-links", cancellationToken));
    }

    private static void AddRetention(this IServiceCollection services)
    {
        services.AddOptionsAt<RetentionOptions>("Retention");
        services.AddSingleton<ExpiredRuns>();
        services.AddSingleton<RunRemoval>();
        services.AddSingleton<KeySweep>();
        services.AddSingleton<DraftSweep>();
        services.AddSingleton<StateSweep>();
        services.AddSingleton<BlobSweep>();
        services.AddSingleton<RetentionService>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionService>());
    }

    private static IJournal JournalFor(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var log = provider.GetRequiredService<ILogger<JournalWriter>>();
        var payloads = provider.GetRequiredService<PayloadStore>();
        return provider.GetRequiredService<Database>() switch
        {
            SqliteDatabase sqlite => new SqliteJournal(sqlite, payloads, time, log),
            PostgresDatabase postgres => new PostgresJournal(postgres, payloads, time, log),
            var other => throw new NotSupportedException($"No journal for {other.Provider}."),
        };
    }
}
