using Auterity.Workflows.Definitions;

namespace Auterity.Conformance.RandomGraphs;

/// <summary>What is drawn on top where both engines keep the same clock: effects that take time, signals, decisions, pauses, cancelling, time limits.</summary>
internal sealed partial class GraphGenerator
{
    private NodeSpec DrawClockSpec(int node, string tag) => random.Next(7) switch
    {
        0 or 6 => Kind.Signal($"s{node}", Chance(50) ? random.Next(5, 60) : null, Chance(50) ? tag : null),
        1 => Slow(Kind.AtMostOnce, tag).Fails(new ScriptedFailure(Activation: Chance(50) ? random.Next(2) : null, Attempts: random.Next(1, 3)) { NotSent = true }).Retry(random.Next(1, 4), random.Next(1, 30)).OnError(DrawOnError()),
        2 => Slow(Kind.AtMostOnce, tag).Fails(new ScriptedFailure(Activation: Chance(50) ? random.Next(2) : null) { Calls = random.Next(1, 3), Unknown = Chance(85) }).OnError(DrawOnError()),
        3 => Slow(Kind.Effect, tag).Fails(new ScriptedFailure { Calls = random.Next(1, 4) }).Retry(random.Next(1, 3), random.Next(1, 20)).OnError(OnError.Hold),
        4 => Slow(Chance(40) ? Kind.AtMostOnce : Kind.Effect, tag).Timeout(random.Next(1, 12) + 0.125).Retry(2, random.Next(1, 5)).OnError(DrawOnError()),
        _ => Slow(Kind.Effect, tag),
    };

    private NodeSpec Slow(NodeSpec kind, string tag) => kind with
    {
        Script = kind.Script with { Tag = tag, Takes = random.Next(0, 20) },
        Policy = kind.Policy with { ItemParallel = 64 },
    };

    private OnError DrawOnError() => random.Next(4) switch { 0 => OnError.Continue, 1 => OnError.Hold, 2 => OnError.Fail, _ => OnError.ErrorOutput };

    /// <summary>Moments have fractions of their own, so that no two things happen at once.</summary>
    private List<Stimulus> DrawStimuli(WorkflowDefinition definition)
    {
        var order = 0;
        double At(int from, int to) => random.Next(from, to) + 0.5 + (0.01 * ++order);
        var stimuli = new List<Stimulus>();
        if (Chance(40)) stimuli.Add(new Stimulus.Pause(At(0, 60)));
        if (stimuli.Count > 0 && Chance(90)) stimuli.Add(new Stimulus.Resume(At((int)stimuli[0].At, 120)));
        var resumed = stimuli.Count > 0 ? (int)stimuli[^1].At + 1 : 0;
        if (Chance(15)) stimuli.Add(new Stimulus.Cancel(At(5, 200)));
        foreach (var node in definition.Nodes)
        {
            if (Scripted.Of(node.Parameters).Signal is { } signal)
                Repeat(random.Next(3), () => stimuli.Add(new Stimulus.Signal(At(0, 120), signal, Notation.Items(Chance(70) ? "g" : "g h"))));
            if (node.Type == "test.atMostOnce" || node.Policy.OnError == OnError.Hold)
                Repeat(random.Next(4), () => stimuli.Add(new Stimulus.Answer(At(resumed, resumed + 400), node.Id, random.Next(3), (Decision)random.Next(1, 3))));
            if (node.Type == "test.atMostOnce" && Chance(40)) stimuli.Add(new Stimulus.Answer(At(resumed, resumed + 400), node.Id, 0, Decision.Sent));
        }

        if (Chance(10)) stimuli.Add(new Stimulus.Signal(At(0, 100), "nobody", Notation.Items("n")));
        return [.. stimuli.OrderBy(stimulus => stimulus.At)];
    }
}
