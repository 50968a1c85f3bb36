using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>A named graph and what the rules say must happen, written by hand.</summary>
public sealed record Case(string Name, WorkflowDefinition Definition)
{
    public string Trigger { get; init; } = "T";

    public IReadOnlyList<Item> Input { get; init; } = Notation.Items("1");

    public IReadOnlyList<Stimulus> Stimuli { get; init; } = [];

    /// <summary>One line a step, in any order; see <see cref="Notation.TextOf(ObservedStep)"/>. Null when the case is about something else.</summary>
    public string? Steps { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Succeeded;

    /// <summary>Items of the run's output; null when the case is about something else.</summary>
    public string? Output { get; init; }

    /// <summary>Code of the run's error.</summary>
    public string? Error { get; init; }

    /// <summary>Effect calls as <c>A#0[0] ×2</c>, with <c>, 2 keys</c> when the key changed; null when the case is about something else.</summary>
    public string? Calls { get; init; }

    public int? Dropped { get; init; }

    public string? UnusedSignals { get; init; }

    /// <summary>Activations in the order they complete, skips left out; null where the order is free.</summary>
    public string? Order { get; init; }

    public ActivationId? ForkAt { get; init; }

    /// <summary>What a fork at <see cref="ForkAt"/> keeps.</summary>
    public string? Kept { get; init; }

    public Scenario Scenario => new(Definition, Trigger, Input) { Stimuli = Stimuli, ForkAt = ForkAt };

    public static Case Of(string name, string graph, params (string Name, NodeSpec Spec)[] nodes) => new(name, Graph.Of(graph, nodes));

    public Case With(string input) => this with { Input = Notation.Items(input) };

    public Case When(params Stimulus[] stimuli) => this with { Stimuli = stimuli };

    public Case Settings(WorkflowSettings settings) => this with { Definition = Definition with { Settings = settings } };

    public Case Sequential() => Settings(Definition.Settings with { Flow = Flow.Sequential });

    public Case Expect(string steps, string? output = null, RunStatus status = RunStatus.Succeeded) => this with { Steps = steps, Output = output, Status = status };

    public Case Fails(string code) => this with { Status = RunStatus.Failed, Error = code };

    public Case ExpectOrder(string order) => this with { Order = order };

    public Case Fork(string node, int activation, string kept) => this with { ForkAt = new ActivationId(node, activation), Kept = kept };

    public override string ToString() => Name;
}
