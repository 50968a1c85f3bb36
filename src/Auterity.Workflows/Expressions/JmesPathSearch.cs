using System.Diagnostics;
using System.Runtime.CompilerServices;
using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using DevLab.JmesPath.Functions;
using DevLab.JmesPath.Interop;
using DevLab.JmesPath.Utils;
using Newtonsoft.Json.Linq;

namespace Auterity.Workflows.Expressions;

/// <summary>JMESPath within limits of time and memory. A few characters of it can ask for more than any machine has: each <c>|[@,@]</c> doubles the result.</summary>
internal static class JmesPathSearch
{
    private const int MaxLength = 10_000;

    // Parsing and evaluating call themselves once for each.
    private const int MaxOperators = 1_000;

    /// <summary>The result as JSON text.</summary>
    /// <exception cref="ExpressionException">The expression is no JMESPath, fails on this data, or needs more than it may use.</exception>
    public static string Search(string json, string expression, ScriptLimits limits, CancellationToken cancellationToken)
    {
        if (expression.Length > MaxLength) throw new ExpressionException($"The JMESPath expression is longer than {MaxLength:N0} characters.");
        if (expression.AsSpan().CountAny(".[{(&|!?<>=+-*/%$") > MaxOperators) throw new ExpressionException($"The JMESPath expression has more than {MaxOperators:N0} operators. Split it into several.");
        var budget = new Budget(limits, cancellationToken);
        try
        {
            // A parser of its own: it holds what let-expressions and $ refer to.
            var parser = new JmesPath();
            parser.FunctionRepository.Register("pad_left", new Padding(new PadLeftFunction(), limits.StringLength)).Register("pad_right", new Padding(new PadRightFunction(), limits.StringLength));
            var parsed = parser.Parse(expression);
            parsed.Accept(new Guarding(budget));
            return parsed.Transform(new JmesPathArgument(JmesPath.ParseJson(json))).AsJToken().AsString();
        }
        catch (Exception e) when (e is not (OperationCanceledException or ExpressionException))
        {
            throw new ExpressionException($"The JMESPath expression '{expression}' failed: {e.Message}", e);
        }
    }

    /// <summary>What one search may still use.</summary>
    private sealed class Budget(ScriptLimits limits, CancellationToken cancellationToken)
    {
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly long allocated = GC.GetAllocatedBytesForCurrentThread();

        public void Check()
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (GC.GetAllocatedBytesForCurrentThread() - allocated > limits.Memory)
                throw new ExpressionException("The JMESPath expression needs too much memory. Handle the data in smaller parts.") { Code = "expression-memory" };
            if (Stopwatch.GetElapsedTime(started) > limits.Time)
                throw new ExpressionException($"The JMESPath expression ran longer than {limits.Time.TotalSeconds:0.#} s. Handle the data in smaller parts.") { Code = "expression-timeout" };
        }
    }

    /// <summary>Puts a guard wherever a part is computed once more: in lists and objects, filters, and arguments of functions.</summary>
    private sealed class Guarding(Budget budget) : IVisitor
    {
        public void Visit(JmesPathExpression expression)
        {
            switch (expression)
            {
                case JmesPathMultiSelectList { Expressions: var entries } list:
                    var own = EntriesOf(list);
                    for (var i = 0; i < entries.Length; i++) own[i] = Guarded(entries[i]);
                    break;
                case JmesPathMultiSelectHash hash:
                    var fields = FieldsOf(hash);
                    foreach (var name in fields.Keys.ToArray()) fields[name] = Guarded(fields[name]);
                    break;
                case JmesPathFilterProjection filter:
                    ConditionOf(filter) = Guarded(filter.Expression);
                    break;
                case JmesPathFunctionExpression function:
                    var arguments = ArgumentsOf(function);
                    for (var i = 0; i < arguments.Length; i++)
                        if (!arguments[i].IsExpressionType) arguments[i] = Guarded(arguments[i]);
                    break;
            }
        }

        private JmesPathExpression Guarded(JmesPathExpression expression) => expression is Guard ? expression : new Guard(expression, budget);
    }

    private sealed class Guard(JmesPathExpression expression, Budget budget) : JmesPathSimpleExpression(expression)
    {
        protected override JmesPathArgument Transform(JToken json)
        {
            budget.Check();
            var token = Expression.Transform(new JmesPathArgument(json)).AsJToken();
            if (token.Parent is null) return token;
            // Whoever takes it would copy it, unseen.
            var copy = token.DeepClone();
            budget.Check();
            return copy;
        }
    }

    /// <summary>The library pads to any width.</summary>
    private sealed class Padding(JmesPathFunction own, int longest)
        : JmesPathFunction(own.Name, own.MinArgumentCount, own.MaxArgumentCount, own.Variadic, null)
    {
        public override void Validate(params JmesPathFunctionArgument[] args)
        {
            own.Validate(args);
            if (args[1].Token.Value<double>() > longest) throw new ExpressionException($"{Name} would make a text of more than {longest:N0} characters.");
        }

        public override JToken Execute(params JmesPathFunctionArgument[] args) => own.Execute(args);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "expressions_")]
    private static extern ref IList<JmesPathExpression> EntriesOf(JmesPathMultiSelectList list);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "dictionary_")]
    private static extern ref IDictionary<string, JmesPathExpression> FieldsOf(JmesPathMultiSelectHash hash);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "expression_")]
    private static extern ref JmesPathExpression ConditionOf(JmesPathFilterProjection filter);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "expressions_")]
    private static extern ref JmesPathExpression[] ArgumentsOf(JmesPathFunctionExpression function);
}
