using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Runs;

/// <summary>Drafts as test runs and forks take them: unfinished nodes may fail when they are reached, but the graph itself must hold (ENGINE rule 40).</summary>
internal sealed class TestDrafts(AuterityDbFactory contexts, DefinitionChecks checks)
{
    /// <summary>Faults without which a graph still runs: each concerns one node, which says so when it is reached.</summary>
    private static readonly HashSet<string> Bearable =
    [
        "invalid-parameter", "expression-syntax", "unknown-node", "stub", "credential-missing", "unknown-slot", "unknown-type", "unknown-version", "no-trigger", "input-unwired", "attachment-missing",
        "hook-twice",
    ];

    /// <summary>Whether a graph with the fault still runs.</summary>
    public static bool IsBearable(DefinitionFault fault) => Bearable.Contains(fault.Code);

    /// <summary>The draft sent along, or the saved one, with pins and breakpoints set.</summary>
    public async Task<TestDraft> FindAsync(Guid tenantId, Guid workflowId, RunEndpoints.StartTestRun body, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var saved = await db.Set<WorkflowRow>().Where(row => row.Id == workflowId && row.DeletedAt == null)
            .Join(db.Set<DraftRow>(), row => row.Id, draft => draft.WorkflowId, (_, draft) => draft).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (saved is null) return new(null, Problems.NotFound("workflow", workflowId));
        var read = body.Draft is { } sent ? Read(sent) : Checked(DefinitionJson.Read(saved.Definition));
        return read.Definition is { } definition ? Marked(definition, body) : read;
    }

    /// <summary>A definition somebody sent.</summary>
    public TestDraft Read(JsonElement json)
    {
        var read = DefinitionReader.Read(json);
        return read.Definition is null ? new(null, DefinitionProblems.Unreadable(read.Faults)) : Checked(read.Definition);
    }

    private TestDraft Checked(WorkflowDefinition definition)
    {
        if (DefinitionProblems.TooLarge(definition) is { } tooLarge) return new(null, tooLarge);
        var broken = checks.FaultsOf(definition).Where(fault => fault.IsError && !IsBearable(fault)).ToList();
        return broken.Count > 0 ? new(null, DefinitionProblems.CannotRun(broken)) : new(definition, null);
    }

    // A pin or a breakpoint that names nothing would let the real effect happen.
    private static TestDraft Marked(WorkflowDefinition definition, RunEndpoints.StartTestRun body)
    {
        var pins = body.Pins ?? new Dictionary<string, JsonElement>();
        var stops = body.Breakpoints ?? [];
        var known = definition.Nodes.SelectMany(node => new[] { node.Id, node.Name }).ToHashSet(StringComparer.Ordinal);
        if (pins.Keys.Concat(stops).FirstOrDefault(named => !known.Contains(named)) is { } unknown) return new(null, RunProblems.NoNode(unknown));
        if (pins.Count == 0 && stops.Count == 0) return new(definition, null);
        return new(definition with { Nodes = [.. definition.Nodes.Select(node => Marked(node, pins, stops))] }, null);
    }

    private static NodeDefinition Marked(NodeDefinition node, IReadOnlyDictionary<string, JsonElement> pins, IReadOnlyList<string> stops) => node with
    {
        Pin = pins.TryGetValue(node.Id, out var pin) || pins.TryGetValue(node.Name, out pin) ? pin : node.Pin,
        Breakpoint = node.Breakpoint || stops.Contains(node.Id) || stops.Contains(node.Name),
    };
}

/// <summary>A draft that can be run, or why not.</summary>
internal sealed record TestDraft(WorkflowDefinition? Definition, ProblemHttpResult? Problem);
