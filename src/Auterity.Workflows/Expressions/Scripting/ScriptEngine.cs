using System.Globalization;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>One sandboxed engine and what is set up in it.</summary>
internal sealed class ScriptEngine
{
    private readonly ScriptLimits limits;
    private readonly ScriptGuard guard = new();
    private readonly Dictionary<JsValue, ExpressionException> hostErrors = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> prepared = new(StringComparer.Ordinal);
    private bool frozen;

    public ScriptEngine(ScriptLimits limits, ExpressionScope scope)
    {
        this.limits = limits;
        Scope = scope;
        Engine = new Engine(Sandbox.Options(limits, guard, this));
        Bridge = new JsonBridge(Engine);
        Sandbox.Apply(Engine, limits);
        Roots = new ScriptRoots(this);
    }

    public Engine Engine { get; }

    public JsonBridge Bridge { get; }

    public ScriptRoots Roots { get; }

    /// <summary>The item being evaluated.</summary>
    public ExpressionScope Scope { get; private set; }

    public ScriptLimits Limits => limits;

    public LuxonRealm? Luxon { get; set; }

    public SeededRandom Random { get; } = new();

    /// <summary>Item objects given to the script, with their index: only a code node asks for them.</summary>
    public Dictionary<JsValue, int>? Origins { get; set; }

    public T Run<T>(ScriptUnit unit, ExpressionScope scope, Func<JsValue, ScriptOutput, T> read, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(Scope, scope))
            Roots.Forget();
        Scope = scope;
        Bridge.Reset();
        guard.Begin(limits, cancellationToken);
        try
        {
            Prepare(unit);
            var value = Engine.Evaluate(unit.Script).UnwrapIfPromise(cancellationToken);
            var output = new ScriptOutput(Bridge, limits.Memory) { Origins = Origins };
            var result = read(value, output);
            if (output.WroteRounded)
                warn("The result is a whole number beyond 9,007,199,254,740,991 and was rounded. Keep such numbers as text, or pass them on without computing.");
            else if (Bridge.ReadUnsafeInteger && value.IsString())
                warn("A whole number beyond 9,007,199,254,740,991 was read by JavaScript and may have been rounded. Keep such numbers as text.");
            return result;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw ScriptFailure.From(e, unit, hostErrors);
        }
    }

    /// <summary>Makes an error of the platform one that scripts can catch.</summary>
    public JavaScriptException Throwable(ExpressionException error)
    {
        var script = new JavaScriptException(Engine.Intrinsics.Error, error.Message);
        hostErrors[script.Error] = error;
        return script;
    }

    private void Prepare(ScriptUnit unit)
    {
        foreach (var name in unit.Globals)
        {
            if (prepared.Add(name))
                Roots.Install(name);
        }

        if (unit.Extensions.Count > 0)
            ExtensionMethods.Install(this, unit.Extensions, prepared);
        if (unit.Traits.MayTouchIntrinsics && !frozen)
        {
            frozen = true;
            Sandbox.Freeze(Engine);
        }
    }

    internal static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en-US");
}
