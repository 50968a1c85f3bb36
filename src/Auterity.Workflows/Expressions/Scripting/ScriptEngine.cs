using System.Globalization;
using Auterity.Workflows.Expressions.Dates;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>One sandboxed engine and what is set up in it.</summary>
internal sealed class ScriptEngine
{
    private readonly ScriptLimits limits;
    private readonly ScriptGuard guard = new();
    private readonly Dictionary<JsValue, ExpressionException> hostErrors = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> prepared = new(StringComparer.Ordinal);
    private bool frozen;
    private bool capped;

    public ScriptEngine(ScriptLimits limits, ExpressionScope scope)
    {
        this.limits = limits;
        Scope = scope;
        Engine = new Engine(Sandbox.Options(limits, guard, this));
        Bridge = new JsonBridge(Engine);
        StringCaps.InstallJoin(Engine, limits.StringLength);
        Roots = new ScriptRoots(this);
    }

    public Engine Engine { get; }

    public JsonBridge Bridge { get; }

    public ScriptRoots Roots { get; }

    /// <summary>The item being evaluated.</summary>
    public ExpressionScope Scope { get; private set; }

    public ScriptLimits Limits => limits;

    /// <summary>Ends the evaluation under way.</summary>
    public CancellationToken Cancellation { get; private set; }

    public LuxonRealm? Luxon { get; set; }

    public SeededRandom Random { get; } = new();

    /// <summary>Item objects given to the script, with their index: only a code node asks for them.</summary>
    public Dictionary<JsValue, int>? Origins { get; set; }

    public T Run<T>(ScriptUnit unit, ExpressionScope scope, Func<JsValue, ScriptOutput, T> read, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(Scope, scope))
        {
            Roots.Forget();
            Bridge.Forget();
            hostErrors.Clear();
        }

        Scope = scope;
        Bridge.Reset();
        Cancellation = cancellationToken;
        guard.Begin(limits, cancellationToken);
        try
        {
            Prepare(unit);
            var value = Settled(Engine.Evaluate(unit.Script));
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

    /// <summary>A global name of the caller's own, which wins over the built-in of that name.</summary>
    public void Define(string name, JsValue value)
    {
        prepared.Add(name);
        Engine.Global.FastSetProperty(name, new PropertyDescriptor(value, PropertyFlag.NonEnumerable));
    }

    /// <summary>A global name whose value is made when a script reads it.</summary>
    public void DefineLazy(string name, Func<JsValue> create)
    {
        prepared.Add(name);
        Engine.Global.FastSetProperty(name, PropertyDescriptor.CreateLazy(() => Roots.Guarded(create), PropertyFlag.NonEnumerable));
    }

    /// <summary>Makes an error of the platform one that scripts can catch.</summary>
    public JavaScriptException Throwable(ExpressionException error)
    {
        var script = new JavaScriptException(Engine.Intrinsics.Error, error.Message);
        hostErrors[script.Error] = error;
        return script;
    }

    /// <summary>Nothing outside can settle a promise, so one that is open when no job is left stays open.</summary>
    private JsValue Settled(JsValue value)
    {
        if (!value.IsPromise())
            return value;
        Engine.Advanced.ProcessTasks();
        try
        {
            return value.UnwrapIfPromise(TimeSpan.FromMilliseconds(1));
        }
        catch (TimeoutException e)
        {
            throw new ExpressionException("The code waits for a promise that nothing will settle.", e);
        }
    }

    private void Prepare(ScriptUnit unit)
    {
        foreach (var name in unit.Globals)
            Setup(name);

        if (unit.Extensions.Count > 0)
            ExtensionMethods.Install(this, unit.Extensions, prepared);
        if (unit.Traits.MayGrowText && !capped)
        {
            capped = true;
            StringCaps.InstallMethods(Engine, limits.StringLength);
        }

        if (unit.Traits.MayTouchIntrinsics && !frozen)
        {
            frozen = true;
            // Reached through globalThis or this, these have no name in the source.
            Setup("Math");
            Setup("JSON");
            foreach (var name in Sandbox.Removed)
                Setup(name);
            Sandbox.Freeze(Engine);
        }
    }

    private void Setup(string name)
    {
        if (prepared.Add(name))
            Roots.Install(name);
    }

    internal static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo("en-US");
}
