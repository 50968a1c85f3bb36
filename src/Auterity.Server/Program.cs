using Auterity.Platform;
using Auterity.Workflows;

return await Serving.ServeAsync(args, AddModules, app => MapModules(app));

/// <summary>The list of modules, and nothing else.</summary>
public partial class Program
{
    internal static void AddModules(WebApplicationBuilder builder)
    {
        builder.AddPlatform();
        builder.AddWorkflows();
    }

    internal static IEndpointRouteBuilder MapModules(WebApplication app)
    {
        var routes = app.MapPlatform();
        routes.MapWorkflows();
        return routes;
    }
}
