using Acornima.Ast;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions.Native;

/// <summary>Compiles the forms that mean the same without the script engine: paths, literals, comparisons, choices.</summary>
internal sealed class NativeCompiler
{
    private readonly ExpressionSyntax syntax;

    private NativeCompiler(ExpressionSyntax syntax) => this.syntax = syntax;

    /// <returns>Null when the expression needs the script engine.</returns>
    public static NativeNode? Compile(ExpressionSyntax syntax)
    {
        if (syntax.IsEmpty)
            return new LiteralNode(NativeValue.Undefined);
        if (syntax.Expression is not { } expression)
            return null;
        var node = new NativeCompiler(syntax).Visit(expression);
        return node is { IsValue: true } ? node : null;
    }

    private NativeNode? Visit(Expression expression) => expression switch
    {
        Literal literal => VisitLiteral(literal),
        Identifier name => NativeRoots.Find(name.Name),
        MemberExpression member => VisitMember(member),
        CallExpression call => VisitCall(call),
        ChainExpression chain => Value(chain.Expression) is { } inner ? new ChainNode(inner) : null,
        LogicalExpression logical => VisitPair(logical.Left, logical.Right, (a, b) => new LogicalNode(logical.Operator, a, b)),
        BinaryExpression binary when BinaryNode.Supports(binary.Operator) => VisitPair(binary.Left, binary.Right, (a, b) => new BinaryNode(binary.Operator, a, b)),
        NonUpdateUnaryExpression { Operator: Acornima.Operator.LogicalNot } not => Value(not.Argument) is { } operand ? new NotNode(operand) : null,
        NonUpdateUnaryExpression { Operator: Acornima.Operator.UnaryNegation, Argument: NumericLiteral number } => new LiteralNode(NativeValue.From(-number.Value)),
        ConditionalExpression choice => Value(choice.Test) is { } test
            ? VisitPair(choice.Consequent, choice.Alternate, (yes, no) => new ConditionalNode(test, yes, no))
            : null,
        TemplateLiteral template => VisitTemplate(template),
        _ => null,
    };

    private NativeNode? Value(Expression expression) => Visit(expression) is { IsValue: true } node ? node : null;

    private NativeNode? VisitPair(Expression left, Expression right, Func<NativeNode, NativeNode, NativeNode> create) =>
        Value(left) is { } a && Value(right) is { } b ? create(a, b) : null;

    private static LiteralNode? VisitLiteral(Literal literal) => literal switch
    {
        StringLiteral text => new LiteralNode(NativeValue.From(text.Value)),
        NumericLiteral number => new LiteralNode(NativeValue.From(number.Value)),
        BooleanLiteral flag => new LiteralNode(NativeValue.From(flag.Value)),
        NullLiteral => new LiteralNode(NativeValue.Null),
        _ => null,
    };

    private NativeNode? VisitMember(MemberExpression member)
    {
        var name = ConstantName(member);
        if (member is { Object: Identifier { Name: "$node" }, Optional: false } && name is not null)
            return NativeRoots.LegacyNode(name);

        if (Visit(member.Object as Expression ?? new Identifier("")) is not { } target)
            return null;
        if (name is not null && !member.Optional && target.Member(name) is { } known)
            return known;
        if (!target.IsValue)
            return null;

        var key = name is not null ? new LiteralNode(NativeValue.From(name)) : Value(member.Property);
        var path = syntax.Code[member.Object.Start..member.Object.End];
        return key is null ? null : new MemberNode(target, key, name, member.Optional, path, syntax.Offset + member.Property.Start);
    }

    private NativeNode? VisitCall(CallExpression call)
    {
        if (call is { Optional: false, Callee: Identifier { Name: "$ifEmpty" }, Arguments: [Expression value, Expression fallback] })
            return VisitPair(value, fallback, (a, b) => new IfEmptyNode(a, b));
        if (call.Optional || Arguments(call) is not { } arguments)
            return null;
        switch (call.Callee)
        {
            case Identifier { Name: "$" }:
                return arguments is [string node] ? NativeRoots.Node(node) : null;
            case Identifier { Name: "$fromAI" or "$fromAi" or "$fromai" }:
                return arguments is [string { Length: > 0 } key, ..] ? new FromAiNode(key, arguments) : null;
            case Identifier { Name: "$items" } when arguments.Count <= 3 && arguments.Skip(1).All(a => a is double):
                if (arguments is not ([] or [string, ..]))
                    return null;
                return NativeRoots.Items(
                    arguments.Count > 0 ? (string)arguments[0]! : null,
                    arguments.Count > 1 ? (int)(double)arguments[1]! : 0,
                    arguments.Count > 2 ? (int)(double)arguments[2]! : null);
            case MemberExpression { Optional: false, Object: Expression target } member when ConstantName(member) is { } method:
                return Visit(target)?.Call(method, arguments);
            default:
                return null;
        }
    }

    private TextNode? VisitTemplate(TemplateLiteral template)
    {
        var values = new List<NativeNode>();
        foreach (var expression in template.Expressions)
        {
            if (Value(expression) is not { } value)
                return null;
            values.Add(value);
        }

        return new TextNode([.. template.Quasis.Select(q => q.Value.Cooked ?? "")], values);
    }

    private static string? ConstantName(MemberExpression member) => member.Property switch
    {
        Identifier name when !member.Computed => name.Name,
        StringLiteral text when member.Computed => text.Value,
        NumericLiteral number when member.Computed => JsNumberText.Format(number.Value),
        _ => null,
    };

    /// <returns>Values of constant arguments; null when one is not constant.</returns>
    private static List<object?>? Arguments(CallExpression call)
    {
        var values = new List<object?>();
        foreach (var argument in call.Arguments)
        {
            switch (argument)
            {
                case StringLiteral text: values.Add(text.Value); break;
                case NumericLiteral number: values.Add(number.Value); break;
                case BooleanLiteral flag: values.Add(flag.Value); break;
                case TemplateLiteral { Expressions.Count: 0 } text: values.Add(text.Quasis[0].Value.Cooked); break;
                default: return null;
            }
        }

        return values;
    }
}
