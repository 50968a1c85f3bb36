using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Parameters of every scripted node.</summary>
public sealed record Scripted([property: Field(Verbatim = true)] Script? Script = null)
{
    public static Script Of(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("script", out var script)
            ? script.Deserialize<Script>(JsonDefaults.Options) ?? new Script()
            : new Script();
}

/// <summary>Starts a run with the items it was given.</summary>
[Node("test.trigger", "Trigger", Category = "Triggers")]
public sealed class ScriptTrigger : TriggerNode<JsonElement>;

/// <summary>Does with a whole batch what its script says: pass, route, emit, drop, fail, sleep, wait, return, stop.</summary>
[Node("test.script", "Script", Category = "Code", Delivery = Delivery.Pure)]
public sealed class ScriptNode : ScriptedBatch;

/// <summary>A script that counts as an effect, so that trying again can help.</summary>
[Node("test.batch", "Batch effect", Category = "Network")]
public sealed class BatchEffectNode : ScriptedBatch;

/// <summary>A script with the ports <c>a</c> and <c>b</c>, of which <c>b</c> must have items.</summary>
[Node("test.needs", "Needs b", Category = "Code", Delivery = Delivery.Pure, Inputs = ["a", "b"], RequiredInputs = ["b"])]
public sealed class NeedsNode : ScriptedBatch;

/// <summary>What the scripted batch nodes share.</summary>
public abstract class ScriptedBatch : BatchNode<Scripted>
{
    public override IReadOnlyList<string>? OutputsOf(JsonElement parameters) => Scripted.Of(parameters).Outputs;

    public override IReadOnlyList<string>? InputsOf(JsonElement parameters) => Scripted.Of(parameters).Inputs;

    public override Task<NodeResult> RunAsync(Scripted input, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        if (ScriptPlayer.FailureOf(script, context.Inputs.SelectMany(port => port), context.Activation, context.Attempt) is { } failure)
            throw Failing.With(failure);
        return Task.FromResult(ResultOf(script, context));
    }

    private static NodeResult ResultOf(Script script, NodeContext context)
    {
        var ports = ScriptPlayer.Play(script, context.Inputs, context.Activation).Select(PortOf).ToList();
        if (script.Stop is not null) return new NodeResult.Stop(script.Stop == "ok" ? null : new NodeError("Stopped.", script.Stop));
        if (script.Signal is not null) return WaitOf(script, context);
        if (script.SleepOf(context.Activation) is > 0 and var seconds) return new NodeResult.Sleep(context.Now.AddSeconds(seconds), ports[0]);
        return new NodeResult.Outputs(ports) { IsRunOutput = script.Return };
    }

    private static NodeResult.AwaitSignal WaitOf(Script script, NodeContext context) => new(
        script.Signal!,
        script.Deadline is null ? null : context.Now.AddSeconds(script.Deadline.Value),
        script.OnTimeout is null ? null : new PortItems([.. script.OnTimeout.Select(Notation.Item)]));

    private static PortItems PortOf(IReadOnlyList<PlayedItem> items) => new(
        [.. items.Select(item => item.Item)],
        items.All(item => item.Sources is not null) ? [.. items.Select(item => item.Sources!)] : null);
}

/// <summary>Turns a scripted failure into the exception the engine knows.</summary>
internal static class Failing
{
    public static NodeException With(ScriptedFailure failure) =>
        new("Failed on demand.", failure.Code, failure.Retryable) { NotSent = failure.NotSent, OutcomeUnknown = failure.Unknown };
}
