using System.Collections.Frozen;
using System.Text.Json;
using Auterity.Sdk;
using Members = System.Collections.Generic.Dictionary<string, System.Func<Auterity.Workflows.Expressions.ExpressionScope, Auterity.Workflows.Expressions.Native.NativeValue>>;

namespace Auterity.Workflows.Expressions.Native;

/// <summary>The names an expression can begin with, as far as they run without the script engine.</summary>
internal static class NativeRoots
{
    private static readonly FrozenDictionary<string, NativeNode> Roots = new Dictionary<string, NativeNode>
    {
        ["$json"] = new ReadNode(scope => NativeValue.From(scope.RequireItem().Json)),
        ["$binary"] = new ReadNode(scope => NativeValue.From(BinaryView.Of(scope.RequireItem()))),
        ["$itemIndex"] = new ReadNode(scope => NativeValue.From((double)scope.ItemIndex)),
        ["$runIndex"] = new ReadNode(scope => NativeValue.From((double)scope.RunIndex)),
        ["$executionId"] = new ReadNode(scope => NativeValue.From(scope.Run.Id.ToString())),
        ["$input"] = new SourceNode(scope => scope.RequireItem(), (scope, output, _) => output == 0 ? scope.Input : throw NativeDeclined.Instance, FrozenDictionary<string, Func<ExpressionScope, NativeValue>>.Empty),
        ["$workflow"] = new RootNode(WorkflowMembers()),
        ["$execution"] = new RootNode(RunMembers(scope => scope.Run.Mode == "production" ? "production" : "test")),
        ["$run"] = new RootNode(RunMembers(scope => scope.Run.Mode)),
        ["$secrets"] = new SecretsNode(),
        ["undefined"] = new LiteralNode(NativeValue.Undefined),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Roots the scope answers by name, and what they are when it has none.</summary>
    private static readonly FrozenDictionary<string, JsonElement> Objects = new Dictionary<string, JsonElement>
    {
        ["$vars"] = EmptyObject,
        ["$env"] = EmptyObject,
        ["$parameter"] = EmptyObject,
        ["$prevNode"] = EmptyObject,
        ["$error"] = default,
        ["$response"] = default,
        ["$request"] = default,
        ["$pageCount"] = default,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static JsonElement EmptyObject => JsonElement.Parse("{}");

    public static NativeNode? Find(string name) =>
        Roots.GetValueOrDefault(name) ?? (Objects.TryGetValue(name, out var none) ? new ReadNode(scope => NativeValue.From(scope.Root(name) ?? none)) : null);

    /// <summary><c>$('Name')</c>.</summary>
    public static NativeNode Node(string name) => new SourceNode(
        scope => scope.Node(name).LinkedItem(scope.ItemIndex),
        (scope, output, run) => scope.Node(name).All(output, run),
        new Dictionary<string, Func<ExpressionScope, NativeValue>>(StringComparer.Ordinal)
        {
            ["params"] = scope => NativeValue.From(scope.Node(name).Parameters),
            ["isExecuted"] = scope => NativeValue.From(scope.Node(name).HasRun),
        });

    /// <summary><c>$node["Name"]</c>: its <c>json</c> and <c>binary</c> are those of the linked item.</summary>
    public static NativeNode LegacyNode(string name) => new RootNode(new Dictionary<string, Func<ExpressionScope, NativeValue>>(StringComparer.Ordinal)
    {
        ["json"] = scope => NativeValue.From(scope.NearestItem(name).Json),
        ["data"] = scope => NativeValue.From(scope.NearestItem(name).Json),
        ["binary"] = scope => NativeValue.From(BinaryView.Of(scope.NearestItem(name))),
        ["parameter"] = scope => NativeValue.From(scope.Node(name).Parameters),
        ["runIndex"] = _ => throw NativeDeclined.Instance,
    });

    /// <summary><c>$items("Name", output, run)</c>.</summary>
    public static NativeNode Items(string? name, int output, int? run) =>
        new ItemsNode(scope => name is null ? scope.Input : scope.Node(name).All(output, run));

    private static Members WorkflowMembers() => new(StringComparer.Ordinal)
    {
        ["id"] = scope => NativeValue.From(scope.Workflow.Id.ToString()),
        ["name"] = scope => NativeValue.From(scope.Workflow.Name),
        ["active"] = scope => NativeValue.From(scope.Workflow.Active),
        ["version"] = scope => NativeValue.From((double)scope.Workflow.Version),
    };

    private static Members RunMembers(Func<ExpressionScope, string> mode) => new(StringComparer.Ordinal)
    {
        ["id"] = scope => NativeValue.From(scope.Run.Id.ToString()),
        ["mode"] = scope => NativeValue.From(mode(scope)),
        ["resumeUrl"] = scope => NativeValue.From(scope.RunResumeUrl),
        ["resumeFormUrl"] = scope => NativeValue.From(scope.RunResumeUrl),
        ["startedAt"] = scope => NativeValue.From(scope.Run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)),
    };

    private sealed class SecretsNode : NativeNode
    {
        public override bool IsValue => false;

        public override NativeNode Member(string name) =>
            new ReadNode(scope => NativeValue.From(scope.RequireSecret(name)));

        public override NativeValue Evaluate(ExpressionScope scope) => throw NativeDeclined.Instance;
    }
}

/// <summary>What both paths ask of a scope.</summary>
internal static class ScopeReading
{
    /// <summary>The current item.</summary>
    /// <exception cref="ExpressionException">There is none here.</exception>
    public static Item RequireItem(this ExpressionScope scope) =>
        scope.Item ?? throw new ExpressionException("There is no current item here, so $json and $input.item have no value. Use $input.all() or $('Node').first() instead.");

    /// <summary>A secret; an empty one would go out as an empty token.</summary>
    /// <exception cref="ExpressionException">There is none of this name.</exception>
    public static string RequireSecret(this ExpressionScope scope, string name) => scope.Secret(name)
        ?? throw new ExpressionException($"There is no secret '{name}'. Put it into a credential and choose that in the node.") { Code = "secret-missing" };

    /// <summary>The item of another node that the current one came from; where lineage is lost, the one at the same place.</summary>
    public static Item NearestItem(this ExpressionScope scope, string name)
    {
        var node = scope.Node(name);
        try
        {
            return node.LinkedItem(scope.ItemIndex);
        }
        catch (ExpressionException e) when (e.Code == "lineage-unknown")
        {
            var items = node.All();
            return scope.ItemIndex < items.Count ? items[scope.ItemIndex] : items.Count == 1 ? items[0] : throw new ExpressionException(e.Message, null, null, e) { Code = e.Code };
        }
    }
}
