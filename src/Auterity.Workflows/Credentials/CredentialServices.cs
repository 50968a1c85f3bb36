using Auterity.Platform;
using Auterity.Platform.Data;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Credentials;

/// <summary>Registers credentials: their types, their keys, their store.</summary>
internal static class CredentialServices
{
    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddOptionsAt<CredentialOptions>();
        services.AddModelPart(CredentialModel.Build);
        foreach (var type in HttpCredentialTypes.All.Concat(MailCredentialTypes.All).Concat(DatabaseCredentialTypes.All)) services.AddSingleton(type);
        services.AddSingleton<CredentialCatalog>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CredentialOptions>>().Value;
            return MasterKeys.Load(Path.Combine(provider.GetRequiredService<IOptions<PlatformOptions>>().Value.DataPath, "keys"), options.MasterKey, options.MasterKeyPrevious);
        });
        services.AddSingleton<DataKeys>();
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<ITokenStore>(provider => provider.GetRequiredService<CredentialStore>());
        return services;
    }
}
