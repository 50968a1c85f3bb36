using Auterity.Platform;
using Auterity.Workflows;

var builder = WebApplication.CreateBuilder(args);
AddModules(builder);
var app = builder.Build();
MapModules(app);
return await app.ServeAsync();

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
