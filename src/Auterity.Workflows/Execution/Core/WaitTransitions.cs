using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Waits for a moment or a signal; the first event journaled wins (ENGINE rule 17).</summary>
internal static class WaitTransitions
{
    /// <summary>Most signals of one name kept while nobody waits.</summary>
    public const int MaxBuffered = 1_000;

    public static void Created(RunState run, WaitCreated e)
    {
        var activation = Transitions.TakeReady(run, run.Activations[e.Activation]);
        if (activation.StartedAt == 0) activation.StartedAt = e.At;
        activation.Status = ActivationStatus.Waiting;
        activation.Wait = new Wait(e.Until, e.Signal, e.AtDeadline, e.At);
        if (e.Signal is not null && TakeBuffered(run, activation, e.Signal) is { } waiting)
            Resolve(run, activation, OutputOf(waiting), e.At);
        else if (e.Until > 0)
            run.Due.Enqueue(new Due(activation, 0), e.Until);
    }

    public static void Signalled(RunState run, SignalReceived e)
    {
        if (e.DedupeId is not null && !run.SignalIds.Add(e.DedupeId)) return;
        if (!run.IsPaused && WaiterFor(run, e) is { } waiter) Resolve(run, waiter, OutputOf(e), e.At);
        else run.Signals.Add(e);
    }

    /// <summary>Hands out the signals that came during a pause.</summary>
    public static void TakeKept(RunState run, long at)
    {
        for (var i = 0; i < run.Signals.Count;)
        {
            var signal = run.Signals[i];
            if (WaiterFor(run, signal) is not { } waiter)
            {
                i++;
                continue;
            }

            run.Signals.RemoveAt(i);
            Resolve(run, waiter, OutputOf(signal), at);
        }
    }

    public static void Resolve(RunState run, Activation activation, PortOutput output, long at)
    {
        if (activation.Status != ActivationStatus.Waiting) return;
        Completion.Complete(run, activation, Transitions.Padded(activation.Node, [output]), at);
    }

    /// <summary>Name of a call on the run's own link: whoever waits longest takes it, whatever it waits for.</summary>
    public const string RunLink = LinkPrefix + "run";

    /// <summary>Name under which a call on a step's link is kept while the step does not exist yet.</summary>
    public static string LinkName(string nodeId, int activation) => $"{LinkPrefix}{nodeId}#{activation}";

    /// <summary>The open wait a signal would end, the one that waits longest; null when nobody waits for it.</summary>
    public static Activation? WaiterFor(RunState run, SignalReceived signal)
    {
        Activation? oldest = null;
        foreach (var activation in run.Activations)
            if (activation is { Status: ActivationStatus.Waiting, Wait: { Signal: { } name } wait } && (oldest is null || wait.Since < oldest.Wait!.Since) && Fits(signal, activation, name))
                oldest = activation;
        return oldest;
    }

    private const string LinkPrefix = "link:";

    private static bool Fits(SignalReceived signal, Activation activation, string name) =>
        signal.Activation >= 0 ? signal.Activation == activation.Id
        : signal.Name == name || signal.Name == RunLink || (signal.Name.StartsWith(LinkPrefix, StringComparison.Ordinal) && signal.Name == LinkName(activation.Node.Id, activation.Number));

    private static SignalReceived? TakeBuffered(RunState run, Activation activation, string name)
    {
        var index = run.Signals.FindIndex(signal => Fits(signal, activation, name));
        if (index < 0) return null;
        var signal = run.Signals[index];
        run.Signals.RemoveAt(index);
        return signal;
    }

    private static PortOutput OutputOf(SignalReceived signal) => PortOutput.Of(
        signal.Payload.Json.ValueKind == System.Text.Json.JsonValueKind.Array ? NodeResult.ItemsOf(signal.Payload.Json) : [signal.Payload], Lineage.Single(new ItemSource(0, 0)));
}
