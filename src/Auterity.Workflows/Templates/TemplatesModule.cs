using Auterity.Platform.Data;
using Auterity.Workflows.Templates.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Templates;

/// <summary>Workflows with blanks to fill in, those that come with the product and the tenant's own.</summary>
internal static class TemplatesModule
{
    /// <summary>Needs the definitions and the node catalog.</summary>
    public static IServiceCollection AddTemplates(this IServiceCollection services)
    {
        services.AddModelPart(TemplateModel.Build);
        services.AddSingleton<BuiltInTemplates>();
        services.AddSingleton<TemplateChecks>();
        services.AddSingleton<TemplateTester>();
        services.AddScoped<TemplateStore>();
        return services;
    }

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/templates").WithTags("Templates");
        templates.MapTemplates();
        templates.MapTemplateVersions();
        templates.MapTemplateTests();
    }
}
