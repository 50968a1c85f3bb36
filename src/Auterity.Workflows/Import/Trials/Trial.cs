using System.Text.Json;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Files;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Samples;
using Auterity.Workflows.Outbound;
using Auterity.Workflows.Outbound.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Import.Trials;

/// <summary>Tries imported workflows: every trigger fires on the real engine, in memory, with the network stubbed and waits skipped (ENGINE rule 45).</summary>
/// <remarks>
/// A trigger is fired once for each answer that the conditions behind it ask for, at most sixteen times, and what fired is counted over all of them:
/// one call of a webhook can take one way at an <c>if</c> only.
/// </remarks>
public sealed class Trial : IAsyncDisposable
{
    private const double Enough = 0.8;

    // Generous for real workflows, small enough that a loop that never ends is found out soon.
    private const int MostPasses = 60;

    private const int MostActivations = 4_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider provider;
    private readonly NodeCatalog catalog;

    public Trial()
    {
        var services = new ServiceCollection().AddOutbound().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<ITokenStore, TrialTokens>();
        services.AddOptions<Platform.PlatformOptions>();
        services.AddOptions<FileAccessOptions>();
        provider = services.BuildServiceProvider();
        catalog = NodeCatalog.Of(provider, [typeof(Trial).Assembly]);
    }

    /// <summary>Node types there are; whatever else an import needs is a stub.</summary>
    public IReadOnlySet<string> KnownTypes => catalog.Types.Select(type => type.Info.Type).ToHashSet();

    public async Task<TrialOutcome> RunAsync(ImportResult import, CancellationToken cancellationToken)
    {
        var definition = import.Definition with { Nodes = [.. import.Definition.Nodes.Select(Chosen)], Settings = import.Definition.Settings with { MaxPasses = MostPasses, MaxActivations = MostActivations, RunTimeoutSeconds = null } };
        var data = StubData.Of(definition, node => catalog.FindLatest(node.Type)?.InputType);
        var foreign = import.Report.Nodes.ToDictionary(node => node.Name, node => node.Type);
        var triggers = definition.Nodes.Where(node => !node.Disabled && IsTrigger(node) && definition.Edges.Any(edge => edge.From == node.Id)).ToList();
        if (triggers.Count == 0) return new TrialOutcome(import.Name, false, false, [new("no-trigger", "no trigger")]);

        var reasons = new List<TrialReason>();
        var invented = false;
        foreach (var trigger in triggers)
        {
            var attempt = new TriggerTrial(definition, trigger, data, foreign, catalog);
            await attempt.RunAsync(Longest / triggers.Count, cancellationToken);
            reasons.AddRange(attempt.Reasons(Enough));
            invented |= attempt.Invented;
        }

        reasons = [.. reasons.Distinct()];
        return new TrialOutcome(import.Name, reasons.Count == 0, invented, reasons);
    }

    // Which workflow is called is chosen after an import, as credentials are; what it returns comes from outside.
    private static NodeDefinition Chosen(NodeDefinition node)
    {
        if (node.Type != "flow.workflow" || (node.Parameters.TryGetProperty("workflowId", out var chosen) && chosen.ValueKind == JsonValueKind.String)) return node;
        var parameters = JsonSerializer.SerializeToNode(node.Parameters)!.AsObject();
        parameters["workflowId"] = "01900000-0000-7000-8000-000000000003";
        return node with { Parameters = JsonSerializer.SerializeToElement(parameters) };
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    private bool IsTrigger(NodeDefinition node) => node.Type == MappedNode.StubTriggerType || catalog.FindLatest(node.Type)?.Kind is NodeKind.Trigger or NodeKind.Polling;
}
