using System.ComponentModel.DataAnnotations;
using Auterity.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Auterity.Platform;

/// <summary>Where settings come from: <c>auterity.json</c>, over it <c>AUTERITY_*</c> from the environment or the command line.</summary>
/// <remarks>
/// <c>AUTERITY_API_KEY</c> and <c>{ "apiKey": … }</c> both become <c>Auterity:ApiKey</c>; two underscores go one level down:
/// <c>AUTERITY_WORKFLOWS__SHARDS</c> is <c>{ "workflows": { "shards": … } }</c>. An empty variable counts as none.
/// </remarks>
public static class Settings
{
    public const string Section = "Auterity";

    private const string Prefix = "AUTERITY_";

    /// <summary>Options bound to a part of the settings and checked when the process starts; an empty path is the root.</summary>
    public static OptionsBuilder<T> AddOptionsAt<T>(this IServiceCollection services, string path = "") where T : class =>
        services.AddOptions<T>()
            .BindConfiguration(path.Length == 0 ? Section : $"{Section}:{path}")
            .ValidateDataAnnotations()
            .ValidateOnStart();

    internal static PlatformOptions AddSettings(this WebApplicationBuilder builder)
    {
        var file = new ConfigurationBuilder()
            .SetBasePath(builder.Environment.ContentRootPath)
            .AddJsonFile(Path.GetFullPath("auterity.json"), optional: true)
            .Build();
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in file.AsEnumerable())
            settings[$"{Section}:{key}"] = value;
        foreach (var (key, value) in builder.Configuration.AsEnumerable())
            if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(value))
                settings[PathOf(key)] = value;

        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddOptionsAt<PlatformOptions>();
        return Read(builder.Configuration);
    }

    /// <summary>Checked here as well as by the options themselves: these are needed before there is a host.</summary>
    private static PlatformOptions Read(ConfigurationManager configuration)
    {
        PlatformOptions options;
        try
        {
            options = configuration.GetSection(Section).Get<PlatformOptions>() ?? new PlatformOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsValidationException(Section, typeof(PlatformOptions), [e.Message]);
        }

        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)) return options;
        throw new OptionsValidationException(Section, typeof(PlatformOptions), faults.Select(fault => $"{Variable(fault.MemberNames.First())}: {fault.ErrorMessage}"));
    }

    private static string Variable(string property) => Prefix + ModelNames.Snake(property).ToUpperInvariant();

    /// <summary>The environment provider has already turned two underscores into a colon.</summary>
    private static string PathOf(string key) =>
        $"{Section}:{key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)}";
}
