using Auterity.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Tenancy;

/// <summary>Tenants, keys, and the rule that nothing answers without a credential.</summary>
public static class TenancyModule
{
    internal static void AddTenancy(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModelPart(TenancyModel.Build);
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<BrowserSession>();
        services.AddSingleton<ServerKeys>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<FirstStart>();
        services.AddStartupStep(provider => provider.GetRequiredService<FirstStart>().RunAsync);
        services.AddHostedService<ApiKeyUses>();

        services.AddScoped<CurrentTenant>();
        services.AddScoped(provider => provider.GetRequiredService<AuterityDbFactory>().Create(provider.GetRequiredService<CurrentTenant>().Scope));

        services.AddDataProtection().SetApplicationName("auterity");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((keys, stored) => keys.XmlRepository = stored);
        services.AddSingleton<ProtectionKeys>();
        services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(SignedIn)
            .SetFallbackPolicy(SignedIn);
    }

    /// <summary>Lets only principals through that hold one of the scopes; <see cref="Scopes.Admin"/> always passes.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, params string[] scopes) where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(new AuthorizationPolicyBuilder()
            .RequireClaim(PrincipalClaims.Tenant)
            .RequireClaim(PrincipalClaims.Scope, [.. scopes, Scopes.Admin])
            .Build());

    /// <summary>Hands the signed-in principal's tenant to the request.</summary>
    internal static Task EnterTenant(HttpContext context, RequestDelegate next)
    {
        if (context.User.FindTenantId() is { } tenant)
            context.RequestServices.GetRequiredService<CurrentTenant>().Enter(tenant);
        return next(context);
    }

    /// <summary>Signed in; and whoever may only read sends no unsafe method.</summary>
    private static AuthorizationPolicy SignedIn { get; } = new AuthorizationPolicyBuilder()
        .RequireClaim(PrincipalClaims.Tenant)
        .RequireAssertion(context => context.Resource is not HttpContext http
            || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method)
            || context.User.HasClaim(claim => claim is { Type: PrincipalClaims.Scope, Value: Scopes.Write or Scopes.Admin }))
        .Build();
}
