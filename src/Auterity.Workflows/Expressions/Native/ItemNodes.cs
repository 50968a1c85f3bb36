using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Expressions.Native;

/// <summary><c>$input</c> and <c>$('Node')</c>: roads to items.</summary>
/// <param name="one">The item that <c>.item</c> names.</param>
/// <param name="all">The items that <c>.first()</c>, <c>.last()</c> and <c>.all()</c> choose from, by output and run.</param>
/// <param name="members">Other members: <c>params</c>, <c>isExecuted</c>.</param>
internal sealed class SourceNode(
    Func<ExpressionScope, Item> one,
    Func<ExpressionScope, int, int?, IReadOnlyList<Item>> all,
    IReadOnlyDictionary<string, Func<ExpressionScope, NativeValue>> members) : NativeNode
{
    public override bool IsValue => false;

    public override NativeNode? Member(string name) =>
        name == "item" ? new ItemNode(one)
        : members.TryGetValue(name, out var read) ? new ReadNode(read)
        : null;

    public override NativeNode? Call(string name, IReadOnlyList<object?> arguments)
    {
        if (arguments.Count > 2 || arguments.Any(a => a is not double))
            return null;
        var output = arguments.Count > 0 ? (int)(double)arguments[0]! : 0;
        int? run = arguments.Count > 1 ? (int)(double)arguments[1]! : null;
        return name switch
        {
            "first" => new ItemAtNode(scope => all(scope, output, run), last: false),
            "last" => new ItemAtNode(scope => all(scope, output, run), last: true),
            "all" => new ItemsNode(scope => all(scope, output, run)),
            _ => null,
        };
    }

    public override NativeValue Evaluate(ExpressionScope scope) => throw NativeDeclined.Instance;
}

/// <summary>One item: <c>.json</c> and <c>.binary</c> lead on.</summary>
internal sealed class ItemNode(Func<ExpressionScope, Item> read) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => NativeValue.From(read(scope));

    public override NativeNode? Member(string name) => name switch
    {
        "json" => new ReadNode(scope => NativeValue.From(read(scope).Json)),
        "binary" => new ReadNode(scope => NativeValue.From(BinaryView.Of(read(scope)))),
        _ => null,
    };
}

/// <summary><c>.first()</c> or <c>.last()</c>: undefined when there are no items.</summary>
internal sealed class ItemAtNode(Func<ExpressionScope, IReadOnlyList<Item>> read, bool last) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var items = read(scope);
        return items.Count == 0 ? NativeValue.Undefined : NativeValue.From(items[last ? items.Count - 1 : 0]);
    }
}

/// <summary><c>.all()</c>.</summary>
internal sealed class ItemsNode(Func<ExpressionScope, IReadOnlyList<Item>> read) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => NativeValue.From(read(scope));
}

/// <summary>Files of an item as expressions see them: their reference, never their bytes.</summary>
internal static class BinaryView
{
    /// <returns>An object by property name; an undefined element when the item has no files.</returns>
    public static JsonElement Of(Item item)
    {
        if (item.Binary is not { Count: > 0 } files)
            return default;
        return JsonSerializer.SerializeToElement(files.ToDictionary(f => f.Key, f => new
        {
            f.Value.Id,
            f.Value.MimeType,
            f.Value.FileName,
            FileExtension = Path.GetExtension(f.Value.FileName ?? "").TrimStart('.'),
            f.Value.Size,
            FileSize = Readable(f.Value.Size),
        }), JsonDefaults.Options);
    }

    private static string Readable(long bytes) => bytes switch
    {
        < 1_000 => FormattableString.Invariant($"{bytes} B"),
        < 1_000_000 => FormattableString.Invariant($"{bytes / 1e3:0.##} kB"),
        < 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e6:0.##} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e9:0.##} GB"),
    };
}
