namespace Auterity.Workflows.Definitions;

/// <summary>Told after a commit that what is published, or whether its triggers are on, has changed. Safe to run twice; reads the rest itself.</summary>
internal delegate Task WorkflowChanged(Guid tenantId, Guid workflowId, CancellationToken cancellationToken);

/// <summary>Tells everybody who keeps something of a workflow in memory: compiled versions, hooks, schedules.</summary>
internal sealed class WorkflowChanges(IEnumerable<WorkflowChanged> listeners, WorkflowNews news)
{
    public async Task TellAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        await TellHereAsync(tenantId, workflowId, cancellationToken);
        await news.SendAsync(tenantId, workflowId, cancellationToken);
    }

    /// <summary>Tells those in this process: the change was made elsewhere.</summary>
    public async Task TellHereAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
            await listener(tenantId, workflowId, cancellationToken);
    }
}
