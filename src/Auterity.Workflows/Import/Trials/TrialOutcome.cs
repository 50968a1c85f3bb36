namespace Auterity.Workflows.Import.Trials;

/// <summary>How a workflow did when it was tried with everything outside stubbed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ran">Whether every trigger's run counts: no stub executed, no expression error, ended well, and at least 80 % of what the trigger leads to fired with items.</param>
/// <param name="Invented">Whether some data from outside was made up, because the export pins none.</param>
/// <param name="Why">Why it did not run, each reason as kind and thing; empty when it ran.</param>
public sealed record TrialOutcome(string Name, bool Ran, bool Invented, IReadOnlyList<TrialReason> Why);

/// <summary>Something that kept a workflow from running.</summary>
/// <param name="Kind">stub, expression, failed, not-fired, no-trigger, too-long, stuck.</param>
/// <param name="What">The foreign type, the error's code, or how much did not fire.</param>
/// <param name="Detail">The sentence for people.</param>
public sealed record TrialReason(string Kind, string What, string Detail = "");
