using System.Globalization;
using Auterity.Sdk;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Extensions;
using Auterity.Workflows.Expressions.Native;
using Jint;
using Jint.Native;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The names a script can begin with. Each is built when first read, and again for the next item.</summary>
internal sealed class ScriptRoots
{
    private readonly ScriptEngine owner;
    private readonly Engine engine;
    private readonly Dictionary<string, JsValue> values = new(StringComparer.Ordinal);
    private readonly Dictionary<Item, JsObject> items = new(ReferenceEqualityComparer.Instance);

    public ScriptRoots(ScriptEngine owner)
    {
        this.owner = owner;
        engine = owner.Engine;
    }

    private ExpressionScope Scope => owner.Scope;

    /// <summary>Drops what belongs to the item before.</summary>
    public void Forget()
    {
        values.Clear();
        items.Clear();
    }

    /// <summary>Sets up a global name the script refers to; names JavaScript has itself are left alone.</summary>
    public void Install(string name)
    {
        if (name == "Math")
            owner.Random.Install(engine, owner);
        else if (Sandbox.Removed.Contains(name))
            engine.Global.RemoveOwnProperty(name);
        else if (name == "JSON")
            JsonStringify.Install(owner);
        else if (name is "$" or "$item" or "$items" or "$jmespath" or "$jmesPath" or "$wait" or "$fromAI" or "$fromai" or "$fromAi")
            engine.Global.FastSetProperty(name, Fixed(Function(name)));
        else if (ExpressionFunctions.Find(name) is { } function)
            engine.Global.FastSetProperty(name, Fixed(new ClrFunction(engine, name, (_, arguments) => Guarded(() => function(engine, arguments)))));
        else if (WebApi.Find(name) is { } api)
            engine.Global.FastSetProperty(name, Fixed(api(owner)));
        else if (name is "DateTime" or "Duration" or "Interval" or "luxon" or "Info" or "Settings")
            engine.Global.FastSetProperty(name, Fixed(LuxonRealm.Of(owner).Root(name)));
        else if (name == ScriptRewriter.Nothing)
            engine.Global.FastSetProperty(name, Fixed(new JsObject(engine)));
        else if (name.StartsWith('$'))
            engine.Global.FastSetProperty(name, new RootDescriptor(this, name));
    }

    /// <summary>Runs platform code so that its errors are ones a script can catch.</summary>
    public JsValue Guarded(Func<JsValue> work)
    {
        try
        {
            return work();
        }
        catch (ExpressionException e)
        {
            throw owner.Throwable(e);
        }
    }

    /// <summary>An item as scripts see it: <c>{ json, binary }</c>.</summary>
    public JsObject ItemObject(Item item)
    {
        if (items.TryGetValue(item, out var known))
            return known;
        var view = new JsObject(engine);
        var json = owner.Bridge.ToJs(item.Json);
        view.FastSetDataProperty("json", json);
        if (item.Binary is { Count: > 0 })
            view.FastSetDataProperty("binary", owner.Bridge.ToJs(BinaryView.Of(item)));
        items[item] = view;
        if (owner.Origins is { } origins)
            origins[view] = origins[json] = IndexOf(item);
        return view;
    }

    public JsArray ItemArray(IReadOnlyList<Item> list)
    {
        var views = new JsValue[list.Count];
        for (var i = 0; i < views.Length; i++)
            views[i] = ItemObject(list[i]);
        return new JsArray(engine, views);
    }

    public JsValue Value(string name)
    {
        if (!values.TryGetValue(name, out var value))
            values[name] = value = Guarded(() => Build(name));
        return value;
    }

    private JsValue Build(string name) => name switch
    {
        "$json" => ItemObject(Scope.RequireItem()).Get("json"),
        "$data" => ItemObject(Scope.RequireItem()).Get("json"),
        "$binary" => ItemObject(Scope.RequireItem()).Get("binary"),
        "$itemIndex" => JsNumber.Create(Scope.ItemIndex),
        "$runIndex" => JsNumber.Create(Scope.RunIndex),
        "$nodeVersion" => owner.Bridge.ToJs(Scope.Root(name) ?? System.Text.Json.JsonSerializer.SerializeToElement(1)),
        "$executionId" => JsString.Create(Scope.Run.Id.ToString()),
        "$now" => LuxonRealm.Of(owner).Now(),
        "$today" => LuxonRealm.Of(owner).Today(),
        "$input" => SourceObjects.Input(owner),
        "$node" => SourceObjects.LegacyNodes(owner, Scope.ItemIndex),
        "$execution" => SourceObjects.Run(owner, Scope.Run.Mode == "production" ? "production" : "test"),
        "$run" => SourceObjects.Run(owner, Scope.Run.Mode),
        "$workflow" => SourceObjects.Workflow(owner),
        "$secrets" => SourceObjects.Secrets(owner),
        _ when Scope.Root(name) is { } json => owner.Bridge.ToJs(json),
        "$vars" or "$env" or "$parameter" or "$prevNode" => new JsObject(engine),
        "$error" or "$response" or "$request" or "$pageCount" => JsValue.Undefined,
        _ => throw new ExpressionException($"There is no '{name}' here. Check the spelling."),
    };

    private ClrFunction Function(string name) => new(engine, name, (_, arguments) => Guarded(() => name switch
    {
        "$" => SourceObjects.Node(owner, Text(arguments, 0, "$('Node') needs the name of a node.")),
        "$items" => arguments.Length == 0 ? ItemArray(Scope.Input) : ItemArray(Scope.Node(Text(arguments, 0, "")).All(Whole(arguments, 1) ?? 0, Whole(arguments, 2))),
        "$item" => SourceObjects.ItemAt(owner, Whole(arguments, 0) ?? 0),
        "$wait" => SourceObjects.Wait(owner, arguments.Length == 0 ? null : Text(arguments, 0, "")),
        "$jmespath" or "$jmesPath" => JmesPathQuery.Run(owner, arguments),
        _ => FromAi.Value(owner, arguments),
    }));

    private static string Text(JsValue[] arguments, int index, string message) =>
        arguments.Length > index && arguments[index].IsString() ? arguments[index].ToString() : throw new ExpressionException(message.Length > 0 ? message : "The name of a node is needed.");

    internal static int? Whole(JsValue[] arguments, int index) =>
        arguments.Length <= index || arguments[index].IsUndefined() || arguments[index].IsNull() ? null
        : arguments[index].IsNumber() ? (int)arguments[index].AsNumber()
        : int.TryParse(arguments[index].ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed
        : throw new ExpressionException("A whole number is needed here.");

    private int IndexOf(Item item)
    {
        for (var i = 0; i < Scope.Input.Count; i++)
        {
            if (ReferenceEquals(Scope.Input[i], item))
                return i;
        }

        return -1;
    }

    private static PropertyDescriptor Fixed(JsValue value) => new(value, PropertyFlag.NonEnumerable);

    /// <summary>A root name that reads anew for every item.</summary>
    private sealed class RootDescriptor(ScriptRoots roots, string name) : PropertyDescriptor(PropertyFlag.NonEnumerable | PropertyFlag.CustomJsValue)
    {
        protected override JsValue? CustomValue
        {
            get => roots.Value(name);
            set => roots.values[name] = value ?? JsValue.Undefined;
        }
    }
}
