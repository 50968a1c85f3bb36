using Acornima.Ast;

namespace Auterity.Workflows.Expressions.Syntax;

/// <summary>Where a script names a node: <c>$('X')</c>, <c>$node["X"]</c>, <c>$node.X</c>, <c>$items("X")</c>, <c>$wait('X')</c>.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Start">Offset of the literal, or of the identifier behind <c>$node.</c>, in the script.</param>
/// <param name="End">Offset behind it.</param>
/// <param name="IsIdentifier">Written as <c>$node.X</c>.</param>
internal sealed record NodeReference(string Name, int Start, int End, bool IsIdentifier)
{
    public static IEnumerable<NodeReference> In(Node root)
    {
        var open = new Stack<Node>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            if (Of(node) is { } reference)
                yield return reference;
            foreach (var child in node.ChildNodes)
                open.Push(child);
        }
    }

    private static NodeReference? Of(Node node) => node switch
    {
        CallExpression { Callee: Identifier { Name: "$" or "$items" or "$wait" }, Arguments: [var name, ..] } => Literal(name),
        MemberExpression { Object: Identifier { Name: "$node" }, Computed: true } member => Literal(member.Property),
        MemberExpression { Object: Identifier { Name: "$node" }, Property: Identifier name } => new(name.Name, name.Start, name.End, true),
        MemberExpression { Object: MemberExpression { Property: Identifier { Name: "$node" } }, Computed: true } member => Literal(member.Property),
        _ => null,
    };

    private static NodeReference? Literal(Node node) => node switch
    {
        StringLiteral text => new(text.Value, text.Start, text.End, false),
        TemplateLiteral { Expressions.Count: 0 } text => new(text.Quasis[0].Value.Cooked ?? "", text.Start, text.End, false),
        _ => null,
    };
}
