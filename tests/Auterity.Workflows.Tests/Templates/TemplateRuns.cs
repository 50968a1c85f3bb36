using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions.Validation;
using Auterity.Workflows.Files;
using Auterity.Workflows.Import.Trials;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;
using Auterity.Workflows.Templates;
using Auterity.Workflows.Templates.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Templates;

/// <summary>Templates and the tests in them, on every node type there is.</summary>
public sealed class TemplateRuns : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    public TemplateRuns()
    {
        var services = new ServiceCollection().AddOutbound().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<ITokenStore, TrialTokens>();
        services.AddOptions<Platform.PlatformOptions>();
        services.AddOptions<FileAccessOptions>();
        provider = services.BuildServiceProvider();
        var checks = new DefinitionChecks(NodeCatalog.Of(provider, [typeof(NodeCatalog).Assembly]));
        Tester = new TemplateTester(NodeCatalog.Of(provider, [typeof(NodeCatalog).Assembly]), checks);
        Checks = new TemplateChecks(checks);
    }

    internal TemplateTester Tester { get; }

    internal TemplateChecks Checks { get; }

    internal Task<TestReport> RunAsync(TemplateDocument template) => Tester.RunAsync(template, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Tester.Dispose();
        await provider.DisposeAsync();
    }

    /// <summary>A template written as JSON; name, summary and category are given when they are left out.</summary>
    internal static TemplateDocument Of(string json)
    {
        var read = TemplateChecks.Read(JsonElement.Parse("""{"name":"T","summary":"S","category":"C",""" + json.TrimStart()[1..], JsonDefaults.Document));
        Assert.Empty(read.Faults);
        return read.Template!;
    }

    internal static string Told(TestReport report) => string.Join('\n', report.Results.Where(result => !result.Passed).Select(result =>
        $"{result.Name}: {result.Message} {string.Join("; ", result.Differences.Select(difference => JsonSerializer.Serialize(difference, JsonDefaults.Options)))}"));
}
