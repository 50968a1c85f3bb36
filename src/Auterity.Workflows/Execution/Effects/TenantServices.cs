using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Platform;
using Auterity.Platform.Blobs;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.State;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What steps reach in a running server: the tenant's files, state and credentials.</summary>
internal sealed class TenantServices(
    BlobStore blobs, PayloadStore payloads, AuterityDbFactory contexts, ResumeLinks links, ICredentialSource credentials, CredentialSecrets secrets, DataKeys keys, RunProgress progress, ResultCache results,
    TimeProvider time, IOptions<ExpressionRoots> roots) : StepServices
{
    public override ResultCache Results => results;

    public override IBlobs BlobsOf(Guid tenantId) => blobs.For(tenantId);

    public override ReadOnlyMemory<byte> ReadPayload(Guid tenantId, string id) => payloads.Read(tenantId, id);

    public override IStateStore StateOf(Guid tenantId, Guid workflowId) => new StateStore(contexts, time, tenantId, workflowId);

    public override ValueTask<Credential> CredentialAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken) =>
        credentials.GetAsync(tenantId, credentialId, slot, cancellationToken);

    public override IEnumerable<string> SecretsOf(Guid tenantId, Credential credential) => secrets.Of(tenantId, credential);

    public override ItemSeal SealOf(Guid tenantId, Guid runId) => new RunSeal(keys, tenantId, runId);

    public override Uri ResumeUrl(Guid tenantId, Guid runId) => links.For(tenantId, runId);

    public override Uri ResumeUrl(Guid tenantId, Guid runId, string nodeId, int activation) => links.For(tenantId, runId, nodeId, activation);

    public override JsonElement? Root(WorkflowIdentity workflow, string name) => name switch
    {
        "$env" => roots.Value.Environment,
        "$vars" => roots.Value.Variables,
        _ => null,
    };

    public override string? Secret(Guid tenantId, string name) => null;

    public override void Progress(Guid tenantId, Guid runId, int activation, double fraction, string? message) => progress.Tell(tenantId, runId, activation, fraction, message);
}

/// <summary>Where credentials come from.</summary>
internal interface ICredentialSource
{
    /// <summary>A decrypted credential.</summary>
    /// <exception cref="NodeException">It is gone, or its type does not fit the slot.</exception>
    ValueTask<Credential> GetAsync(Guid tenantId, Guid credentialId, CredentialSlotAttribute slot, CancellationToken cancellationToken);
}

/// <summary>Objects every expression can read. Source: section <c>expressions</c>.</summary>
internal sealed class ExpressionRoots
{
    /// <summary>Names of environment variables that expressions may read as <c>$env.NAME</c>. Default: none.</summary>
    public IReadOnlyList<string> AllowedEnvironment { get; set; } = [];

    /// <summary>Values of <c>$vars</c>. Default: none.</summary>
    public Dictionary<string, string> Vars { get; set; } = [];

    public JsonElement Environment => JsonSerializer.SerializeToElement(AllowedEnvironment.ToDictionary(name => name, System.Environment.GetEnvironmentVariable));

    public JsonElement Variables => JsonSerializer.SerializeToElement(Vars);
}

/// <summary>How far long steps are; forgotten with the process.</summary>
internal sealed class RunProgress
{
    /// <summary>Raised on the step's thread.</summary>
    public event Action<Guid, Guid, int, double, string?>? OnProgress;

    public void Tell(Guid tenantId, Guid runId, int activation, double fraction, string? message) => OnProgress?.Invoke(tenantId, runId, activation, fraction, message);
}

/// <summary>Links that resume one step of one run, or whichever step of the run has waited longest: signed, so that nobody can make one (ENGINE rule 17).</summary>
internal sealed class ResumeLinks(ResumeKey key, IServer server, IOptions<EngineOptions> options, IOptions<PlatformOptions> platform)
{
    private string BaseUrl => (options.Value.PublicUrl ?? Own()).TrimEnd('/');

    public Uri For(Guid tenantId, Guid runId) => new($"{BaseUrl}/resume/{tenantId:N}/{runId:N}?token={Sign($"{tenantId:N}/{runId:N}")}");

    public Uri For(Guid tenantId, Guid runId, string nodeId, int activation) =>
        new($"{BaseUrl}/resume/{tenantId:N}/{runId:N}/{Uri.EscapeDataString(nodeId)}/{activation}?token={Sign(TextOf(tenantId, runId, nodeId, activation))}");

    /// <summary>Whether a token was made for exactly this run.</summary>
    public bool IsValid(Guid tenantId, Guid runId, string? token) => IsValid($"{tenantId:N}/{runId:N}", token);

    /// <summary>Whether a token was made for exactly this step.</summary>
    public bool IsValid(Guid tenantId, Guid runId, string nodeId, int activation, string? token) => IsValid(TextOf(tenantId, runId, nodeId, activation), token);

    /// <summary>Where this process listens; on all addresses, and before it listens, its machine's own name for itself.</summary>
    private string Own()
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } first) return $"http://localhost:{platform.Value.Port}";
        var address = BindingAddress.Parse(first);
        return address.Host is "*" or "+" or "[::]" or "0.0.0.0" ? $"{address.Scheme}://localhost:{address.Port}" : $"{address.Scheme}://{address.Host}:{address.Port}";
    }

    private bool IsValid(string text, string? token) => token is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(text)), Encoding.ASCII.GetBytes(token));

    private static string TextOf(Guid tenantId, Guid runId, string nodeId, int activation) => $"{tenantId:N}/{runId:N}/{nodeId}/{activation}";

    private string Sign(string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(text)).AsSpan(0, 24));
}

/// <summary>The key that signs resume links; read from the database before the shards start.</summary>
internal sealed class ResumeKey
{
    public byte[] Value { get; set; } = [];
}
