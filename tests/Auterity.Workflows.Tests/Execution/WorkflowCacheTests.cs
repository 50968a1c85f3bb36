using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Tests.Definitions;

namespace Auterity.Workflows.Tests.Execution;

public sealed class WorkflowCacheTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly Guid Workflow = Guid.CreateVersion7();

    [Fact]
    public async Task Get_MoreDraftsThanFit_ForgetsThoseNobodyAskedForLately()
    {
        var source = new Drafts();
        var cache = new WorkflowCache(source, TestDefinitions.Catalog.FindType, most: 3);
        var first = await GetAsync(cache, 0);
        foreach (var draft in new byte[] { 1, 2, 0, 3, 4, 0 })
            await GetAsync(cache, draft);

        Assert.Same(first, await GetAsync(cache, 0));
        Assert.Equal(5, source.Reads);
        await GetAsync(cache, 1);
        Assert.Equal(6, source.Reads);
    }

    [Fact]
    public async Task Get_ManyDrafts_KeepsAsManyAsItMay()
    {
        var source = new Drafts();
        var cache = new WorkflowCache(source, TestDefinitions.Catalog.FindType, most: 50);
        for (var draft = 0; draft < 200; draft++)
            await GetAsync(cache, (byte)draft);

        Assert.InRange(cache.Count, 40, 50);
    }

    private static async Task<CompiledWorkflow> GetAsync(WorkflowCache cache, byte draft) =>
        await cache.GetAsync(new WorkflowReference(Tenant, Workflow, 0, [draft]), TestContext.Current.CancellationToken);

    private sealed class Drafts : IDefinitionSource
    {
        public int Reads { get; private set; }

        public Task<StoredDefinition?> FindAsync(WorkflowReference reference, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<StoredDefinition?>(new StoredDefinition(new WorkflowIdentity(Tenant, Workflow, "Draft", 0, reference.Hash, false), TestDefinitions.Flow("")));
        }

        public Task<WorkflowReference?> FindPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken) => Task.FromResult<WorkflowReference?>(null);
    }
}
