using System.Security.Claims;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Definitions.Validation;

namespace Auterity.Workflows.Definitions;

/// <summary>Makes versions of drafts, and decides which of them answers.</summary>
/// <remarks>
/// <code>draft ─ validate ─ credentials there? ─ hooks free? ─ same content? ─┬ yes: that version
///                                                                   └ no:  version n+1 ─ hooks ─ commit ─ tell caches</code>
/// </remarks>
internal sealed class Publisher(AuterityDb db, WorkflowStore store, HookTable hooks, DefinitionChecks checks, CredentialUses credentials, ReferenceChecks references, WorkflowChanges changes, TimeProvider time)
{
    /// <summary>Publishes the draft, or content that becomes the draft.</summary>
    public async Task<PublishOutcome> PublishAsync(WorkflowRow workflow, PublishRequest request, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var draft = await store.GetDraftAsync(workflow.Id, cancellationToken);
        if (request.Content is { } content)
            WorkflowStore.SetDraft(workflow, draft, DefinitionJson.Read(content.Definition), content.Layout);

        // 1. validate
        var definition = DefinitionJson.Read(draft.Definition);
        var activate = request.Activate ?? (workflow.PublishedVersion is null || workflow.Active);
        var faults = checks.FaultsOf(definition, draft.Definition.Length, request.AllowStubs).ToList();
        faults.AddRange(await credentials.FaultsOfAsync(workflow.TenantId, definition, cancellationToken));
        faults.AddRange(await references.FindFaultsAsync(definition, cancellationToken));
        if (activate) faults.AddRange(await hooks.FindConflictsAsync(workflow.Id, definition, cancellationToken));
        faults = [.. faults.OrderBy(fault => fault.Severity)];
        if (faults.Exists(fault => fault.IsError)) return new(null, faults);

        // 2. a version, unless this is the newest already
        if (!await IsPublishedAsync(workflow, definition, cancellationToken)) AddVersion(workflow, draft, request, user);
        workflow.Active = activate;

        // 3. hooks, commit, caches
        await hooks.SetAsync(workflow, activate ? definition : null, cancellationToken);
        await store.SaveAsync(workflow, user, cancellationToken);
        await changes.TellAsync(workflow.TenantId, workflow.Id, cancellationToken);
        return new(new PublishedVersion(workflow.PublishedVersion!.Value, Convert.ToHexStringLower(workflow.PublishedHash!), workflow.Active, faults), faults);
    }

    /// <summary>Turns the triggers of the published version on or off.</summary>
    /// <returns>What keeps them from being turned on; empty when it is done.</returns>
    public async Task<IReadOnlyList<DefinitionFault>> SetActiveAsync(WorkflowRow workflow, bool active, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var definition = active ? DefinitionJson.Read((await store.FindVersionAsync(workflow.Id, workflow.PublishedVersion!.Value, cancellationToken))!.Definition) : null;
        if (definition is not null && await hooks.FindConflictsAsync(workflow.Id, definition, cancellationToken) is { Count: > 0 } conflicts) return conflicts;
        workflow.Active = active;
        await hooks.SetAsync(workflow, definition, cancellationToken);
        await store.SaveAsync(workflow, user, cancellationToken);
        await changes.TellAsync(workflow.TenantId, workflow.Id, cancellationToken);
        return [];
    }

    /// <summary>Saves what the workflow is called; runs learn of it too.</summary>
    public async Task SaveTextsAsync(WorkflowRow workflow, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await store.SaveAsync(workflow, user, cancellationToken);
        await changes.TellAsync(workflow.TenantId, workflow.Id, cancellationToken);
    }

    /// <summary>Everything that is wrong with the draft, addresses that are taken included.</summary>
    public async Task<IReadOnlyList<DefinitionFault>> FaultsOfDraftAsync(WorkflowRow workflow, CancellationToken cancellationToken)
    {
        var draft = await store.GetDraftAsync(workflow.Id, cancellationToken);
        var definition = DefinitionJson.Read(draft.Definition);
        return await FaultsOfAsync(workflow.TenantId, workflow.Id, definition, draft.Definition.Length, cancellationToken);
    }

    /// <summary>Everything that is wrong with a definition, what it names outside itself included.</summary>
    /// <param name="tenantId">Whose it is.</param>
    /// <param name="workflowId">Workflow whose own addresses are no conflict; empty for none.</param>
    public async Task<IReadOnlyList<DefinitionFault>> FaultsOfAsync(Guid tenantId, Guid workflowId, WorkflowDefinition definition, int size, CancellationToken cancellationToken)
    {
        IEnumerable<DefinitionFault> faults =
        [
            .. checks.FaultsOf(definition, size),
            .. await credentials.FaultsOfAsync(tenantId, definition, cancellationToken),
            .. await references.FindFaultsAsync(definition, cancellationToken),
            .. await hooks.FindConflictsAsync(workflowId, definition, cancellationToken),
        ];
        return [.. faults.OrderBy(fault => fault.Severity)];
    }

    /// <summary>The same content with other credentials is another version, because versions never change and runs must find the credentials they were published with.</summary>
    private async Task<bool> IsPublishedAsync(WorkflowRow workflow, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        if (workflow.PublishedVersion is not { } number || !workflow.DraftHash.AsSpan().SequenceEqual(workflow.PublishedHash)) return false;
        var published = DefinitionJson.Read((await store.FindVersionAsync(workflow.Id, number, cancellationToken))!.Definition);
        return CredentialsOf(published).SetEquals(CredentialsOf(definition));
    }

    private static HashSet<(string Node, string Slot, Guid Credential)> CredentialsOf(WorkflowDefinition definition) =>
        [.. definition.Nodes.SelectMany(node => (node.Credentials ?? new Dictionary<string, Guid>()).Select(pair => (node.Id, pair.Key, pair.Value)))];

    private void AddVersion(WorkflowRow workflow, DraftRow draft, PublishRequest request, ClaimsPrincipal user)
    {
        var now = time.GetUtcNow();
        workflow.PublishedVersion = (workflow.PublishedVersion ?? 0) + 1;
        workflow.PublishedHash = workflow.DraftHash;
        workflow.PublishedAt = now;
        db.Add(new VersionRow
        {
            Id = Guid.CreateVersion7(now), WorkflowId = workflow.Id, Number = workflow.PublishedVersion.Value, Hash = workflow.DraftHash, Definition = draft.Definition, Layout = draft.Layout,
            Name = request.Name, Note = request.Note, CreatedAt = now, CreatedBy = user.FindSubject(),
        });
    }
}

/// <summary>What to publish.</summary>
/// <param name="Name">Name of the version.</param>
/// <param name="Note">What changed.</param>
/// <param name="Activate">Turns the triggers on or off; null turns them on with the first version and leaves them alone later.</param>
/// <param name="AllowStubs">Publishes although nodes are stubs.</param>
/// <param name="Content">An older version whose content becomes the draft; null publishes the draft.</param>
internal sealed record PublishRequest(string? Name, string? Note, bool? Activate, bool AllowStubs, VersionRow? Content = null);

/// <summary>The version, or the faults that kept it from being made.</summary>
internal sealed record PublishOutcome(PublishedVersion? Published, IReadOnlyList<DefinitionFault> Faults);
