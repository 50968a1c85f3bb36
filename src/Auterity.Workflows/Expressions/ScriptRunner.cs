using System.Text.Json;
using Auterity.Workflows.Expressions.Scripting;
using Jint.Native;

namespace Auterity.Workflows.Expressions;

/// <summary>Runs the code of a code node: a function body whose <c>return</c> is the result.</summary>
internal static class ScriptRunner
{
    private static readonly JsonElement NullElement = JsonElement.Parse("null");

    /// <param name="code">The function body; <c>await</c> is allowed.</param>
    /// <param name="scope">What the names in it mean.</param>
    /// <param name="eachItem">The code runs for the scope's item and has <c>item</c>; otherwise it runs once and has <c>items</c>.</param>
    /// <param name="extra">More global names.</param>
    /// <param name="console">Receives what was logged: at most 1,000 lines of at most 10,000 characters.</param>
    /// <returns>The returned value. Input items that were handed on carry <c>pairedItem</c>, their index on the first input port.</returns>
    /// <exception cref="ExpressionException">The code is not valid, failed, or reached a limit.</exception>
    public static JsonElement Run(
        string code,
        ExpressionScope scope,
        bool eachItem,
        IReadOnlyDictionary<string, JsonElement>? extra,
        ScriptLimits limits,
        CancellationToken cancellationToken,
        out IReadOnlyList<string> console)
    {
        var lines = new ScriptConsole();
        console = lines.Lines;
        var unit = ScriptUnit.ForBody(code);
        var engine = new ScriptEngine(limits, scope) { Origins = new Dictionary<JsValue, int>(ReferenceEqualityComparer.Instance) };
        engine.Define("console", lines.ToObject(engine));
        engine.DefineLazy(eachItem ? "item" : "items", () => eachItem ? engine.Roots.ItemObject(scope.Item ?? Sdk.Item.Empty) : engine.Roots.ItemArray(scope.Input));
        foreach (var (name, value) in extra ?? new Dictionary<string, JsonElement>())
            engine.DefineLazy(name, () => engine.Bridge.ToJs(value));
        return engine.Run(unit, scope, static (value, output) => output.ToElement(value) ?? NullElement, lines.Write, cancellationToken);
    }

    /// <summary>A returned value as items: lists and single objects, with or without <c>json</c> around the data.</summary>
    /// <returns>A list of <c>{ json, binary?, pairedItem? }</c>.</returns>
    /// <exception cref="ExpressionException">The value is no object and no list of objects.</exception>
    public static IReadOnlyList<JsonElement> Items(JsonElement returned)
    {
        var values = returned.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            JsonValueKind.Array => returned.EnumerateArray().ToList(),
            _ => (List<JsonElement>)[returned],
        };
        return [.. values.Where(v => v.ValueKind != JsonValueKind.Null).Select(AsItem)];
    }

    private static JsonElement AsItem(JsonElement value, int index)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new ExpressionException($"The code returned a {Kind(value)} at position {index}, but an item is an object. Return for example [{{ json: {{ name: 'value' }} }}].");
        if (!value.TryGetProperty("json", out var json))
            return JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["json"] = value });
        return json.ValueKind == JsonValueKind.Object
            ? value
            : throw new ExpressionException($"The code returned a {Kind(json)} under json at position {index}, but it has to be an object.");
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "list",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
