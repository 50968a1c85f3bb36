using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Every call that the world saw, in order.</summary>
public class Ledger
{
    private readonly Lock gate = new();
    private readonly List<EffectCall> calls = [];

    private readonly List<(DateTimeOffset Until, CancellationToken Token)> pauses = [];

    /// <summary>Calls that go on only when time does.</summary>
    public int Blocked(DateTimeOffset now)
    {
        lock (gate) return pauses.Count(pause => pause.Until > now && !pause.Token.IsCancellationRequested);
    }

    /// <summary>Lets a call take its time.</summary>
    public async Task PauseAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        var pause = (time.GetUtcNow() + duration, cancellationToken);
        lock (gate) pauses.Add(pause);
        try
        {
            await Task.Delay(duration, time, cancellationToken);
        }
        finally
        {
            lock (gate) pauses.Remove(pause);
        }
    }

    public IReadOnlyList<EffectCall> Calls
    {
        get
        {
            lock (gate) return [.. calls];
        }
    }

    /// <summary>Notes a call; returns how many there were for its activation and item, this one included.</summary>
    public virtual int Record(EffectCall call)
    {
        lock (gate)
        {
            calls.Add(call);
            return calls.Count(other => other.Id == call.Id && other.Item == call.Item);
        }
    }
}

/// <summary>A per-item effect that may run twice.</summary>
[Node("test.effect", "Effect", Category = "Network")]
public sealed class EffectNode(Ledger ledger, TimeProvider time) : ScriptedEffect(ledger, time);

/// <summary>A per-item effect that is never repeated on a guess.</summary>
[Node("test.atMostOnce", "Effect at most once", Category = "Messages", Delivery = Delivery.AtMostOnce)]
public sealed class AtMostOnceNode(Ledger ledger, TimeProvider time) : ScriptedEffect(ledger, time)
{
    public override Task<SentLookup> FindSentAsync(Scripted input, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        return Task.FromResult(ScriptPlayer.Found(script, () => ScriptPlayer.Play(script, [[context.Item]], context.Activation)[0][0].Item));
    }
}

/// <summary>What the scripted effects share: each call is recorded, takes its time, then fails or hands its item on.</summary>
public abstract class ScriptedEffect(Ledger ledger, TimeProvider time) : Node<Scripted, IReadOnlyList<Item>>
{
    public override async Task<IReadOnlyList<Item>> RunAsync(Scripted input, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        var call = ledger.Record(new EffectCall(new ActivationId(context.NodeId, context.Activation), context.ItemIndex, context.Attempt, context.IdempotencyKey));
        if (script.Takes > 0) await ledger.PauseAsync(TimeSpan.FromSeconds(script.Takes), time, cancellationToken);
        if (ScriptPlayer.FailureOf(script, [context.Item], context.Activation, context.Attempt, call) is { } failure) throw Failing.With(failure);
        return [.. ScriptPlayer.Play(script, [[context.Item]], context.Activation)[0].Select(played => played.Item)];
    }
}

/// <summary>A pure per-item node that can add to each item what an expression sees.</summary>
[Node("test.pure", "Pure", Category = "Data", Delivery = Delivery.Pure)]
public sealed class PureNode : Node<PureNode.Input, IReadOnlyList<Item>>
{
    /// <param name="Script">What it does.</param>
    /// <param name="Saw">Expression whose value each item gets as <c>saw</c>.</param>
    public sealed record Input([property: Field(Verbatim = true)] Script? Script = null, JsonElement? Saw = null);

    public override Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var script = input.Script ?? new Script();
        if (ScriptPlayer.FailureOf(script, [context.Item], context.Activation, context.Attempt) is { } failure) throw Failing.With(failure);
        var items = ScriptPlayer.Play(script, [[context.Item]], context.Activation)[0].Select(played => Seen(played.Item, input.Saw));
        return Task.FromResult<IReadOnlyList<Item>>([.. items]);
    }

    private static Item Seen(Item item, JsonElement? saw) => saw is { } value ? ItemFields.With(item, "saw", value) : item;
}

/// <summary>Sets a field of an item.</summary>
internal static class ItemFields
{
    public static Item With<T>(Item item, string name, T value)
    {
        var fields = item.Json.EnumerateObject().ToDictionary(field => field.Name, field => field.Value);
        fields[name] = JsonSerializer.SerializeToElement(value, JsonDefaults.Options);
        return Item.From(fields);
    }
}
