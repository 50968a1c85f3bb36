using Auterity.Platform.Data;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Execution.Plan;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Auterity.Workflows.Definitions;

/// <summary>Workflows as people edit, check, publish and exchange them.</summary>
internal static class DefinitionsModule
{
    /// <summary>Needs the node catalog and the platform.</summary>
    public static IServiceCollection AddDefinitions(this IServiceCollection services)
    {
        services.AddModelPart(DefinitionModel.Build);
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<IDefinitionSource>(provider => provider.GetRequiredService<DefinitionStore>());
        services.TryAddSingleton(provider => new WorkflowCache(provider.GetRequiredService<IDefinitionSource>(), provider.GetRequiredService<NodeCatalog>().FindType));
        services.AddSingleton<DefinitionChecks>();
        services.AddSingleton<HookRoutes>();
        services.AddStartupStep(provider => provider.GetRequiredService<HookRoutes>().LoadAsync);

        services.AddSingleton<WorkflowNews>();
        services.AddSingleton<WorkflowChanges>();
        services.AddHostedService<WorkflowNewsReader>();
        services.AddSingleton<WorkflowChanged>(provider => provider.GetRequiredService<WorkflowCache>().RefreshAsync);
        services.AddSingleton<WorkflowChanged>(provider => (tenant, _, cancellationToken) => provider.GetRequiredService<HookRoutes>().ReloadAsync(tenant, cancellationToken));

        services.AddSingleton<DefinitionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<DefinitionSweep>());

        services.AddScoped<WorkflowStore>();
        services.AddScoped<HookTable>();
        services.AddScoped<ReferenceChecks>();
        services.AddScoped<Publisher>();
        return services;
    }

    public static void MapDefinitions(this IEndpointRouteBuilder routes)
    {
        var workflows = routes.MapGroup("/api/workflows").WithTags("Workflows");
        workflows.MapWorkflows();
        workflows.MapVersions();
        workflows.MapExchange();
        routes.MapCatalog();
    }
}
