using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>A context for one item, with credentials and templates given by the test.</summary>
internal sealed class NetContext : NodeContext
{
    public Dictionary<string, Credential> Credentials { get; } = [];

    public Func<string, IReadOnlyDictionary<string, JsonElement>, JsonElement> OnEvaluate { get; set; } = (_, _) => throw new InvalidOperationException("No template expected.");

    public IReadOnlyList<Item> InputItems { get; set; } = [Item.Empty];

    public int Index { get; set; }

    public MemoryBlobs Files { get; } = new();

    public JsonElement Parameters { get; set; } = JsonDocument.Parse("{}").RootElement;

    /// <summary>Parameters of each item, where they differ.</summary>
    public IReadOnlyList<JsonElement>? ParametersByItem { get; set; }

    public override RunInfo Run { get; } = new(Guid.Parse("01890000-0000-7000-8000-000000000001"), "test", DateTimeOffset.UnixEpoch, Guid.Parse("01890000-0000-7000-8000-00000000000a"));

    public override WorkflowInfo Workflow { get; } = new(Guid.Parse("01890000-0000-7000-8000-000000000002"), "Test", 1, true);

    public override string NodeId => "n1";

    public override string NodeName => "Node";

    public override int Activation => 0;

    public override int Attempt => 1;

    public override DateTimeOffset Now { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

    public override Random Random { get; } = new(1);

    public override string IdempotencyKey { get; } = "key-1";

    public override IReadOnlyList<IReadOnlyList<Item>> Inputs => [InputItems];

    public override Item Item => InputItems[Index];

    public override int ItemIndex => Index;

    public override JsonElement RawParameters => Parameters;

    public override Uri ResumeUrl { get; } = new("http://localhost/resume");

    public override IBlobs Blobs => Files;

    public override IStateStore State => throw new NotSupportedException();

    public List<string> Lines { get; } = [];

    public override T InputFor<T>(int itemIndex) => (T)InputBinder.Bind(ParametersByItem?[itemIndex] ?? Parameters, typeof(T));

    public override JsonElement Evaluate(string template, int itemIndex) => OnEvaluate(template, new Dictionary<string, JsonElement>());

    public override JsonElement Evaluate(string template, int itemIndex, IReadOnlyDictionary<string, JsonElement> extra) => OnEvaluate(template, extra);

    public override JsonElement RunScript(string code, int? itemIndex, IReadOnlyDictionary<string, JsonElement>? extra, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask<Credential?> CredentialAsync(string slot, CancellationToken cancellationToken) => new(Credentials.GetValueOrDefault(slot));

    public override IReadOnlyList<AttachmentInfo> Attachments(string slot) => [];

    public override void Log(string message) => Lines.Add(message);

    public override void Progress(double fraction, string? message = null) { }

    /// <summary>A per-item node's output for these parameters.</summary>
    public Task<IReadOnlyList<Item>> RunAsync(Node node, object parameters)
    {
        Parameters = JsonSerializer.SerializeToElement(parameters, JsonDefaults.Options);
        var type = NodeType.Of(node);
        return type.RunItemAsync(type.Bind(Parameters), this, Xunit.TestContext.Current.CancellationToken);
    }

    /// <summary>A batch node's or a trigger's result for these parameters.</summary>
    public Task<NodeResult> RunBatchAsync(Node node, object parameters)
    {
        Parameters = JsonSerializer.SerializeToElement(parameters, JsonDefaults.Options);
        var type = NodeType.Of(node);
        return type.RunBatchAsync(type.Bind(Parameters), this, Xunit.TestContext.Current.CancellationToken);
    }

    public static Credential Secret(string type, params (string Name, string Value)[] values) => new(type, values.ToDictionary(pair => pair.Name, pair => pair.Value));
}

/// <summary>Files in memory, by content.</summary>
internal sealed class MemoryBlobs : IBlobs
{
    private readonly Dictionary<string, byte[]> files = [];

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
        Task.FromResult<Stream>(new MemoryStream(files.GetValueOrDefault(file.Id) ?? throw new FileNotFoundException(file.Id)));

    public byte[] this[BinaryRef file] => files[file.Id];
}
