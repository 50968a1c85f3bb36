using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>What to run: behaviour of the nodes is data inside the definition's parameters.</summary>
/// <param name="Definition">The graph; its node types are <c>test.*</c> and <c>flow.loop</c>.</param>
/// <param name="Trigger">Id of the trigger that fires.</param>
/// <param name="Input">Items the trigger emits.</param>
public sealed record Scenario(WorkflowDefinition Definition, string Trigger, IReadOnlyList<Item> Input)
{
    /// <summary>What happens to the run from outside, in order of time.</summary>
    public IReadOnlyList<Stimulus> Stimuli { get; init; } = [];

    /// <summary>Once the run is over, the activation a fork would start from; null asks nothing.</summary>
    public ActivationId? ForkAt { get; init; }
}

/// <summary>Something that happens to a run from outside.</summary>
/// <param name="At">Seconds since the run started; applied after everything due before that moment has settled.</param>
public abstract record Stimulus(double At)
{
    /// <summary>A signal with items arrives.</summary>
    public sealed record Signal(double At, string Name, IReadOnlyList<Item> Items) : Stimulus(At);

    public sealed record Pause(double At) : Stimulus(At);

    public sealed record Resume(double At) : Stimulus(At);

    public sealed record Cancel(double At) : Stimulus(At);

    /// <summary>A person answers for every open item of a held or undecided step.</summary>
    public sealed record Answer(double At, string Node, int Activation, Decision Decision) : Stimulus(At);
}

/// <summary>What a person says about a step that waits for one.</summary>
public enum Decision
{
    /// <summary>It was sent: go on with the input and <c>assumedSent: true</c>.</summary>
    Sent,

    /// <summary>Try again.</summary>
    Again,

    /// <summary>Fail the step.</summary>
    Fail,
}
