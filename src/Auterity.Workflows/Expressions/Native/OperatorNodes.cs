using System.Text;
using Acornima;

namespace Auterity.Workflows.Expressions.Native;

/// <summary><c>||</c>, <c>&amp;&amp;</c> and <c>??</c>.</summary>
internal sealed class LogicalNode(Operator op, NativeNode left, NativeNode right) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var value = left.Evaluate(scope);
        var takesRight = op switch
        {
            Operator.LogicalOr => !value.IsTruthy(),
            Operator.LogicalAnd => value.IsTruthy(),
            _ => value.IsNullish,
        };
        return takesRight ? right.Evaluate(scope) : value;
    }
}

/// <summary><c>condition ? a : b</c>.</summary>
internal sealed class ConditionalNode(NativeNode test, NativeNode yes, NativeNode no) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => test.Evaluate(scope).IsTruthy() ? yes.Evaluate(scope) : no.Evaluate(scope);
}

/// <summary><c>!value</c>.</summary>
internal sealed class NotNode(NativeNode operand) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => NativeValue.From(!operand.Evaluate(scope).IsTruthy());
}

/// <summary>Comparisons and <c>+</c> over primitives; objects are left to the script engine.</summary>
internal sealed class BinaryNode(Operator op, NativeNode left, NativeNode right) : NativeNode
{
    public static bool Supports(Operator op) => op is Operator.StrictEquality or Operator.StrictInequality or Operator.Equality or Operator.Inequality
        or Operator.LessThan or Operator.LessThanOrEqual or Operator.GreaterThan or Operator.GreaterThanOrEqual
        or Operator.Addition or Operator.Subtraction or Operator.Multiplication;

    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var a = left.Evaluate(scope);
        var b = right.Evaluate(scope);
        return op switch
        {
            Operator.StrictEquality => NativeValue.From(StrictlyEqual(a, b)),
            Operator.StrictInequality => NativeValue.From(!StrictlyEqual(a, b)),
            Operator.Equality => NativeValue.From(LooselyEqual(a, b)),
            Operator.Inequality => NativeValue.From(!LooselyEqual(a, b)),
            Operator.Addition => Add(a, b),
            Operator.Subtraction => Safe(Numeric(a) - Numeric(b)),
            Operator.Multiplication => Safe(Numeric(a) * Numeric(b)),
            _ => NativeValue.From(Compare(a, b)),
        };
    }

    private static bool StrictlyEqual(NativeValue a, NativeValue b)
    {
        if (!a.IsPrimitive && !b.IsPrimitive)
            throw NativeDeclined.Instance;
        if (a.Kind != b.Kind)
            return false;
        return a.Kind switch
        {
            NativeKind.Boolean => a.Boolean == b.Boolean,
            NativeKind.Number => a.Number() == b.Number(),
            NativeKind.String => string.Equals(a.Text, b.Text, StringComparison.Ordinal),
            _ => true,
        };
    }

    private static bool LooselyEqual(NativeValue a, NativeValue b)
    {
        if (a.IsNullish || b.IsNullish)
            return a.IsNullish && b.IsNullish;
        return a.Kind == b.Kind ? StrictlyEqual(a, b) : throw NativeDeclined.Instance;
    }

    private static NativeValue Add(NativeValue a, NativeValue b)
    {
        if (!a.IsPrimitive || !b.IsPrimitive)
            throw NativeDeclined.Instance;
        if (a.Kind != NativeKind.String && b.Kind != NativeKind.String)
            return Safe(Numeric(a) + Numeric(b));
        var text = a.ToJsString() + b.ToJsString();
        return text.Length > ScriptLimits.Expression.StringLength ? throw NativeDeclined.Instance : NativeValue.From(text);
    }

    /// <summary>Results beyond 2^53 are left to the script engine, which warns about them.</summary>
    private static NativeValue Safe(double result) =>
        Math.Abs(result) > JsNumberText.MaxSafeInteger ? throw NativeDeclined.Instance : NativeValue.From(result);

    private bool Compare(NativeValue a, NativeValue b)
    {
        if (a.Kind == NativeKind.String && b.Kind == NativeKind.String)
            return Holds(string.CompareOrdinal(a.Text, b.Text), 0);
        return Holds(Numeric(a), Numeric(b));
    }

    private bool Holds(double a, double b) => op switch
    {
        Operator.LessThan => a < b,
        Operator.LessThanOrEqual => a <= b,
        Operator.GreaterThan => a > b,
        _ => a >= b,
    };

    private static double Numeric(NativeValue value) => value.Kind switch
    {
        NativeKind.Undefined => double.NaN,
        NativeKind.Null => 0,
        NativeKind.Boolean => value.Boolean ? 1 : 0,
        NativeKind.Number => value.Number(),
        _ => throw NativeDeclined.Instance,
    };
}

/// <summary>A template literal in backticks.</summary>
internal sealed class TextNode(IReadOnlyList<string> literals, IReadOnlyList<NativeNode> values) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope)
    {
        var text = new StringBuilder(literals[0]);
        for (var i = 0; i < values.Count; i++)
            text.Append(values[i].Evaluate(scope).ToJsString()).Append(literals[i + 1]);
        return text.Length > ScriptLimits.Expression.StringLength ? throw NativeDeclined.Instance : NativeValue.From(text.ToString());
    }
}
