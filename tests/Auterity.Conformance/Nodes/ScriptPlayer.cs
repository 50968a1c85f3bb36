using Auterity.Sdk;

namespace Auterity.Conformance;

/// <summary>Plays a script over given inputs. Shared by the test nodes and the reference, because what a node does is not under test.</summary>
internal static class ScriptPlayer
{
    /// <summary>Items for each output port of the script, each with the input item it was made of.</summary>
    public static IReadOnlyList<IReadOnlyList<PlayedItem>> Play(Script script, IReadOnlyList<IReadOnlyList<Item>> inputs, int activation)
    {
        var ports = script.Outputs.Select(_ => new List<PlayedItem>()).ToList();
        var dealt = 0;
        foreach (var item in script.Emit is null ? Passed(script, inputs) : Emitted(script, inputs))
        {
            var port = script.Deal ? dealt++ % ports.Count : Index(script.Outputs, script.PortOf(activation, Notation.ValueOf(item.Item)));
            if (port < 0) continue;
            for (var copy = 0; copy < script.Copies; copy++)
                ports[port].Add(script.Tag.Length == 0 ? item : item with { Item = Notation.Item(Notation.ValueOf(item.Item) + script.Tag) });
        }

        return ports;
    }

    /// <summary>The failure that strikes this attempt on these items; null when it succeeds.</summary>
    /// <param name="call">How often the effect was called for the item, this call included.</param>
    public static ScriptedFailure? FailureOf(Script script, IEnumerable<Item> items, int activation, int attempt, int call = 1)
    {
        var values = items.Select(Notation.ValueOf).DefaultIfEmpty("").ToList();
        return script.Failures.FirstOrDefault(failure => values.Exists(value => failure.Hits(value, activation, attempt, call)));
    }

    /// <summary>What the other side says of an attempt nobody heard of.</summary>
    public static SentLookup Found(Script script, Func<Item> output) => script.Found switch
    {
        "sent" => new SentLookup.Sent(output()),
        "notSent" => new SentLookup.NotSent(),
        _ => new SentLookup.Unknown(),
    };

    private static IEnumerable<PlayedItem> Passed(Script script, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        for (var port = 0; port < inputs.Count; port++)
            for (var index = 0; index < inputs[port].Count; index++)
            {
                var value = Notation.ValueOf(inputs[port][index]);
                if (!script.Drop.Contains("*") && !script.Drop.Contains(value)) yield return new PlayedItem(inputs[port][index], [new ItemSource(port, index)]);
            }
    }

    private static IEnumerable<PlayedItem> Emitted(Script script, IReadOnlyList<IReadOnlyList<Item>> inputs)
    {
        var all = inputs.SelectMany((items, port) => items.Select((_, index) => new ItemSource(port, index))).ToArray();
        var sources = script.FromAll || all.Length == 1 ? all : null;
        return script.Emit!.Select(value => new PlayedItem(Notation.Item(value), sources));
    }

    private static int Index(IReadOnlyList<string> ports, string port)
    {
        for (var i = 0; i < ports.Count; i++)
            if (ports[i] == port) return i;
        return -1;
    }
}

/// <summary>An item a script sends.</summary>
/// <param name="Sources">The input items it was made of; null when the script does not say.</param>
internal sealed record PlayedItem(Item Item, ItemSource[]? Sources);
