using System.Text;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Validation;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Credentials;

/// <summary>Which workflows use a credential, and whether the credentials a workflow names are there and fit.</summary>
internal sealed class CredentialUses(AuterityDbFactory contexts, NodeCatalog nodes, CredentialCatalog types)
{
    /// <summary>Definitions read at a time: a read on SQLite must not hold back its checkpoints.</summary>
    private const int AtATime = 50;

    /// <summary>The drafts and published versions that name the credential. Reads every definition of the tenant: for people who ask, not for runs.</summary>
    public async Task<IReadOnlyList<CredentialUse>> FindAsync(Guid tenantId, Guid credentialId, CancellationToken cancellationToken)
    {
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var workflows = await db.Set<WorkflowRow>().AsNoTracking().Where(row => row.DeletedAt == null).OrderBy(row => row.Id)
            .Select(row => new Line(row.Id, row.Name, row.PublishedVersion, row.Active)).ToListAsync(cancellationToken);
        var uses = new List<CredentialUse>();
        foreach (var chunk in workflows.Chunk(AtATime))
        {
            var ids = Array.ConvertAll(chunk, workflow => workflow.Id);
            var drafts = await db.Set<DraftRow>().AsNoTracking().Where(draft => ids.Contains(draft.WorkflowId)).ToDictionaryAsync(draft => draft.WorkflowId, draft => draft.Definition, cancellationToken);
            var published = await db.Set<WorkflowRow>().Where(row => ids.Contains(row.Id))
                .Join(db.Set<VersionRow>(), row => new { row.Id, Number = row.PublishedVersion }, version => new { Id = version.WorkflowId, Number = (int?)version.Number }, (_, version) => new { version.WorkflowId, version.Definition })
                .ToDictionaryAsync(version => version.WorkflowId, version => version.Definition, cancellationToken);
            foreach (var workflow in chunk)
            {
                var (inDraft, inVersion) = (NodesWith(credentialId, drafts.GetValueOrDefault(workflow.Id)), NodesWith(credentialId, published.GetValueOrDefault(workflow.Id)));
                if (inDraft.Count + inVersion.Count > 0)
                    uses.Add(new CredentialUse(workflow.Id, workflow.Name, inDraft.Count > 0, inVersion.Count > 0 ? workflow.Published : null, workflow.Active, [.. inDraft.Union(inVersion)]));
            }
        }

        return uses;
    }

    /// <summary>Slots of enabled nodes that name a credential which is gone or does not fit.</summary>
    public async Task<IReadOnlyList<DefinitionFault>> FaultsOfAsync(Guid tenantId, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var filled = definition.Nodes.Where(node => !node.Disabled && node.Credentials is not null)
            .SelectMany(node => node.Credentials!.Select(pair => (Node: node, Slot: nodes.FindType(node.Type, node.Version)?.Slots.FirstOrDefault(slot => slot.Slot == pair.Key), Id: pair.Value)))
            .Where(use => use.Slot is not null && use.Id != Guid.Empty).ToList();
        if (filled.Count == 0) return [];
        var ids = filled.Select(use => use.Id).Distinct().ToList();
        await using var db = contexts.Create(TenantScope.Tenant(tenantId));
        var there = await db.Set<CredentialRow>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Type, cancellationToken);
        return [.. filled.Select(use => FaultOf(use.Node, use.Slot!, use.Id, there)).OfType<DefinitionFault>()];
    }

    private DefinitionFault? FaultOf(NodeDefinition node, CredentialSlotAttribute slot, Guid id, Dictionary<Guid, string> there)
    {
        var field = $"credentials.{slot.Slot}";
        if (!there.TryGetValue(id, out var type)) return DefinitionFault.Error(node, field, "credential-unknown", $"There is no credential {id} in your tenant. Choose another one.");
        return slot.Takes(type) ? null : DefinitionFault.Error(node, field, "credential-type",
            $"A credential of type '{types.Find(type)?.Name ?? type}' does not fit here; the slot takes {string.Join(" or ", slot.Types)}. Choose another one.");
    }

    private static List<string> NodesWith(Guid credentialId, byte[]? definition)
    {
        if (definition is null || definition.AsSpan().IndexOf(Encoding.ASCII.GetBytes(credentialId.ToString())) < 0) return [];
        return [.. DefinitionJson.Read(definition).Nodes.Where(node => node.Credentials?.Values.Contains(credentialId) is true).Select(node => node.Name)];
    }

    private sealed record Line(Guid Id, string Name, int? Published, bool Active);
}

/// <summary>A workflow that uses a credential.</summary>
/// <param name="WorkflowId">Its id.</param>
/// <param name="Workflow">Its name.</param>
/// <param name="Draft">Whether its draft does.</param>
/// <param name="Version">The published version, if that does; null otherwise.</param>
/// <param name="Active">Whether its triggers are on.</param>
/// <param name="Nodes">Names of the nodes.</param>
internal sealed record CredentialUse(Guid WorkflowId, string Workflow, bool Draft, int? Version, bool Active, IReadOnlyList<string> Nodes);
