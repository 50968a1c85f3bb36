using Auterity.Platform;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Outbound;

/// <summary>Registers the guard and everything that reaches the outside through it.</summary>
public static class OutboundServices
{
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOptionsAt<OutboundOptions>(OutboundOptions.Section)
            .Validate(options => options.Allow.All(entry => AllowEntry.Parse(entry) is not null))
            .PostConfigure<IOptions<PlatformOptions>>((options, platform) => options.SqliteFolder ??= Path.Combine(platform.Value.DataPath, "sqlite"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OutboundGuard>();
        services.AddSingleton<OutboundHttp>();
        services.AddSingleton<HttpSender>();
        services.AddSingleton<HttpAuth>();
        services.AddSingleton<TokenRequests>();
        services.AddSingleton<OAuth2Tokens>();
        services.AddSingleton<MailServers>();
        services.AddSingleton<PostgresConnections>();
        services.AddSingleton<SqliteFiles>();
        services.AddSingleton<RedisConnections>();
        services.AddSingleton<Nodes.Vendors.VendorClient>();
        services.AddSingleton<Nodes.Ai.ModelClient>();
        foreach (var scheme in Schemes) services.AddSingleton(typeof(IAuthScheme), scheme);
        return services;
    }

    private static readonly Type[] Schemes =
        [.. typeof(IAuthScheme).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IAuthScheme)) && !type.IsAbstract)];
}
