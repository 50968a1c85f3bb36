using System.Collections.Frozen;
using Acornima.Ast;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>What a look at the source tells of a script before it runs.</summary>
/// <param name="MayTouchIntrinsics">It writes to properties or names a road to prototypes: the intrinsics are frozen before it runs.</param>
/// <param name="MayGrowText">It names a method that makes long text, or one it computes: those methods are capped before it runs.</param>
/// <param name="Awaits">It waits for promises.</param>
internal sealed record ScriptTraits(bool MayTouchIntrinsics, bool MayGrowText, bool Awaits)
{
    private static readonly FrozenSet<string> Roads = FrozenSet.ToFrozenSet(
        ["prototype", "__proto__", "constructor", "getPrototypeOf", "setPrototypeOf", "defineProperty", "defineProperties", "assign", "Reflect", "Proxy",
            "globalThis", "__defineGetter__", "__defineSetter__", "eval", "Function"], StringComparer.Ordinal);

    public static ScriptTraits Of(Node root)
    {
        var touches = false;
        var grows = false;
        var awaits = false;
        var open = new Stack<Node>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            touches |= Touches(node);
            grows |= Grows(node);
            awaits |= node is AwaitExpression or ForOfStatement { Await: true };
            foreach (var child in node.ChildNodes)
                open.Push(child);
        }

        return new ScriptTraits(touches, grows || touches, awaits);
    }

    private static bool Grows(Node node) => node switch
    {
        Identifier name => StringCaps.Methods.Contains(name.Name),
        StringLiteral text => StringCaps.Methods.Contains(text.Value),
        MemberExpression { Computed: true, Property: not (StringLiteral or NumericLiteral) } => true,
        Acornima.Ast.Property { Computed: true } => true,
        _ => false,
    };

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
