using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Takes the secrets out of what an attempt leaves behind, and notes with what parameters it was made (ENGINE rules 27 and 39).</summary>
internal static class Redaction
{
    /// <summary>Parameters of one unit that are kept; larger ones are named as too large.</summary>
    private const int MaxParameters = 64 * 1024;

    private const int MaxLine = 4_000;

    /// <summary>The report with errors and log masked, and with what is to be recorded about the attempt.</summary>
    public static Report Apply(Report report, ActivationContext context)
    {
        var mask = context.Secrets.Mask();
        report = Masked(report, mask) with { Log = LinesOf(context, mask) };
        if (context.SendsSensitive) report = Marked(report, context);
        if (context.SawSensitive) return WithoutDetails(report);
        if (!context.IsRecorded) return report;
        var warnings = ItemsOf(report).Any(mask.IsIn) ? StepWarnings.SecretInOutput : StepWarnings.None;
        // A call's parameters are those of the attached node, not of the step.
        var parameters = report.Work is Work.Call ? [] : context.Resolved.Select(pair => new UnitParameters(pair.Key, Bytes(mask.Mask(pair.Value)))).ToArray();
        return parameters.Length == 0 && warnings == StepWarnings.None ? report : report with { Record = new StepRecord(parameters, warnings) };
    }

    /// <summary>How one unit ended, with the same care.</summary>
    public static UnitReport Apply(UnitReport unit, ActivationContext context)
    {
        var mask = context.Secrets.Mask();
        if (unit.Fault is { } fault) unit = unit with { Fault = Masked(fault, mask) };
        if (context.SendsSensitive) unit = unit with { Items = Marked(unit.Items, context) };
        return context.SawSensitive ? WithoutDetails(unit) : unit;
    }

    private static Fault Masked(Fault fault, SecretMask mask) => fault with { Error = mask.Mask(fault.Error) };

    /// <summary>The lines a step logged, masked and then cut: half a secret would not be recognised.</summary>
    public static List<string>? LinesOf(ActivationContext context, SecretMask mask)
    {
        if (context.TakeLines() is not { } lines) return null;
        if (context.SawSensitive) return [$"{lines.Count} lines are not kept, because the step handled sensitive data."];
        return lines.ConvertAll(line => mask.Mask(line) is { Length: > MaxLine } masked ? masked[..MaxLine] : mask.Mask(line));
    }

    /// <summary>Everything new the step sends, marked; items it only hands on are what they were.</summary>
    private static Report Marked(Report report, ActivationContext context) => report switch
    {
        Report.Result { Value: NodeResult.Outputs outputs } result => result with { Value = outputs with { Ports = [.. outputs.Ports.Select(port => Marked(port, context))] } },
        Report.Result { Value: NodeResult.Sleep sleep } result => result with { Value = sleep with { Items = Marked(sleep.Items, context)! } },
        Report.Result { Value: NodeResult.AwaitSignal wait } result => result with { Value = wait with { OnTimeout = Marked(wait.OnTimeout, context) } },
        Report.Result { Value: NodeResult.CallWorkflow call } result => result with { Value = call with { Inputs = [.. call.Inputs.Select(input => Marked(input, context)!)] } },
        Report.Units units => units with { Ended = [.. units.Ended.Select(unit => unit with { Items = Marked(unit.Items, context) })] },
        Report.Called called => called with { Value = called.Value.AsSensitive() },
        _ => report,
    };

    private static PortItems? Marked(PortItems? port, ActivationContext context) => port is null ? null : port with { Items = Marked(port.Items, context) };

    private static IReadOnlyList<Item> Marked(IReadOnlyList<Item> items, ActivationContext context) =>
        [.. items.Select(item => item.IsSensitive || context.IsInput(item) ? item : item.AsSensitive())];

    /// <summary>Details of errors quote what was sent and answered.</summary>
    private static Report WithoutDetails(Report report) => report switch
    {
        Report.Failed failed => failed with { Fault = WithoutDetails(failed.Fault) },
        Report.Units units => units with { Ended = [.. units.Ended.Select(WithoutDetails)] },
        _ => report,
    };

    private static UnitReport WithoutDetails(UnitReport unit) => unit.Fault is { } fault ? unit with { Fault = WithoutDetails(fault) } : unit;

    private static Fault WithoutDetails(Fault fault) => fault with { Error = fault.Error with { Details = null } };

    private static Report Masked(Report report, SecretMask mask)
    {
        if (mask.IsEmpty) return report;
        return report switch
        {
            Report.Failed failed => failed with { Fault = Masked(failed.Fault, mask) },
            Report.Units units => units with { Ended = [.. units.Ended.Select(unit => unit.Fault is { } fault ? unit with { Fault = Masked(fault, mask) } : unit)] },
            Report.Result { Value: NodeResult.Stop { Error: { } error } } result => result with { Value = new NodeResult.Stop(mask.Mask(error)) },
            _ => report,
        };
    }

    private static IEnumerable<Item> ItemsOf(Report report) => report switch
    {
        Report.Result { Value: NodeResult.Outputs outputs } => outputs.Ports.SelectMany(port => port?.Items ?? []),
        Report.Units units => units.Ended.SelectMany(unit => unit.Items),
        Report.Called called => [called.Value],
        _ => [],
    };

    private static byte[] Bytes(JsonElement parameters)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(parameters, JsonDefaults.Options);
        return bytes.Length <= MaxParameters ? bytes : JsonSerializer.SerializeToUtf8Bytes(new { tooLarge = bytes.Length }, JsonDefaults.Options);
    }
}
