using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Stops runaways: a step over a limit is held for a person instead of running (ENGINE rule 9).</summary>
internal static class Limits
{
    /// <summary>Code of the error that holds a step at a limit.</summary>
    public const string Code = "limit-reached";

    public const int MaxItems = 100_000;

    public const int MaxItemBytes = 16 * 1024 * 1024;

    public const long MaxRunBytes = 1L << 30;

    /// <summary>The limit this activation would break, in words; null for none.</summary>
    public static string? Exceeded(RunState run, Activation activation)
    {
        if (run.Fired > run.ActivationLimit)
            return $"The run has started {run.ActivationLimit:N0} steps, its limit (settings.maxActivations).";
        if (activation.IsBackPass && activation.Node.Heads is { } region && run.Regions[region.Index] is var state && state.Passes > state.PassLimit)
            return $"The loop at '{activation.Node.Name}' has made {state.PassLimit:N0} passes, its limit (settings.maxPasses).";
        return null;
    }

    /// <summary>The limit that these outputs break, in words; null for none.</summary>
    public static string? Exceeded(RunState run, IReadOnlyList<Item> items)
    {
        if (items.Count > run.ItemLimit) return $"The step returned {items.Count:N0} items; at most {run.ItemLimit:N0} may travel together. Work in smaller batches.";
        foreach (var item in items)
            if (item.Size > run.ItemByteLimit)
                return $"The step returned an item of {item.Size:N0} bytes; at most {run.ItemByteLimit:N0} are allowed. Keep large data in a file.";
        return null;
    }

    /// <summary>The limit that one more unit breaks with what it brings, in words; null for none.</summary>
    public static string? Exceeded(RunState run, Activation activation, int brings) => activation.Brought + brings > run.ItemLimit
        ? $"The step has brought {activation.Brought + (long)brings:N0} items so far; at most {run.ItemLimit:N0} may travel together. Work in smaller batches."
        : null;

    /// <summary>The limit of a run that holds this much data, in words; null for none.</summary>
    public static string? Exceeded(RunState run, long bytes) => bytes > run.ByteLimit
        ? $"The run holds {bytes:N0} bytes of data; at most {run.ByteLimit:N0} are allowed. Work in smaller batches, or in runs of their own."
        : null;

    public static void Hold(RunState run, Activation activation, string limit)
    {
        activation.Status = ActivationStatus.Started;
        var unit = activation.LayOut(1)[0];
        unit.Status = UnitStatus.Held;
        unit.Error = new NodeError($"{limit} Raise it and continue, or cancel the run.", Code);
    }

    /// <summary>Lets the run go as far again as it has come.</summary>
    public static void Raise(RunState run, Activation activation)
    {
        run.ActivationLimit = Math.Max(run.ActivationLimit, run.Fired) + run.Plan.Settings.MaxActivations;
        run.ByteLimit += MaxRunBytes;
        run.ItemLimit = (int)Math.Min(int.MaxValue, run.ItemLimit * 10L);
        run.ItemByteLimit = (int)Math.Min(int.MaxValue, run.ItemByteLimit * 4L);
        if (activation.Node.Heads is { } region) run.Regions[region.Index].PassLimit += run.Plan.Settings.MaxPasses;
    }
}
