using System.Globalization;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Breakpoints of test runs (ENGINE rule 40): the run pauses before the step, once; the pause in the journal remembers which step it was.</summary>
internal sealed partial class LiveRun
{
    private const string StopPrefix = "breakpoint:";

    private readonly HashSet<int> stops = [];
    private int lastStop = -1;

    /// <summary>The step before which the run stands; null when it is not paused, or for another reason.</summary>
    public Activation? StoppedAt => State.IsPaused && lastStop >= 0 && State.Activations[lastStop].Status == ActivationStatus.Ready ? State.Activations[lastStop] : null;

    private bool StopsBefore(Activation activation, NodeDefinition node) => node.Breakpoint && State.Start!.Mode != RunMode.Production && !stops.Contains(activation.Id);

    private static string StopAt(Activation activation) => string.Create(CultureInfo.InvariantCulture, $"{StopPrefix}{activation.Id}");

    private void NoteStop(RunPaused paused)
    {
        lastStop = paused.By?.StartsWith(StopPrefix, StringComparison.Ordinal) == true ? int.Parse(paused.By.AsSpan(StopPrefix.Length), CultureInfo.InvariantCulture) : -1;
        if (lastStop >= 0) stops.Add(lastStop);
    }
}
