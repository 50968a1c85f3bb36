using System.Globalization;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Shards;
using Activation = Auterity.Workflows.Execution.Core.Activation;

namespace Auterity.Conformance.Simulation;

/// <summary>Everything a run's state holds as lines of text, so that two states can be held against each other field by field. What is not journaled (work under way) is left out.</summary>
internal static class StateText
{
    /// <summary>The first line in which two runs differ; null when they are the same.</summary>
    /// <param name="live">One run.</param>
    /// <param name="replayed">The other.</param>
    /// <param name="exact">Whether also the same items must be the very same ones: so a copy of a state has it.</param>
    public static string? Difference(LiveRun live, LiveRun replayed, bool exact = false)
    {
        var (expected, actual) = (Lines(live, exact).ToList(), Lines(replayed, exact).ToList());
        for (var i = 0; i < Math.Max(expected.Count, actual.Count); i++)
        {
            var (one, other) = (expected.ElementAtOrDefault(i), actual.ElementAtOrDefault(i));
            if (one != other) return $"live: {one}\nreplayed: {other}";
        }

        return null;
    }

    public static IEnumerable<string> Lines(LiveRun run, bool exact = false)
    {
        var state = run.State;
        yield return $"sequence {run.Sequence}, status {run.Status()}, wake {RunPlanner.WakeAt(state)}";
        yield return Invariant($"open {state.Open}, items {state.ItemTokens}, loops {state.LoopsInProgress}, fired {state.Fired}, completions {state.Completions}, strays {state.Strays}, limit {state.ActivationLimit}/{state.ItemLimit}");
        yield return Invariant($"failed {state.Failed?.Id}, stopped {state.Stopped}, cancel {state.Cancel?.At}, paused {state.PausedSince}+{state.PausedFor}, end {state.End}, last {state.LastAt}");
        yield return $"ready {string.Join(' ', state.Ready.Ids())}, failing {string.Join(' ', state.Failing.Select(activation => activation.Id).Order())}";
        yield return $"signals {string.Join(' ', state.Signals.Select(signal => $"{signal.Name}@{signal.At}={signal.Payload}"))}; heard {string.Join(' ', state.SignalIds.Order(StringComparer.Ordinal))}";
        yield return $"travelling {string.Join(' ', state.Travelling.Select(next => $"{next.Edge.Index}:{Text(next.Token)}"))}";
        foreach (var activation in state.Activations)
            foreach (var line in Lines(activation))
                yield return line;
        for (var i = 0; i < state.Edges.Length; i++)
            yield return $"edge {i}: {Text(state.Edges[i].Tokens)}, door {Text(state.Edges[i].Door)}, arrived {state.Edges[i].Arrived}, latch {(state.Edges[i].Latch is { } latch ? Text(latch) : "-")}, delivered {state.Edges[i].Delivered}";
        for (var i = 0; i < state.Nodes.Length; i++)
            yield return $"node {i}: {Text(state, i)}";
        for (var i = 0; i < state.Regions.Length; i++)
            yield return $"region {i}: {Text(state.Regions[i])}";
        // Whatever the lines above leave out.
        foreach (var line in new StateFields(exact).Lines(state))
            yield return line;
        if (exact) yield return Invariant($"bytes {run.Bytes}, answered {run.Answered}, packed {run.PackedUpTo}, memory {run.Memory().LastStop} {Join(run.Memory().Stops)} {Join(run.Memory().Started)}");
    }

    private static IEnumerable<string> Lines(Activation activation)
    {
        yield return Invariant($"{activation.Id} {activation.Node.Id}#{activation.Number} {activation.Status}, back {activation.IsBackPass}, missing {Join(activation.Missing)}, at {activation.CreatedAt} {activation.StartedAt} {activation.FinishedAt}, order {activation.CompletionOrder}, admitted {activation.Admitted}, changed {activation.ChangedAt}");
        yield return $"  consumed {string.Join(" | ", activation.Consumed.Select(tokens => string.Join(' ', tokens.Select(Text))))}; loop {activation.Loop?.Opener.Id}; wait {activation.Wait?.Signal} {activation.Wait?.Until} {activation.Wait?.Since}; error {activation.Error}; output {activation.IsRunOutput}; log {Join(activation.Log)}";
        foreach (var output in activation.Outputs)
            yield return $"  sent {Notation.TextOf(output.Items)} {Lineages(activation, output)}";
        foreach (var unit in activation.Units ?? [])
            yield return Invariant($"  unit {unit.Status}, attempt {unit.Attempt} after {unit.Forgiven}, round {unit.Round}, retry {unit.RetryAt}, begun {unit.Begun}, leaves {unit.Leaves}, error {unit.Error}, items {Notation.TextOf(unit.Items)}, calls from {unit.Steps?.From}: {Join(unit.Steps?.Calls.Select(call => Invariant($"{call.Status} {call.Attempt} after {call.Forgiven} round {call.Round} retry {call.RetryAt} begun {call.Begun} error {call.Error} {call.Outcome}")))}");
    }

    private static string Lineages(Activation activation, PortOutput output) => string.Join(' ', Enumerable.Range(0, output.Items.Count).Select(item =>
    {
        var origins = new List<Origin>();
        return output.Lineage.TryOrigins(activation, item, origins) ? string.Join('+', origins.Select(origin => $"{origin.Activation.Id}.{origin.Port}.{origin.Index}")) : "?";
    }));

    private static string Text(RunState state, int node)
    {
        var own = state.Nodes[node];
        var ports = state.Plan.Nodes[node].Inputs.Select((_, port) => own.FindPort(port) is { } waves
            ? $"[{string.Join(' ', waves.Offers.Select(Text))} waves {string.Join(' ', waves.Waves.Select(wave => $"{wave.Key}:{wave.Value.HadItems}:{Text(wave.Value.Skips)}"))} last {Text(waves.Last)} dropped {waves.Dropped}]"
            : "[]");
        var loop = own.Loop is { } open ? $"{open.Opener.Id} by {open.BatchSize}, taken {open.Taken}, collected {Notation.TextOf(open.Collected)}" : "-";
        return Invariant($"next {own.Next}, release {own.Release}, running {own.Running}, behind {Join(own.Behind?.Select(activation => activation.Id))}, held back {Join(own.HeldBack?.Keys)}, last {own.LastCompleted?.Id}, loop {loop}, ports {string.Concat(ports)}");
    }

    private static string Text(RegionState region) => Invariant($"open {region.IsOpen} from {region.From}, live {region.Live}/{region.LiveItems}, loops {region.Loops}, entered {region.Entered}, passes {region.Passes}/{region.PassLimit}, carried {Join(region.Carried?.Select(edge => edge.Index).Order())}, entry {string.Join(" | ", (region.Entry ?? []).Select(Text))}");

    private static string Text(IEnumerable<Token>? tokens) => tokens is null ? "" : string.Join(' ', tokens.Select(Text));

    private static string Text(Token token) => $"{token.Source?.Id}.{token.Port}{(token.IsSkip ? "-" : "+")}{(token.Session is { } session ? $"({session.Region.Index}:{session.From}-{session.To})" : "")}";

    private static string Join<T>(IEnumerable<T>? values) => values is null ? "-" : string.Join(',', values);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
