using Acornima;
using Acornima.Ast;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Collects the fields that a piece of JavaScript reads: <c>$json.a.b</c>, <c>$('Node').item.json.a</c>, <c>items[0].json.a</c>.</summary>
internal sealed class ReadVisitor(List<FieldRead> reads) : AstVisitor
{
    private static readonly HashSet<string> ListMethods = ["map", "filter", "forEach", "join", "find", "some", "every", "reduce", "flatMap", "push", "first", "last", "isEmpty", "pluck", "unique"];

    private static readonly HashSet<string> TextMethods =
    [
        "split", "replace", "replaceAll", "toLowerCase", "toUpperCase", "trim", "match", "startsWith", "endsWith", "substring", "substr", "charAt", "extractEmail", "extractDomain", "toTitleCase", "toDateTime", "parseJson",
        "padStart", "urlEncode", "base64Encode", "removeMarkdown", "localeCompare",
    ];

    private static readonly HashSet<string> NumberMethods = ["toFixed", "toPrecision", "round", "floor", "ceil", "isEven", "isOdd"];

    protected override object? VisitMemberExpression(MemberExpression node)
    {
        if (NameOf(node) == "length" && PathOf(node.Object) is { } measured) Add(measured, FieldKind.List);
        else if (PathOf(node) is { } path) Add(path, FieldKind.Unknown);
        else return base.VisitMemberExpression(node);
        return node;
    }

    protected override object? VisitCallExpression(CallExpression node)
    {
        if (node.Callee is MemberExpression method && PathOf(method.Object) is { } path)
        {
            Add(path, NameOf(method) switch
            {
                { } name when ListMethods.Contains(name) => FieldKind.List,
                { } name when TextMethods.Contains(name) => FieldKind.Text,
                { } name when NumberMethods.Contains(name) => FieldKind.Number,
                _ => FieldKind.Unknown,
            });
            foreach (var argument in node.Arguments) Visit(argument);
            return node;
        }

        return base.VisitCallExpression(node);
    }

    protected override object? VisitIdentifier(Identifier node)
    {
        if (node.Name == "$json") Add((null, []), FieldKind.Object);
        return base.VisitIdentifier(node);
    }

    private void Add((string? Node, List<string> Path) path, FieldKind kind) => reads.Add(new FieldRead(path.Node, path.Path, kind));

    /// <summary>The field an expression means; null when it is none.</summary>
    internal static (string? Node, List<string> Path)? PathOf(Expression expression)
    {
        switch (expression)
        {
            case Identifier { Name: "$json" }:
                return (null, []);
            case ChainExpression chain:
                return PathOf(chain.Expression);
            case ParenthesizedExpression inner:
                return PathOf(inner.Expression);
            case MemberExpression member when PathOf(member.Object) is { } owner:
                if (StepOf(member) is not { } step) return null;
                return (owner.Node, [.. owner.Path, step]);
            case MemberExpression member when NameOf(member) == "json":
                return ItemOwner(member.Object, out var node) ? (node, []) : null;
            default:
                return null;
        }
    }

    /// <summary>The field a compared expression is about, whatever is done to its letters first; null when it is about more than one.</summary>
    internal static (string? Node, List<string> Path)? ComparedIn(Expression expression) =>
        PathOf(expression) ?? (expression is CallExpression { Callee: MemberExpression method } && TextMethods.Contains(NameOf(method) ?? "") ? ComparedIn(method.Object) : null);

    private static string? StepOf(MemberExpression member) => member switch
    {
        { Computed: true, Property: NumericLiteral } => FieldRead.Entry,
        { Computed: true, Property: StringLiteral text } => text.Value,
        { Computed: false, Property: Identifier name } => name.Name,
        _ => null,
    };

    private static string? NameOf(MemberExpression member) => StepOf(member);

    // Whose item this is: walks $('X').first(), $node["X"], $input.all()[0], items[i] down to where it begins.
    private static bool ItemOwner(Expression expression, out string? node)
    {
        node = null;
        switch (expression)
        {
            case CallExpression { Callee: Identifier { Name: "$" or "$items" }, Arguments: [StringLiteral name, ..] }:
                node = name.Value;
                return true;
            case CallExpression { Callee: Identifier { Name: "$items" } }:
                return true;
            case CallExpression { Callee: MemberExpression callee }:
                return ItemOwner(callee.Object, out node);
            case MemberExpression { Object: var owner } member when owner is Identifier { Name: "$node" } || (owner is MemberExpression inner && NameOf(inner) == "$node"):
                node = StepOf(member);
                return node is not null and not FieldRead.Entry;
            case MemberExpression member:
                return ItemOwner(member.Object, out node);
            case ChainExpression chain:
                return ItemOwner(chain.Expression, out node);
            case Identifier:
                return true; // $input, items, item, or whatever the code calls its item
            default:
                return false;
        }
    }
}
