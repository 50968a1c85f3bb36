using System.Text.Json;

namespace Auterity.Workflows.Definitions;

/// <summary>A workflow as data: what runs, and nothing about how it looks. Immutable once published.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>Version of this format. Default: 1.</summary>
    public int Format { get; init; } = 1;

    public IReadOnlyList<NodeDefinition> Nodes { get; init; } = [];

    public IReadOnlyList<EdgeDefinition> Edges { get; init; } = [];

    /// <summary>JSON Schema of the run's input, shown as a form; null accepts anything.</summary>
    public JsonElement? Inputs { get; init; }

    public WorkflowSettings Settings { get; init; } = new();
}

/// <summary>One step of a workflow.</summary>
public sealed record NodeDefinition
{
    /// <summary>Stable within the workflow: edges name it.</summary>
    public required string Id { get; init; }

    /// <summary>Node type, for example <c>http.request</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Version of the type. Default: 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Unique within the workflow: expressions use it.</summary>
    public required string Name { get; init; }

    /// <summary>Parameters as written; text that begins with <c>=</c> is a template.</summary>
    public JsonElement Parameters { get; init; } = EmptyObject;

    public NodePolicy Policy { get; init; } = NodePolicy.Default;

    public bool Disabled { get; init; }

    public string? Notes { get; init; }

    /// <summary>Credential ids by slot; not part of the content hash.</summary>
    public IReadOnlyDictionary<string, Guid>? Credentials { get; init; }

    /// <summary>Output given instead of running the node, in test runs only; not part of the content hash.</summary>
    public JsonElement? Pin { get; init; }

    /// <summary>Pauses the run before the node, in test runs only; not part of the content hash.</summary>
    public bool Breakpoint { get; init; }

    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;
}

/// <summary>A connection from an output port to an input port, by node id.</summary>
/// <param name="From">Id of the node it leaves.</param>
/// <param name="To">Id of the node it enters.</param>
/// <param name="Output">Name of the output port. Default: main.</param>
/// <param name="Input">Name of the input port, or an attachment port such as <c>ai_tool</c>. Default: main.</param>
public sealed record EdgeDefinition(string From, string To, string Output = "main", string Input = "main");

/// <summary>How the engine treats a node.</summary>
public sealed record NodePolicy
{
    public static NodePolicy Default { get; } = new();

    /// <summary>Longest time one attempt may take, in seconds. Default: 300.</summary>
    public double? TimeoutSeconds { get; init; }

    public RetryPolicy? Retry { get; init; }

    /// <summary>What a failure does. Default: fail the run.</summary>
    public OnError OnError { get; init; }

    /// <summary>Overrides the type's delivery; an effect cannot be declared pure.</summary>
    public Sdk.Delivery? Delivery { get; init; }

    /// <summary>How input ports with several edges wait. Default: all.</summary>
    public Join Join { get; init; }

    /// <summary>Sends one <c>{}</c> where the node would send nothing.</summary>
    public bool AlwaysOutput { get; init; }

    /// <summary>The node sees only the first item.</summary>
    public bool Once { get; init; }

    /// <summary>How many activations of the node run at a time. Default: 1.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How many items of one activation run at a time. Default: 8.</summary>
    public int ItemParallel { get; init; } = 8;

    /// <summary>When a repetition gets a new idempotency key. Default: after an answer of 4xx.</summary>
    public NewKey NewKeyAfter { get; init; } = NewKey.ClientError;

    /// <summary>Encrypts and hides the outputs.</summary>
    public bool Sensitive { get; init; }

    /// <summary>How many steps that share a key run at a time; null does not limit them. Effects only.</summary>
    public ConcurrencyPolicy? Concurrency { get; init; }

    /// <summary>How often steps that share a key begin; null does not limit them. Effects only.</summary>
    public RatePolicy? Rate { get; init; }

    /// <summary>Whether results are used again instead of doing the work again; null never. Effects that may be repeated only.</summary>
    public CachePolicy? Cache { get; init; }
}

/// <summary>How many steps that share a key run at a time.</summary>
public sealed record ConcurrencyPolicy
{
    /// <summary>Template for the key, evaluated for each item; steps of the whole tenant with the same key share the limit. Default: this node alone.</summary>
    public string? Key { get; init; }

    /// <summary>Items at a time. Default: 1.</summary>
    public int Limit { get; init; } = 1;
}

/// <summary>How often steps that share a key begin.</summary>
public sealed record RatePolicy
{
    /// <summary>Template for the key, evaluated for each item; steps of the whole tenant with the same key share the limit. Default: this node alone.</summary>
    public string? Key { get; init; }

    /// <summary>Items in each window. Default: 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Length of the window, in seconds. Default: 1.</summary>
    public double Seconds { get; init; } = 1;
}

/// <summary>How long results are used again.</summary>
public sealed record CachePolicy
{
    /// <summary>Template for the key, evaluated for each item. Default: the node's parameters and its input.</summary>
    public string? Key { get; init; }

    /// <summary>How long a result is good, in seconds. Default: 3600.</summary>
    public double Seconds { get; init; } = 3600;
}

/// <summary>When and how often to try again.</summary>
public sealed record RetryPolicy
{
    /// <summary>Attempts in all, the first included. Default: 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Whether the delay doubles. Default: exponential.</summary>
    public Backoff Backoff { get; init; } = Backoff.Exponential;

    /// <summary>Delay before the second attempt, in seconds. Default: 1.</summary>
    public double DelaySeconds { get; init; } = 1;

    /// <summary>Longest delay, in seconds. Default: 60.</summary>
    public double MaxDelaySeconds { get; init; } = 60;

    /// <summary>Share of the delay that is random, 0 to 1. Default: 0.2.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>Expression over <c>$error</c> and the item; tried again only when it is true. Default: whatever the node calls retryable.</summary>
    public string? If { get; init; }

    /// <summary>The condition as a template: bare JavaScript is taken as an expression.</summary>
    internal static string TemplateOf(string condition) => condition.StartsWith('=') ? condition : "={{ " + condition + " }}";
}

/// <summary>How the delay between attempts grows.</summary>
public enum Backoff
{
    /// <summary>It doubles with each attempt, up to the longest delay.</summary>
    Exponential,

    /// <summary>It stays the same.</summary>
    Fixed,
}

/// <summary>What a failing node does to its run.</summary>
public enum OnError
{
    /// <summary>The run fails.</summary>
    Fail,

    /// <summary>The failed item goes on, with <c>error</c> set.</summary>
    Continue,

    /// <summary>The failed item leaves through the port <c>error</c>.</summary>
    ErrorOutput,

    /// <summary>The step waits for a person.</summary>
    Hold,
}

/// <summary>When an input port with several edges is ready (ENGINE rule 3).</summary>
public enum Join
{
    /// <summary>Every forward edge has delivered.</summary>
    All,

    /// <summary>The first items of the wave.</summary>
    Any,

    /// <summary>Once for each arrival.</summary>
    Each,
}

/// <summary>After which failures the next attempt is made under a new idempotency key.</summary>
public enum NewKey
{
    /// <summary>After none: every attempt has the same key.</summary>
    Never,

    /// <summary>After an answer that blames the request, a status from 400 to 499: the receiver may have stored it under the key.</summary>
    ClientError,

    /// <summary>After any failure of something that was sent.</summary>
    Any,
}

/// <summary>Settings of a workflow.</summary>
public sealed record WorkflowSettings
{
    /// <summary>IANA time zone of dates in expressions and schedules. Default: UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Longest time a run may take, pauses excluded, in seconds; null has no limit.</summary>
    public double? RunTimeoutSeconds { get; init; }

    /// <summary>Workflow started when a run of this one fails.</summary>
    public Guid? ErrorWorkflow { get; init; }

    /// <summary>Branches at the same time, or one after the other, depth first. Default: parallel.</summary>
    public Flow Flow { get; init; }

    /// <summary>What a run returns. Default: items.</summary>
    public RunOutput Output { get; init; }

    /// <summary>Most activations of a run. Default: 100,000.</summary>
    public int MaxActivations { get; init; } = 100_000;

    /// <summary>Most passes of a loop region in one session. Default: 10,000.</summary>
    public int MaxPasses { get; init; } = 10_000;

    /// <summary>What to keep of a finished run. Default: everything.</summary>
    public Keep Keep { get; init; }

    /// <summary>An expression that reads a property of a missing value gives nothing instead of failing, as imported workflows expect. Default: false.</summary>
    public bool ForgiveMissing { get; init; }

    /// <summary>How long a waiting webhook caller is kept, in seconds. Default: 60.</summary>
    public double AnswerTimeoutSeconds { get; init; } = 60;
}

/// <summary>In which order the branches of a run go.</summary>
public enum Flow
{
    /// <summary>At the same time.</summary>
    Parallel,

    /// <summary>One after the other, depth first, in the order of their edges.</summary>
    Sequential,
}

/// <summary>What a run returns to whoever started it.</summary>
public enum RunOutput
{
    /// <summary>All items of the step that returned, or of the one furthest down the flow.</summary>
    Items,

    /// <summary>The first of them alone.</summary>
    First,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>Which finished runs are kept as long as the installation keeps any.</summary>
public enum Keep
{
    /// <summary>All of them.</summary>
    Everything,

    /// <summary>Those that failed; the others go after an hour.</summary>
    Failures,

    /// <summary>None: all go after an hour.</summary>
    Nothing,
}
