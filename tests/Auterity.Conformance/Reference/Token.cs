using Auterity.Sdk;

namespace Auterity.Conformance.Reference;

/// <summary>One delivery on an edge: items, or a skip.</summary>
/// <param name="Items">The items; null is a skip.</param>
/// <param name="Causes">Activations it depends on.</param>
internal sealed record Token(IReadOnlyList<RefItem>? Items, IReadOnlyList<Activation> Causes)
{
    public bool IsSkip => Items is null;

    /// <summary>Whether it has items that came just now, none of them kept from an earlier pass.</summary>
    public bool IsFresh { get; init; } = Items is not null;

    /// <summary>Several deliveries as one, items in the order given; a skip when all are.</summary>
    public static Token Joined(IReadOnlyCollection<Token> tokens) => new(
        tokens.All(token => token.IsSkip) ? null : [.. tokens.SelectMany(token => token.Items ?? [])],
        [.. tokens.SelectMany(token => token.Causes)])
    { IsFresh = tokens.Any(token => token.IsFresh) };

    public static Token Skip { get; } = new(null, []);
}

/// <summary>An item and the items it was made of.</summary>
/// <param name="From">Null when nobody knows.</param>
internal sealed record RefItem(Item Item, Activation Producer, IReadOnlyList<RefItem>? From)
{
    public bool Equals(RefItem? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>One firing of one node.</summary>
internal sealed class Activation(FlowNode node, int number, IReadOnlyList<Activation> causes)
{
    public FlowNode Node { get; } = node;

    public ActivationId Id { get; } = new(node.Id, number);

    public int Number => Id.Number;

    /// <summary>Activations whose tokens, latches and sessions it depends on, without repetition.</summary>
    public IReadOnlyList<Activation> Causes { get; } = [.. causes.Distinct()];

    /// <summary>Items it sees, by input port.</summary>
    public Dictionary<string, IReadOnlyList<RefItem>> Inputs { get; init; } = [];

    /// <summary>Items it sends, by output port.</summary>
    public Dictionary<string, IReadOnlyList<RefItem>> Outputs { get; set; } = [];

    /// <summary>Fired by a quiet run.</summary>
    public bool Forced { get; init; }

    /// <summary>Ports that send no token at all, not even a skip: a loop's other port.</summary>
    public IReadOnlyList<string> Silent { get; init; } = [];

    /// <summary>Name of the limit that holds it; null when none does.</summary>
    public string? Limit { get; set; }

    /// <summary>Whether a person raised the limit for it.</summary>
    public bool Raised { get; set; }

    public List<Unit> Units { get; } = [];

    public bool Started { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public StepStatus? Ended { get; set; }

    /// <summary>Code of the error it failed with.</summary>
    public string? Error { get; set; }

    /// <summary>Whether its outputs went out.</summary>
    public bool Released { get; set; }

    public bool IsSkip => Ended == StepStatus.Skipped;

    /// <summary>Whether time or the schedule can still move it.</summary>
    public bool InFlight => Started && Ended is null && Limit is null;

    public IReadOnlyList<RefItem> Input(string port) => Inputs.GetValueOrDefault(port) ?? [];

    public IReadOnlyList<RefItem> FirstInput => Node.Inputs.Count == 0 ? [] : Input(Node.Inputs[0]);

    public override string ToString() => Id.ToString();
}

/// <summary>What is tried as one: an item of a per-item node, or the whole batch.</summary>
internal sealed class Unit(int index, RefItem? item)
{
    public int Index { get; } = index;

    /// <summary>Its item; null for a batch.</summary>
    public RefItem? Item { get; } = item;

    public int Attempt { get; set; } = 1;

    /// <summary>Attempts left under the retry policy, the current one included.</summary>
    public int Budget { get; set; } = 1;

    /// <summary>Grows with a new idempotency key (rule 11).</summary>
    public int Round { get; set; }

    public UnitPhase Phase { get; set; } = UnitPhase.Calling;

    /// <summary>When the phase ends by itself; infinity when it does not.</summary>
    public double Due { get; set; }

    /// <summary>Code of its last failure.</summary>
    public string? Error { get; set; }

    /// <summary>What it sends, by output port.</summary>
    public Dictionary<string, IReadOnlyList<RefItem>> Outputs { get; set; } = [];

    /// <summary>For an agent: what its tools said, by tool.</summary>
    public Dictionary<string, string> Answers { get; } = [];

    /// <summary>For an agent: how often each tool was asked.</summary>
    public Dictionary<string, int> Asked { get; } = [];

    /// <summary>For an agent: how each tool failed last.</summary>
    public Dictionary<string, string> ToolErrors { get; } = [];
}

internal enum UnitPhase
{
    Calling,
    Backoff,
    Sleeping,
    Listening,
    Held,
    Undecided,
    Done,
    Failed,
    Cancelled,
}
