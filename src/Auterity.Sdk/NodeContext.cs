using System.Text.Json;

namespace Auterity.Sdk;

/// <summary>Everything a node may know about the activation it runs in, and the services it may use.</summary>
/// <remarks>Time and chance come from here, never from the machine, so that running again gives the same answer.</remarks>
public abstract class NodeContext
{
    /// <summary>The run this activation belongs to.</summary>
    public abstract RunInfo Run { get; }

    /// <summary>The workflow the run executes.</summary>
    public abstract WorkflowInfo Workflow { get; }

    /// <summary>Id and name of the node in the workflow.</summary>
    public abstract string NodeId { get; }

    public abstract string NodeName { get; }

    /// <summary>Number of this firing of the node in the run, from 0.</summary>
    public abstract int Activation { get; }

    /// <summary>Number of the attempt, from 1.</summary>
    public abstract int Attempt { get; }

    /// <summary>The recorded time of the activation: the same on every repetition.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>The workflow's time zone. Source: <c>settings.timeZone</c>. Default: UTC.</summary>
    public abstract TimeZoneInfo TimeZone { get; }

    /// <summary>Random numbers that come out the same on every repetition.</summary>
    public abstract Random Random { get; }

    /// <summary>Stable key for the effect on this item: hand it to the other side so that a repetition is recognised.</summary>
    public abstract string IdempotencyKey { get; }

    /// <summary>Items on every input port, in port order; a port without items is an empty list.</summary>
    public abstract IReadOnlyList<IReadOnlyList<Item>> Inputs { get; }

    /// <summary>Items on the first input port.</summary>
    public IReadOnlyList<Item> Items => Inputs.Count == 0 ? [] : Inputs[0];

    /// <summary>The item a per-item node is running for; for a batch node the first one.</summary>
    public abstract Item Item { get; }

    /// <summary>Index of <see cref="Item"/> on its port.</summary>
    public abstract int ItemIndex { get; }

    /// <summary>The node's parameters as written, expressions not evaluated.</summary>
    public abstract JsonElement RawParameters { get; }

    /// <summary>Binds the parameters with expressions evaluated for another item of the first port.</summary>
    /// <exception cref="NodeException">An expression failed; the message names field and position.</exception>
    public abstract T InputFor<T>(int itemIndex);

    /// <summary>Evaluates one template (text that may begin with <c>=</c>) for an item of the first port.</summary>
    public abstract JsonElement Evaluate(string template, int itemIndex);

    /// <summary>Evaluates one template with more names, for example <c>$response</c>.</summary>
    /// <param name="template">Text that may begin with <c>=</c>.</param>
    /// <param name="itemIndex">The item <c>$json</c> means.</param>
    /// <param name="extra">More names the template can use, with their <c>$</c>.</param>
    public virtual JsonElement Evaluate(string template, int itemIndex, IReadOnlyDictionary<string, JsonElement> extra) =>
        throw new NotSupportedException("This context evaluates templates without further names only.");

    /// <summary>Runs user JavaScript in the sandbox. <c>$input</c>, <c>$json</c>, <c>$('Node')</c> and friends are there.</summary>
    /// <param name="code">A function body; its return value is the result.</param>
    /// <param name="itemIndex">The item <c>$json</c> means; null for code over all items.</param>
    /// <param name="extra">More names the code can use.</param>
    public abstract JsonElement RunScript(string code, int? itemIndex, IReadOnlyDictionary<string, JsonElement>? extra, CancellationToken cancellationToken);

    /// <summary>A signed URL that resumes this step when called; valid before the step waits.</summary>
    public abstract Uri ResumeUrl { get; }

    /// <summary>Files of the tenant.</summary>
    public abstract IBlobs Blobs { get; }

    /// <summary>The credential in a slot, decrypted; null when the slot is empty.</summary>
    /// <exception cref="NodeException">The slot names a credential that is gone or does not fit.</exception>
    public abstract ValueTask<Credential?> CredentialAsync(string slot, CancellationToken cancellationToken);

    /// <summary>Key-values that outlive the run.</summary>
    public abstract IStateStore State { get; }

    /// <summary>Description of an attached sub-node; see <see cref="AttachmentNode{TInput}.Describe"/>.</summary>
    public abstract IReadOnlyList<AttachmentInfo> Attachments(string slot);

    /// <summary>Writes a line to the step's log.</summary>
    public abstract void Log(string message);

    /// <summary>Says how far the step is, 0 to 1, for whoever watches.</summary>
    public abstract void Progress(double fraction, string? message = null);

    /// <summary>Source marks for an output item made of these items of the first port.</summary>
    public static ItemSource[] From(params ReadOnlySpan<int> items)
    {
        var sources = new ItemSource[items.Length];
        for (var i = 0; i < items.Length; i++)
            sources[i] = new ItemSource(0, items[i]);
        return sources;
    }
}

/// <summary>The run, as nodes and expressions see it.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Mode">production, test or manual.</param>
/// <param name="StartedAt">When it was accepted.</param>
/// <param name="TenantId">Whose it is.</param>
public sealed record RunInfo(Guid Id, string Mode, DateTimeOffset StartedAt, Guid TenantId);

/// <summary>The workflow, as nodes and expressions see it.</summary>
public sealed record WorkflowInfo(Guid Id, string Name, int Version, bool Active);

/// <summary>An attached sub-node.</summary>
/// <param name="Name">The node's name in the workflow.</param>
/// <param name="Type">Its node type.</param>
/// <param name="Description">What it says of itself.</param>
public sealed record AttachmentInfo(string Name, string Type, JsonElement Description);

/// <summary>A decrypted credential: never log it, never put it into an output.</summary>
/// <param name="Type">Credential type, for example <c>http.basic</c>.</param>
/// <param name="Values">Field values by name.</param>
public sealed record Credential(string Type, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Id of the stored credential; empty for one that is not stored.</summary>
    public Guid Id { get; init; }

    /// <summary>The value of a field, or an empty string.</summary>
    public string this[string field] => Values.GetValueOrDefault(field, "");
}

/// <summary>The tenant's files, by content.</summary>
public interface IBlobs
{
    /// <summary>Stores a file durably and returns its reference.</summary>
    Task<BinaryRef> SaveAsync(Stream content, string mimeType, string? fileName, CancellationToken cancellationToken);

    /// <summary>Opens a stored file for reading.</summary>
    /// <exception cref="FileNotFoundException">The tenant has no such file.</exception>
    Task<Stream> OpenAsync(BinaryRef file, CancellationToken cancellationToken);
}

/// <summary>Versioned key-values that outlive a run, per workflow or for the whole tenant.</summary>
public interface IStateStore
{
    /// <summary>Reads a value; a missing one has version 0 and a null value.</summary>
    Task<StateValue> GetAsync(StateScope scope, string key, CancellationToken cancellationToken);

    /// <summary>Writes a value if its version is still the expected one; null expects nothing. Safe to run twice with the same idempotency key.</summary>
    /// <returns>The stored value, or null when somebody else wrote first.</returns>
    Task<StateValue?> SetAsync(StateScope scope, string key, JsonElement? value, long? expectedVersion, TimeSpan? timeToLive, string idempotencyKey, CancellationToken cancellationToken);
}

/// <summary>Whose state: this workflow's, or everybody's in the tenant.</summary>
public enum StateScope
{
    Workflow,
    Tenant,
}

/// <summary>A stored value and its version.</summary>
public sealed record StateValue(JsonElement? Value, long Version);
