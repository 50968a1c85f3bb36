namespace Auterity.Workflows.Expressions.Native;

/// <summary>One node of an expression that runs without the script engine. Immutable; safe on any thread.</summary>
internal abstract class NativeNode
{
    public abstract NativeValue Evaluate(ExpressionScope scope);

    /// <summary>What <c>.name</c> of this node compiles to where its meaning is known beforehand; null leaves it to <see cref="MemberNode"/>.</summary>
    public virtual NativeNode? Member(string name) => null;

    /// <summary>What <c>.name(arguments)</c> compiles to; null when only the script engine knows.</summary>
    public virtual NativeNode? Call(string name, IReadOnlyList<object?> arguments) => null;

    /// <summary>Has a value of its own; roots such as <c>$input</c> only lead to values.</summary>
    public virtual bool IsValue => true;
}

/// <summary>A value known when the expression was compiled.</summary>
internal sealed class LiteralNode(NativeValue value) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => value;
}

/// <summary>A value that a root name gives.</summary>
internal sealed class ReadNode(Func<ExpressionScope, NativeValue> read) : NativeNode
{
    public override NativeValue Evaluate(ExpressionScope scope) => read(scope);
}

/// <summary>A root with fixed members, such as <c>$workflow</c>.</summary>
internal sealed class RootNode(IReadOnlyDictionary<string, Func<ExpressionScope, NativeValue>> members) : NativeNode
{
    public override bool IsValue => false;

    public override NativeNode? Member(string name) => members.TryGetValue(name, out var read) ? new ReadNode(read) : null;

    public override NativeValue Evaluate(ExpressionScope scope) => throw NativeDeclined.Instance;
}
