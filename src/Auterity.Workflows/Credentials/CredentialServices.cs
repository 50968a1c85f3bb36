using Auterity.Platform;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Effects;
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
        foreach (var type in HttpCredentialTypes.All.Concat(MailCredentialTypes.All).Concat(DatabaseCredentialTypes.All).Concat(KeyCredentialTypes.All)) services.AddSingleton(type);
        services.AddSingleton<CredentialCatalog>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<CredentialOptions>>().Value;
            if (string.IsNullOrWhiteSpace(options.MasterKey) && !string.IsNullOrWhiteSpace(options.MasterKeyFile)) return MasterKeys.LoadFrom(options.MasterKeyFile, options.MasterKeyPrevious);
            return MasterKeys.Load(Path.Combine(provider.GetRequiredService<IOptions<PlatformOptions>>().Value.DataPath, "keys"), options.MasterKey, options.MasterKeyPrevious);
        });
        services.AddSingleton<CredentialSecrets>();
        services.AddSingleton<CredentialUses>();
        services.AddSingleton<OAuth2Consent>();
        services.AddSingleton<DataKeys>();
        services.AddStartupStep(provider => provider.GetRequiredService<DataKeys>().CheckAsync);
        services.AddSingleton<CredentialStore>();
        services.AddSingleton<ICredentialSource>(provider => provider.GetRequiredService<CredentialStore>());
        services.AddSingleton<ITokenStore>(provider => provider.GetRequiredService<CredentialStore>());
        return services;
    }
}
