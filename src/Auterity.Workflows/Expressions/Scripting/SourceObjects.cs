using System.Globalization;
using Auterity.Sdk;
using Auterity.Workflows.Expressions.Native;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The objects behind <c>$input</c>, <c>$('Node')</c>, <c>$run</c> and their kin.</summary>
internal static class SourceObjects
{
    public static JsObject Input(ScriptEngine owner)
    {
        var scope = owner.Scope;
        return Build(owner, members =>
        {
            members.Lazy("item", () => owner.Roots.ItemObject(scope.RequireItem()));
            members.Lists((_, _) => scope.Input);
            members.Lazy("params", () => owner.Bridge.ToJs(scope.Root("$input.params") ?? default));
            members.Lazy("context", () => owner.Bridge.ToJs(scope.Root("$input.context") ?? default));
        });
    }

    public static JsObject Node(ScriptEngine owner, string name)
    {
        var (scope, node) = (owner.Scope, owner.Scope.Node(name));
        return Build(owner, members =>
        {
            members.Lazy("item", () => owner.Roots.ItemObject(node.LinkedItem(scope.ItemIndex)));
            members.Lists(node.All);
            members.Method("itemMatching", arguments => Matching(arguments));
            members.Method("pairedItem", arguments => Matching(arguments));
            members.Lazy("params", () => owner.Bridge.ToJs(node.Parameters));
            members.Lazy("context", () => owner.Bridge.ToJs(scope.Root($"$('{name}').context") ?? default));
            members.Lazy("isExecuted", () => node.HasRun ? JsBoolean.True : JsBoolean.False);
        });

        JsObject Matching(JsValue[] arguments) =>
            owner.Roots.ItemObject(node.LinkedItem(ScriptRoots.Whole(arguments, 0) ?? scope.ItemIndex));
    }

    /// <summary><c>$node</c>: nodes by name.</summary>
    public static ObjectInstance LegacyNodes(ScriptEngine owner, int itemIndex)
    {
        var scope = owner.Scope;
        return owner.Engine.Advanced.CreateProxy(new JsObject(owner.Engine), new ByName(name => owner.Roots.Guarded(() => Build(owner, members =>
        {
            members.Lazy("json", () => owner.Roots.ItemObject(Nearest(name)).Get("json"));
            members.Lazy("data", () => owner.Roots.ItemObject(Nearest(name)).Get("json"));
            members.Lazy("binary", () => owner.Roots.ItemObject(Nearest(name)).Get("binary"));
            members.Lazy("parameter", () => owner.Bridge.ToJs(scope.Node(name).Parameters));
            members.Lazy("runIndex", () => JsNumber.Create(0));
        }))));

        Item Nearest(string name) => itemIndex == scope.ItemIndex ? scope.NearestItem(name) : ItemOf(scope.Node(name), name, itemIndex);
    }

    /// <summary><c>$item(index)</c>: the names as another item sees them.</summary>
    public static JsObject ItemAt(ScriptEngine owner, int index)
    {
        var scope = owner.Scope;
        return Build(owner, members =>
        {
            members.Lazy("$json", () => owner.Roots.ItemObject(At(scope.Input, index)).Get("json"));
            members.Lazy("$binary", () => owner.Roots.ItemObject(At(scope.Input, index)).Get("binary"));
            members.Lazy("$node", () => LegacyNodes(owner, index));
        });
    }

    public static JsObject Run(ScriptEngine owner, string mode)
    {
        var scope = owner.Scope;
        return Build(owner, members =>
        {
            members.Text("id", scope.Run.Id.ToString());
            members.Text("mode", mode);
            members.Text("startedAt", scope.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            members.Lazy("resumeUrl", () => JsString.Create(scope.RunResumeUrl));
            members.Lazy("resumeFormUrl", () => JsString.Create(scope.RunResumeUrl));
        });
    }

    public static JsObject Workflow(ScriptEngine owner) => Build(owner, members =>
    {
        var workflow = owner.Scope.Workflow;
        members.Text("id", workflow.Id.ToString());
        members.Text("name", workflow.Name);
        members.Lazy("active", () => workflow.Active ? JsBoolean.True : JsBoolean.False);
        members.Lazy("version", () => JsNumber.Create(workflow.Version));
    });

    public static ObjectInstance Secrets(ScriptEngine owner)
    {
        var scope = owner.Scope;
        return owner.Engine.Advanced.CreateProxy(new JsObject(owner.Engine), new ByName(name => owner.Roots.Guarded(() => JsString.Create(scope.RequireSecret(name)))));
    }

    public static JsObject Wait(ScriptEngine owner, string? node)
    {
        var scope = owner.Scope;
        return Build(owner, members => members.Lazy("url", () => JsString.Create(scope.ResumeUrl(node))));
    }

    private static JsObject Build(ScriptEngine owner, Action<Members> fill)
    {
        var view = new JsObject(owner.Engine);
        fill(new Members(owner, view));
        return view;
    }

    private static Item At(IReadOnlyList<Item> items, int index) =>
        index >= 0 && index < items.Count ? items[index] : throw new ExpressionException($"There is no item {index}; there are {items.Count}.");

    private static Item ItemOf(INodeData node, string name, int index)
    {
        var items = node.All();
        return index >= 0 && index < items.Count ? items[index] : throw new ExpressionException($"Node '{name}' has no item {index}; it has {items.Count}.");
    }

    /// <summary>Fills an object with members that cost nothing until they are read.</summary>
    private sealed class Members(ScriptEngine owner, JsObject view)
    {
        public void Text(string name, string value) => view.FastSetDataProperty(name, JsString.Create(value));

        public void Lazy(string name, Func<JsValue> read) =>
            view.FastSetProperty(name, PropertyDescriptor.CreateLazy(() => owner.Roots.Guarded(read), PropertyFlag.ConfigurableEnumerableWritable));

        public void Method(string name, Func<JsValue[], JsValue> call) =>
            view.FastSetProperty(name, new PropertyDescriptor(new ClrFunction(owner.Engine, name, (_, arguments) => owner.Roots.Guarded(() => call(arguments))), PropertyFlag.NonEnumerable));

        public void Lists(Func<int, int?, IReadOnlyList<Item>> all)
        {
            Method("first", arguments => Read(arguments) is { Count: > 0 } items ? owner.Roots.ItemObject(items[0]) : JsValue.Undefined);
            Method("last", arguments => Read(arguments) is { Count: > 0 } items ? owner.Roots.ItemObject(items[^1]) : JsValue.Undefined);
            Method("all", arguments => owner.Roots.ItemArray(Read(arguments)));

            IReadOnlyList<Item> Read(JsValue[] arguments) => all(ScriptRoots.Whole(arguments, 0) ?? 0, ScriptRoots.Whole(arguments, 1));
        }
    }

    /// <summary>Answers any property name.</summary>
    private sealed class ByName(Func<string, JsValue> read) : ProxyHandler
    {
        public override JsValue Get(ObjectInstance target, JsValue property, JsValue receiver) =>
            property.IsString() ? read(property.ToString()) : JsValue.Undefined;
    }
}
