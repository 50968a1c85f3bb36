using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What one unit of an activation may know and use. Made for one attempt; several may run beside each other.</summary>
internal sealed class ActivationContext : NodeContext
{
    private const int MaxLines = 1_000;
    private const int MaxLine = 64 * 1024;

    private readonly RunData run;
    private readonly Activation activation;
    private readonly Activation host;
    private readonly CompiledNode node;
    private readonly int unit;
    private readonly int round;
    private readonly long at;
    private readonly CancellationToken cancellation;
    private readonly ExpressionSession session;
    private SortedDictionary<int, JsonElement>? resolved;
    private List<string>? lines;

    /// <param name="run">The run.</param>
    /// <param name="activation">The activation that runs.</param>
    /// <param name="node">Its node; for an attachment the attached node, in the host's activation.</param>
    /// <param name="unit">Item index, or 0 for batches.</param>
    /// <param name="attempt">Attempt, from 1.</param>
    /// <param name="round">Round of the idempotency key.</param>
    /// <param name="at">Recorded time, µs.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <param name="session">Script engine shared by the units of an activation that run one after the other; null makes one when it is needed.</param>
    public ActivationContext(RunData run, Activation activation, CompiledNode node, int unit, int attempt, int round, long at, CancellationToken cancellation, ExpressionSession? session = null)
    {
        this.session = session ?? run.NewSession();
        this.run = run;
        this.activation = activation;
        this.node = node;
        this.unit = unit;
        this.at = at;
        this.cancellation = cancellation;
        host = activation;
        this.round = round;
        Attempt = attempt;
        Secrets = new StepSecrets(run.Services, run.Info.TenantId);
    }

    /// <summary>For a call of an attachment: what tells it from the same tool's other calls; empty for steps.</summary>
    public string Caller { get; init; } = "";

    /// <summary>Secrets the attempt was given.</summary>
    public StepSecrets Secrets { get; }

    /// <summary>Whether what the attempt saw is sensitive: the node says so, its items are, or an expression read some that are.</summary>
    public bool SawSensitive => node.Definition.Policy.Sensitive || Secrets.SawSensitive || Item.IsSensitive || activation.HasSensitiveInput;

    /// <summary>Whether what it sends is sensitive too: always at a sensitive node, and where it was computed of sensitive data alone. An effect's answer is news from outside.</summary>
    public bool SendsSensitive => node.Definition.Policy.Sensitive || (node.Delivery == Delivery.Pure && SawSensitive);

    /// <summary>Whether an item is one of the inputs, handed on as it is.</summary>
    public bool IsInput(Item item) => Array.Exists(activation.Inputs, port => port.Contains(item, ReferenceEqualityComparer.Instance));

    /// <summary>Whether the attempt's parameters are kept: those of effects are (ENGINE rule 27).</summary>
    public bool IsRecorded => node.Delivery != Delivery.Pure;

    /// <summary>Parameters as evaluated, by item, where they have expressions.</summary>
    public IEnumerable<KeyValuePair<int, JsonElement>> Resolved
    {
        get
        {
            lock (Secrets) return resolved is null ? [] : [.. resolved];
        }
    }

    public override RunInfo Run => run.Info;

    public override WorkflowInfo Workflow => run.WorkflowInfo;

    public override string NodeId => node.Definition.Id;

    public override string NodeName => node.Definition.Name;

    public override int Activation => activation.Number;

    public override int Attempt { get; }

    public override DateTimeOffset Now => Micros.ToInstant(at);

    public override TimeZoneInfo TimeZone => run.TimeZone;

    public override Random Random => field ??= new Random((int)(Seed ^ (Seed >> 32)));

    public override string IdempotencyKey => field ??= Identity.Key(run.Id, Caller + node.Definition.Id, activation.Number, unit, round);

    public override IReadOnlyList<IReadOnlyList<Item>> Inputs => activation.Inputs;

    public override Item Item => activation.Inputs.Length == 0
        ? run.State.Start!.Input
        : FirstFilled is { Count: > 0 } items ? items[Math.Min(unit, items.Count - 1)] : Item.Empty;

    public override int ItemIndex => unit;

    public override JsonElement RawParameters => node.Definition.Parameters;

    public override Uri ResumeUrl => run.Services.ResumeUrl(Run.TenantId, Run.Id, NodeId, Activation);

    public override IBlobs Blobs => run.Services.BlobsOf(Run.TenantId);

    public override IStateStore State => run.Services.StateOf(Run.TenantId, Workflow.Id);

    private long Seed => Identity.Seed(run.Id, Caller.Length == 0 ? node.Definition.Id : Caller + node.Definition.Id, activation.Number, unit, round);

    private InputItems? FirstFilled
    {
        get
        {
            foreach (var port in activation.Inputs)
                if (port.Count > 0)
                    return port;
            return null;
        }
    }

    /// <summary>The node's parameters, evaluated for an item and bound.</summary>
    /// <exception cref="NodeException">An expression failed or a value does not fit; not retryable.</exception>
    public object BoundInput(int itemIndex)
    {
        if (node.Type!.Kind is Catalog.NodeKind.Trigger or Catalog.NodeKind.Polling || node.Parameters.IsStatic) return node.StaticInput();
        var evaluated = ResolvedParameters(itemIndex);
        if (IsRecorded)
            lock (Secrets) (resolved ??= [])[itemIndex] = evaluated;
        return node.Type.Bind(evaluated, run.Workflow.Definition.Settings.ForgiveMissing);
    }

    public override T InputFor<T>(int itemIndex) => (T)BoundInput(itemIndex);

    public override JsonElement Evaluate(string template, int itemIndex) => Evaluate(template, ScopeFor(itemIndex));

    public override JsonElement Evaluate(string template, int itemIndex, IReadOnlyDictionary<string, JsonElement> extra) => Evaluate(template, ScopeFor(itemIndex, extra));

    private JsonElement Evaluate(string template, ActivationScope scope)
    {
        try
        {
            return CompiledTemplate.Compile(template, "").Evaluate(session, scope, cancellation);
        }
        catch (ExpressionException e)
        {
            throw Failed(e);
        }
        finally
        {
            LogWarnings();
        }
    }

    public override JsonElement RunScript(string code, int? itemIndex, IReadOnlyDictionary<string, JsonElement>? extra, CancellationToken cancellationToken)
    {
        try
        {
            var result = ScriptRunner.Run(code, ScopeFor(itemIndex ?? 0), itemIndex is not null, extra, ScriptLimits.Code, cancellationToken, out var lines);
            foreach (var line in lines)
                Log(line);
            return result;
        }
        catch (ExpressionException e)
        {
            throw CodeFailed(code, e);
        }
    }

    public override async ValueTask<Credential?> CredentialAsync(string slot, CancellationToken cancellationToken)
    {
        if (node.Type?.Slots.FirstOrDefault(candidate => candidate.Slot == slot) is not { } described)
            throw new NodeException($"'{NodeName}' has no credential slot '{slot}'.", "credential-slot", retryable: false);
        if (node.Definition.Credentials?.TryGetValue(slot, out var id) is true)
        {
            var credential = await run.Services.CredentialAsync(Run.TenantId, id, described, cancellationToken);
            Secrets.Add(credential);
            return credential;
        }

        return described.Required
            ? throw new NodeException($"'{NodeName}' needs a credential in slot '{slot}'{(described.Types.Count == 0 ? "" : $" ({string.Join(" or ", described.Types)})")}. Choose one in the node.", "credential-missing", retryable: false)
            : null;
    }

    public override IReadOnlyList<AttachmentInfo> Attachments(string slot) =>
    [
        .. node.Attachments.Where(attachment => attachment.Slot == slot).Select(attachment =>
        {
            var attached = run.Workflow.Nodes[attachment.Node];
            var own = new ActivationContext(run, host, attached, unit, Attempt, 0, at, cancellation);
            var description = attached.Type is Catalog.AttachmentType type ? type.Describe(own.BoundInput(unit), own) : JsonDocument.Parse("{}").RootElement;
            return new AttachmentInfo(attached.Definition.Name, attached.Definition.Type, description);
        }),
    ];

    public override void Log(string message)
    {
        lock (Secrets)
        {
            if ((lines ??= []).Count < MaxLines) lines.Add(message.Length > MaxLine ? message[..MaxLine] : message);
        }
    }

    /// <summary>The lines logged so far; null for none.</summary>
    public List<string>? TakeLines()
    {
        lock (Secrets) return lines is null ? null : [.. lines];
    }

    public override void Progress(double fraction, string? message = null) =>
        run.Services.Progress(Run.TenantId, Run.Id, activation.Id, Math.Clamp(fraction, 0, 1), message is null || SawSensitive ? null : Secrets.Mask().Mask(message));

    /// <summary>The node's parameters, evaluated for an item.</summary>
    public JsonElement ResolvedParameters(int itemIndex)
    {
        try
        {
            return node.Parameters.Evaluate(session, ScopeFor(itemIndex), cancellation);
        }
        catch (ExpressionException e)
        {
            throw Failed(e);
        }
        finally
        {
            LogWarnings();
        }
    }

    private void LogWarnings()
    {
        foreach (var warning in session.TakeWarnings())
            Log(warning);
    }

    private ActivationScope ScopeFor(int itemIndex, IReadOnlyDictionary<string, JsonElement>? extra = null) => new(run, activation, host, itemIndex, at, Seed, Secrets, extra: extra);

    private NodeException CodeFailed(string code, ExpressionException e)
    {
        var place = e.Position is { } position ? $" in line {code.AsSpan(0, Math.Min(position, code.Length)).Count('\n') + 1}" : "";
        var what = e.Code == "expression-syntax" ? "is not valid" : e.Code == "expression-failed" ? "threw an error" : "failed";
        return new NodeException($"The code of '{NodeName}' {what}{place}: {e.Message}", e.Code, retryable: false, inner: e);
    }

    private NodeException Failed(ExpressionException e)
    {
        var place = e.Field is null ? "" : $", field '{e.Field}'{(e.Position is { } position ? $" at {position}" : "")}";
        return new NodeException($"Expression in '{NodeName}'{place}: {e.Message}", e.Code, retryable: false, inner: e);
    }
}
