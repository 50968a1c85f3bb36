using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.Reference;

/// <summary>Runs nodes: attempts, retries, waits, errors and decisions, item by item (rules 12, 13, 15, 16, 17).</summary>
internal sealed class Worker(WorkflowDefinition definition, TokenFlow flow)
{
    /// <summary>Most items on one port (rule 9).</summary>
    private const int MaxItems = 100_000;

    private readonly List<(string Name, IReadOnlyList<Item> Items)> signals = [];
    private readonly List<Activation> listeners = [];
    private readonly Lineage lineage = new(flow);

    public List<EffectCall> Calls { get; } = [];

    private Agents Tools => field ??= new Agents(definition, Calls);

    /// <summary>Activations in the order they ended.</summary>
    public List<Activation> Finished { get; } = [];

    public IReadOnlyList<string> UnusedSignals => [.. signals.Select(signal => signal.Name)];

    /// <summary>Starts an activation; what takes no time is due at once.</summary>
    public void Begin(Activation activation, double now, IReadOnlyList<Item> input)
    {
        var node = activation.Node;
        if (node.Definition.Type == "test.trigger") activation.Outputs = new() { ["main"] = [.. input.Select(item => new RefItem(item, activation, []))] };
        else if (node.Definition.Disabled) activation.Outputs = PassedThrough(activation);
        if (node.Definition.Type == "test.trigger" || node.Definition.Disabled || node.IsLoop)
        {
            activation.Units.Add(new Unit(0, null) { Due = now, Outputs = activation.Outputs });
            return;
        }

        if (node.IsPerItem) activation.Units.AddRange(activation.FirstInput.Select((item, index) => new Unit(index, item)));
        else activation.Units.Add(new Unit(0, null));
        foreach (var unit in activation.Units)
        {
            unit.Budget = node.Policy.Retry?.Attempts ?? 1;
            Call(activation, unit, now);
        }
    }

    /// <summary>Ends the phase a unit is in, because it is due.</summary>
    public void EndPhase(Activation activation, Unit unit, double now)
    {
        switch (unit.Phase)
        {
            case UnitPhase.Calling:
                EndCall(activation, unit, now);
                break;
            case UnitPhase.Backoff:
                unit.Attempt++;
                Call(activation, unit, now);
                break;
            case UnitPhase.Sleeping:
                End(unit, UnitPhase.Done);
                break;
            case UnitPhase.Listening:
                listeners.Remove(activation);
                unit.Outputs = new() { [activation.Node.Outputs[0]] = activation.Node.Script.OnTimeout is { } values ? New(activation, values.Select(Notation.Item)) : Same(activation, activation.FirstInput) };
                End(unit, UnitPhase.Done);
                break;
        }

        if (!flow.Open && unit.Phase is not (UnitPhase.Done or UnitPhase.Failed)) Cancel(unit);
    }

    /// <summary>Ends the activation once every unit has; false while one has not.</summary>
    public bool TryFinish(Activation activation)
    {
        if (!activation.Started || activation.Ended is not null || !activation.Units.TrueForAll(unit => unit.Phase is UnitPhase.Done or UnitPhase.Failed or UnitPhase.Cancelled)) return false;
        if (activation.Units.Exists(unit => unit.Phase == UnitPhase.Cancelled)) activation.Ended = StepStatus.Cancelled;
        else Outcome.Of(activation);
        if (activation.Outputs.Values.Any(port => port.Count > MaxItems) && !activation.Raised)
        {
            activation.Ended = null;
            activation.Limit = "max-items";
            return false;
        }

        Finished.Add(activation);
        return true;
    }

    public static void Cancel(Unit unit) => End(unit, UnitPhase.Cancelled);

    // ---- signals and answers -------------------------------------------------

    public void Receive(Stimulus.Signal signal) => signals.Add((signal.Name, signal.Items));

    /// <summary>Gives buffered signals to the waits, oldest first.</summary>
    public void HandOutSignals(Action<Activation> afterwards)
    {
        foreach (var listener in listeners.ToList())
            if (TryHear(listener)) afterwards(listener);
    }

    /// <param name="paused">What is to be tried again waits for the resume.</param>
    public void Answer(Activation activation, Decision decision, double now, bool paused)
    {
        if (activation.Limit is not null && decision == Decision.Again)
        {
            (activation.Limit, activation.Raised) = (null, true);
            flow.Raise(activation);
        }

        foreach (var unit in activation.Units.Where(unit => unit.Phase is UnitPhase.Held or UnitPhase.Undecided))
        {
            if (activation.Node.IsAgent && unit.Phase == UnitPhase.Undecided)
            {
                Tools.Decide(activation, unit, decision);
                (unit.Phase, unit.Due) = (UnitPhase.Calling, now);
                if (!paused) EndPhase(activation, unit, now);
                continue;
            }

            switch (decision)
            {
                case Decision.Sent:
                    unit.Outputs = new() { [activation.Node.Outputs[0]] = [new RefItem(unit.Phase == UnitPhase.Held ? unit.Item!.Item : ItemFields.With(unit.Item!.Item, "assumedSent", value: true), activation, [unit.Item])] };
                    End(unit, UnitPhase.Done);
                    break;
                case Decision.Again:
                    if (unit.Phase == UnitPhase.Held) unit.Round++;
                    unit.Budget = activation.Node.Policy.Retry?.Attempts ?? 1;
                    (unit.Phase, unit.Due) = (UnitPhase.Backoff, now);
                    if (!paused) EndPhase(activation, unit, now);
                    break;
                case Decision.Fail:
                    End(unit, UnitPhase.Failed);
                    break;
            }
        }
    }

    // ---- calls ---------------------------------------------------------------

    private void Call(Activation activation, Unit unit, double now)
    {
        var node = activation.Node;
        unit.Phase = UnitPhase.Calling;
        unit.Due = now + Math.Min(node.Script.Takes, node.Policy.TimeoutSeconds ?? 300);
        if (node.IsEffect) Calls.Add(new EffectCall(activation.Id, unit.Index, unit.Attempt, $"{activation.Id}/{unit.Index}/{unit.Round}"));
    }

    private void EndCall(Activation activation, Unit unit, double now)
    {
        if (activation.Node.Definition.Disabled || activation.Node.IsLoop || activation.Node.Definition.Type == "test.trigger")
        {
            End(unit, UnitPhase.Done);
            return;
        }

        if (activation.Node.IsAgent && !Tools.TryAsk(activation, unit))
        {
            End(unit, UnitPhase.Undecided);
            return;
        }

        var failure = FailureOf(activation, unit);
        if (failure is null) Succeed(activation, unit, now);
        else if (activation.Node.IsAtMostOnce && failure.Unknown && activation.Node.Script.Found is { } found) LookUp(activation, unit, found, now);
        else Fail(activation, unit, failure, now);
    }

    /// <summary>The other side says what became of an unknown outcome, and no person is asked (rule 12).</summary>
    private void LookUp(Activation activation, Unit unit, string found, double now)
    {
        if (found == "sent")
        {
            Succeed(activation, unit, now);
            return;
        }

        unit.Attempt++;
        unit.Budget = activation.Node.Policy.Retry?.Attempts ?? 1;
        Call(activation, unit, now);
    }

    private ScriptedFailure? FailureOf(Activation activation, Unit unit)
    {
        var node = activation.Node;
        var script = node.Script;
        if (script.Takes > (node.Policy.TimeoutSeconds ?? 300)) return new ScriptedFailure(Code: "timeout") { Unknown = true };
        var items = unit.Item is null ? activation.Inputs.Values.SelectMany(port => port) : [unit.Item];
        return ScriptPlayer.FailureOf(script, items.Select(item => item.Item), activation.Number, unit.Attempt, CallsOf(activation, unit)) ?? lineage.FailureOf(activation, unit);
    }

    private int CallsOf(Activation activation, Unit unit) => Calls.Count(call => call.Id == activation.Id && call.Item == unit.Index);

    private static void Fail(Activation activation, Unit unit, ScriptedFailure failure, double now)
    {
        var node = activation.Node;
        unit.Error = failure.Code;
        unit.Budget--;
        var repeatable = failure.Retryable && (!node.IsAtMostOnce || failure.NotSent);
        if (node.IsAtMostOnce && failure.Unknown) End(unit, UnitPhase.Undecided);
        else if (repeatable && unit.Budget > 0) (unit.Phase, unit.Due) = (UnitPhase.Backoff, now + DelayOf(node.Policy.Retry!, unit.Attempt));
        else End(unit, node.Policy.OnError == OnError.Hold ? UnitPhase.Held : UnitPhase.Failed);
    }

    private static double DelayOf(RetryPolicy retry, int attempt) =>
        Math.Min(retry.MaxDelaySeconds, retry.Backoff == Backoff.Fixed ? retry.DelaySeconds : retry.DelaySeconds * Math.Pow(2, attempt - 1));

    private void Succeed(Activation activation, Unit unit, double now)
    {
        var node = activation.Node;
        var script = node.Script;
        if (script.Stop is null) unit.Outputs = OutputsOf(activation, unit);
        if (script.Signal is not null) Listen(activation, unit, now);
        else if (script.SleepOf(activation.Number) is > 0 and var seconds) (unit.Phase, unit.Due) = (UnitPhase.Sleeping, now + seconds);
        else End(unit, UnitPhase.Done);
    }

    private void Listen(Activation activation, Unit unit, double now)
    {
        (unit.Phase, unit.Due) = (UnitPhase.Listening, now + (activation.Node.Script.Deadline ?? double.PositiveInfinity));
        listeners.Add(activation);
        TryHear(activation);
    }

    private bool TryHear(Activation listener)
    {
        var index = signals.FindIndex(signal => signal.Name == listener.Node.Script.Signal || signal.Name == "link:run");
        if (index < 0) return false;
        listener.Units[0].Outputs = new() { [listener.Node.Outputs[0]] = New(listener, signals[index].Items) };
        End(listener.Units[0], UnitPhase.Done);
        signals.RemoveAt(index);
        return listeners.Remove(listener);
    }

    private static void End(Unit unit, UnitPhase phase) => (unit.Phase, unit.Due) = (phase, double.PositiveInfinity);

    // ---- outputs -------------------------------------------------------------

    private Dictionary<string, IReadOnlyList<RefItem>> OutputsOf(Activation activation, Unit unit)
    {
        var node = activation.Node;
        if (node.IsAgent) return new() { ["main"] = [new RefItem(Tools.Answered(activation, unit), activation, [unit.Item!])] };
        var inputs = unit.Item is null ? node.Inputs.Select(activation.Input).ToList() : [[unit.Item]];
        var played = ScriptPlayer.Play(node.Script, [.. inputs.Select(port => port.Select(item => item.Item).ToList())], activation.Number);
        var outputs = new Dictionary<string, IReadOnlyList<RefItem>>();
        for (var port = 0; port < played.Count; port++)
            outputs[node.Script.Outputs[port]] = [.. played[port].Select(item => lineage.Seen(activation, new RefItem(item.Item, activation, item.Sources is { } sources ? [.. sources.Select(source => inputs[source.Port][source.Index])] : null)))];
        return outputs;
    }

    /// <summary>A disabled node passes its first input to its first output; a disabled loop to <c>done</c>.</summary>
    private static Dictionary<string, IReadOnlyList<RefItem>> PassedThrough(Activation activation) =>
        new() { [activation.Node.IsLoop ? "done" : activation.Node.Outputs[0]] = Same(activation, activation.FirstInput) };

    private static RefItem[] Same(Activation activation, IEnumerable<RefItem> items) => [.. items.Select(item => new RefItem(item.Item, activation, [item]))];

    private static RefItem[] New(Activation activation, IEnumerable<Item> items) =>
        [.. items.Select(item => new RefItem(item, activation, activation.FirstInput.Count == 1 ? activation.FirstInput : null))];
}
