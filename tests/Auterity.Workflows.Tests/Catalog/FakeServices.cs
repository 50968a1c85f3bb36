using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Catalog;

internal static class FakeServices
{
    /// <summary>What node constructors ask for, so that the whole catalog can be created: nothing here is called.</summary>
    public static IServiceCollection AddFakeServices(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddOutbound(new ConfigurationBuilder().Build());
        services.AddSingleton<ITokenStore, TokenShelf>();
        return services;
    }
}
