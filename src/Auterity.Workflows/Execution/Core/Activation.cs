using Auterity.Sdk;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Core;

/// <summary>One firing of one node: what it took, how far it is, what it sent.</summary>
internal sealed class Activation
{
    private InputItems[]? inputs;
    private int sensitivity; // 0 is not looked at yet

    public required int Id { get; init; }

    public required PlanNode Node { get; init; }

    /// <summary>Number of this firing of the node, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Tokens taken, by input port.</summary>
    public required Token[][] Consumed { get; init; }

    /// <summary>Fired by the back edges of its region.</summary>
    public bool IsBackPass { get; init; }

    /// <summary>Edges whose delivery never came (rule 4); null when nothing was forced.</summary>
    public IReadOnlyList<int>? Missing { get; init; }

    public ActivationStatus Status { get; set; }

    public long CreatedAt { get; init; }

    public long StartedAt { get; set; }

    public long FinishedAt { get; set; }

    /// <summary>One entry an output port, once completed.</summary>
    public PortOutput[] Outputs { get; set; } = [];

    public NodeError? Error { get; set; }

    /// <summary>Progress of the units of an effect; null until it started.</summary>
    public Unit[]? Units { get; private set; }

    /// <summary>Where the units stand, all together.</summary>
    public UnitTally Tally { get; private set; } = UnitTally.None;

    public Wait? Wait { get; set; }

    public Child[]? Children { get; set; }

    /// <summary>How often the step has started runs: a repetition starts others.</summary>
    public int Calls { get; set; }

    public Answer? Answer { get; set; }

    public bool IsRunOutput { get; set; }

    public List<string>? Log { get; set; }

    /// <summary>Parameters an effect was tried with, by unit, secrets masked; null when nothing is remembered.</summary>
    public SortedDictionary<int, ReadOnlyMemory<byte>>? Parameters { get; set; }

    public StepWarnings Warnings { get; set; }

    /// <summary>Position in the order in which outputs went out and steps failed; -1 before.</summary>
    public int CompletionOrder { get; set; } = -1;

    /// <summary>Sequence of the last event that changed it: what watchers ask for.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Counts against the node's parallelism.</summary>
    public bool Admitted { get; set; }

    /// <summary>Items that its units have brought.</summary>
    public int Brought { get; set; }

    /// <summary>Units handed to workers and not back yet. Not part of the journaled state: a recovered activation starts them again.</summary>
    public int InFlight { get; set; }

    /// <summary>For a pass of a loop node, the loop it belongs to.</summary>
    public LoopState? Loop { get; set; }

    /// <summary>Place in the ready list.</summary>
    public LinkedListNode<Activation>? Place { get; set; }

    public bool IsOpen => Status is not (ActivationStatus.Completed or ActivationStatus.Skipped or ActivationStatus.Failed);

    /// <summary>The input items by port, derived from the consumed tokens (rule 27).</summary>
    public InputItems[] Inputs => inputs ??= Array.ConvertAll(Consumed, tokens => new InputItems(tokens, Node is { Disabled: false, Policy.Once: true }));

    /// <summary>Whether some of its input is sensitive.</summary>
    public bool HasSensitiveInput
    {
        get
        {
            if (sensitivity == 0) sensitivity = Array.Exists(Inputs, port => port.Any(item => item.IsSensitive)) ? 2 : 1;
            return sensitivity == 2;
        }
    }

    /// <summary>How many units of work the activation has.</summary>
    public int UnitCount(bool perItem) => perItem ? Inputs.Length == 0 ? 1 : Inputs[0].Count : 1;

    /// <summary>Lays out units that all have yet to be done.</summary>
    public Unit[] LayOut(int count)
    {
        Tally = new UnitTally(count);
        Units = new Unit[count];
        for (var i = 0; i < count; i++)
            Units[i] = new Unit(i, Tally);
        return Units;
    }

    /// <summary>Forgets the units: the activation starts over.</summary>
    public void ClearUnits()
    {
        Tally = UnitTally.None;
        Units = null;
    }
}

internal enum ActivationStatus
{
    /// <summary>May start as soon as its turn comes.</summary>
    Ready,

    /// <summary>Its effect is under way, or between attempts.</summary>
    Started,
    Waiting,
    Completed,
    Skipped,
    Failed,
}

/// <summary>Progress of something that is tried until it has an outcome.</summary>
internal abstract class Attempts
{
    public virtual UnitStatus Status { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempt { get; set; }

    /// <summary>Attempts a person has made up for: the retry policy counts from here.</summary>
    public int Forgiven { get; set; }

    public int Round { get; set; }

    public long RetryAt { get; set; }

    public NodeError? Error { get; set; }

    /// <summary>Handed to a worker and not back yet. Not part of the journaled state.</summary>
    public virtual bool InFlight { get; set; }

    /// <summary>The attempt was journaled as begun and nothing came back: after a crash its outcome is unknown.</summary>
    public bool Begun { get; set; }

    /// <summary>The attempt whose unknown outcome the other side has been asked about. Not part of the journaled state.</summary>
    public int LookedUp { get; set; }

    /// <summary>Waits for a person; while the other side is being asked it does not yet.</summary>
    public bool Waits => Status is UnitStatus.Held or UnitStatus.NeedsDecision && !InFlight;
}

/// <summary>Progress of one unit of work: one item of a per-item node, or the whole batch.</summary>
internal sealed class Unit(int index, UnitTally tally) : Attempts
{
    public override UnitStatus Status
    {
        get;
        set
        {
            tally.Move(index, field, value);
            field = value;
        }
    }

    public override bool InFlight
    {
        get;
        set
        {
            field = value;
            if (!value) tally.PutBack(index);
        }
    }

    /// <summary>How the failure leaves: in place, or through the error port.</summary>
    public Disposition Leaves { get; set; }

    public IReadOnlyList<Item> Items { get; set; } = [];

    /// <summary>State and calls of a stepped node; null for others.</summary>
    public Steps? Steps { get; set; }

    /// <summary>Waits for a person, itself or one of its calls.</summary>
    public bool NeedsPerson => Waits || (Status == UnitStatus.Pending && Steps?.Calls.Exists(call => call.Waits) == true);

    /// <summary>Whether something of it can begin at once.</summary>
    public bool HasWork => Status == UnitStatus.Pending && (Steps is null || !Steps.IsAsking || Steps.Calls.Exists(call => call.Status == UnitStatus.Pending));
}

/// <summary>Progress of one call of an attachment, under the attached node's own policy.</summary>
internal sealed class Call(CallRequest request) : Attempts
{
    public CallRequest Request => request;

    /// <summary>What the host hears; null while there is no outcome.</summary>
    public CallEnded? Outcome { get; set; }
}

/// <summary>How many units of an activation stand where, and which is the next to hand out: nobody has to look at all of them to know.</summary>
internal sealed class UnitTally(int units)
{
    private readonly int[] counts = [units, 0, 0, 0, 0, 0];

    /// <summary>Of an activation that has no units.</summary>
    public static UnitTally None { get; } = new(0);

    /// <summary>Units that have an outcome.</summary>
    public int Settled => this[UnitStatus.Done] + this[UnitStatus.Failed];

    /// <summary>Units that wait for a person.</summary>
    public int Held => this[UnitStatus.Held] + this[UnitStatus.NeedsDecision];

    /// <summary>Before it no unit is pending that is not under way. Not part of the journaled state.</summary>
    public int Next { get; set; }

    public int this[UnitStatus status] => counts[(int)status];

    public void Move(int unit, UnitStatus from, UnitStatus to)
    {
        counts[(int)from]--;
        counts[(int)to]++;
        if (to == UnitStatus.Pending) PutBack(unit);
    }

    /// <summary>The unit may be handed out again.</summary>
    public void PutBack(int unit) => Next = Math.Min(Next, unit);
}

internal enum UnitStatus
{
    Pending,
    Retrying,
    Held,
    NeedsDecision,
    Done,
    Failed,
}

/// <summary>Where a stepped node stands: its state, and the calls it asked for.</summary>
internal sealed class Steps
{
    public required Item State { get; set; }

    /// <summary>State in which the current step was taken; null for the first one.</summary>
    public Item? Before { get; set; }

    public List<Call> Calls { get; } = [];

    /// <summary>Index of the first call of the current step.</summary>
    public int From { get; set; }

    /// <summary>Index of the first call of the step before.</summary>
    public int Earlier { get; set; }

    /// <summary>Whether the current step must be taken again and compared before its calls go out: the process that took it is gone. Not part of the journaled state.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>Whether a call of the current step has no outcome yet.</summary>
    public bool IsAsking => Calls.Exists(call => call.Outcome is null);
}

/// <summary>An open wait.</summary>
internal sealed record Wait(long Until, string? Signal, PortOutput AtDeadline, long Since);

/// <summary>A child run of this activation.</summary>
internal sealed class Child
{
    public required Guid RunId { get; init; }

    public required Guid WorkflowId { get; init; }

    public required Item Input { get; init; }

    /// <summary>Whether the step waits for the run's end, or only until the run is on disk.</summary>
    public required bool Waits { get; init; }

    public ChildEnded? End { get; set; }
}

/// <summary>A batch of items, or a skip, on its way along an edge.</summary>
/// <param name="Source">The activation that sent it; null for the skip of a closed region, or of a delivery that never came.</param>
/// <param name="Port">Output port of the source.</param>
/// <param name="IsSkip">Whether the path is dead.</param>
/// <param name="Session">The session that ended without a word on this exit; null otherwise.</param>
internal readonly record struct Token(Activation? Source, int Port, bool IsSkip, EndedSession? Session = null)
{
    public static Token DeadPath { get; } = new(null, 0, true);

    public IReadOnlyList<Item> Items => IsSkip || Source is null ? [] : Source.Outputs[Port].Items;
}

/// <summary>The items on one input port: those of the consumed tokens, one token after the other.</summary>
internal sealed class InputItems : IReadOnlyList<Item>
{
    private readonly Token[] tokens;
    private readonly IReadOnlyList<Item> items;

    public InputItems(Token[] tokens, bool once)
    {
        this.tokens = Array.Exists(tokens, token => token.IsSkip) ? Array.FindAll(tokens, token => !token.IsSkip) : tokens;
        items = this.tokens.Length switch
        {
            0 => [],
            1 => this.tokens[0].Items,
            _ => [.. this.tokens.SelectMany(token => token.Items)],
        };
        if (once && items.Count > 1) items = [items[0]];
    }

    public int Count => items.Count;

    /// <summary>The list they are in: that of the token when it is only one, else a list of their own.</summary>
    public IReadOnlyList<Item> Source => items;

    public Item this[int index] => items[index];

    /// <summary>The output item that input item <paramref name="index"/> is.</summary>
    public (Activation Source, int Port, int Item) SourceOf(int index)
    {
        foreach (var token in tokens)
        {
            var count = token.Items.Count;
            if (index < count) return (token.Source!, token.Port, index);
            index -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    public IEnumerator<Item> GetEnumerator() => items.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
