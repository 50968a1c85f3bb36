using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Import.Samples;

namespace Auterity.Workflows.Import.Trials;

/// <summary>A world in memory: files, state between runs, no credentials. Gone with the trial.</summary>
internal sealed class TrialServices(StubData? data = null) : StepServices
{
    private readonly TrialBlobs blobs = new();
    private readonly TrialState state = new();

    public override IBlobs BlobsOf(Guid tenantId) => blobs;

    public override ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id) => throw new NotSupportedException("A trial's data does not leave memory.");

    public override IStateStore StateOf(Guid tenantId, Guid workflowId) => state;

    public override ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
        throw new NodeException("There are no credentials in a trial.", "credential-missing", retryable: false);

    public override Uri ResumeUrl(Guid tenantId, Guid runId) => new("http://localhost/resume");

    public override Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation) => new($"http://localhost/resume/{Uri.EscapeDataString(nodeId)}/{activation}");

    // Names that an export reads from its environment have some text here.
    public override JsonElement? Root(WorkflowIdentity workflow, string name) => data?.VariablesOf(name);

    public override string? Secret(Guid tenantId, string name) => null;

    public override void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message)
    {
        // Nobody watches a trial.
    }

    private sealed class TrialBlobs : IBlobs
    {
        private readonly ConcurrentDictionary<string, byte[]> files = new();

        public async Task<BinaryRef> SaveAsync(Stream content, string mimeType, string? fileName, CancellationToken cancellationToken)
        {
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, cancellationToken);
            var bytes = buffer.ToArray();
            var id = Convert.ToHexStringLower(SHA256.HashData(bytes));
            files[id] = bytes;
            return new BinaryRef(id, mimeType, fileName, bytes.Length);
        }

        public Task<Stream> OpenAsync(BinaryRef file, CancellationToken cancellationToken) =>
            files.TryGetValue(file.Id, out var bytes) ? Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)) : throw new FileNotFoundException($"There is no file {file.Id}.");
    }

    private sealed class TrialState : IStateStore
    {
        private readonly ConcurrentDictionary<(StateScope, string), StateValue> values = new();

        public Task<StateValue> GetAsync(StateScope scope, string key, CancellationToken cancellationToken) =>
            Task.FromResult(values.GetValueOrDefault((scope, key), new StateValue(null, 0)));

        public async Task<StateValue?> SetAsync(StateScope scope, string key, JsonElement? value, long? expectedVersion, TimeSpan? timeToLive, string idempotencyKey, CancellationToken cancellationToken)
        {
            var now = await GetAsync(scope, key, cancellationToken);
            if (expectedVersion is { } expected && expected != now.Version) return null;
            return values[(scope, key)] = new StateValue(value?.Clone(), now.Version + 1);
        }
    }
}
