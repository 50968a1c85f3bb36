using System.Collections.Frozen;
using Acornima.Ast;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>What a look at the source tells of a script before it runs.</summary>
/// <param name="MayTouchIntrinsics">It writes to properties or names a road to prototypes: the intrinsics are frozen before it runs.</param>
/// <param name="Awaits">It waits for promises.</param>
internal sealed record ScriptTraits(bool MayTouchIntrinsics, bool Awaits)
{
    private static readonly FrozenSet<string> Roads = FrozenSet.ToFrozenSet(
        ["prototype", "__proto__", "constructor", "getPrototypeOf", "setPrototypeOf", "defineProperty", "defineProperties", "assign", "Reflect", "Proxy",
            "globalThis", "__defineGetter__", "__defineSetter__", "eval", "Function"], StringComparer.Ordinal);

    public static ScriptTraits Of(Node root)
    {
        var touches = false;
        var awaits = false;
        var open = new Stack<Node>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            touches |= Touches(node);
            awaits |= node is AwaitExpression or ForOfStatement { Await: true };
            foreach (var child in node.ChildNodes)
                open.Push(child);
        }

        return new ScriptTraits(touches, awaits);
    }

    private static bool Touches(Node node) => node switch
    {
        AssignmentExpression { Left: not Identifier } => true,
        UpdateExpression { Argument: not Identifier } => true,
        NonUpdateUnaryExpression { Operator: Acornima.Operator.Delete } => true,
        ThisExpression => true,
        Identifier name => Roads.Contains(name.Name),
        StringLiteral text => Roads.Contains(text.Value),
        MemberExpression { Computed: true, Property: BinaryExpression or TemplateLiteral or CallExpression } => true,
        _ => false,
    };
}
