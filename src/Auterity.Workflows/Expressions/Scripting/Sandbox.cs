using System.Collections.Frozen;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>What a script must not have, and what it may have only in measure.</summary>
internal static class Sandbox
{
    /// <summary>Shared memory, raw buffers that ignore the memory limit, other realms, and clocks of their own.</summary>
    public static FrozenSet<string> Removed { get; } = FrozenSet.ToFrozenSet<string>(
    [
        "SharedArrayBuffer", "Atomics", "ArrayBuffer", "DataView", "ShadowRealm", "Temporal", "WeakRef", "FinalizationRegistry", "eval",
        "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "BigInt64Array", "BigUint64Array", "Float16Array", "Float32Array", "Float64Array",
    ], StringComparer.Ordinal);

    private static readonly Prepared<Acornima.Ast.Script> FreezeScript = Engine.PrepareScript("""
        (() => {
          for (const type of [Object, Array, String, Number, Boolean, Date, RegExp, Function, Promise, Map, Set, WeakMap, WeakSet, Symbol, BigInt, Proxy]) {
            Object.freeze(type);
            if (type.prototype) Object.freeze(type.prototype);
          }
          for (const type of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, Iterator])
            { Object.preventExtensions(type); Object.preventExtensions(type.prototype); }
          for (const type of [Math, JSON, Reflect, Intl]) Object.freeze(type);
        })()
        """);

    public static Options Options(ScriptLimits limits, ScriptGuard guard, ScriptEngine owner)
    {
        var engine = new Options { TimeSystem = new ScopeTime(owner), TimeZone = ScopeTime.Zone(owner.Scope.TimeZone), AgentCanSuspend = false };
        engine.Culture(ScriptEngine.Culture);
        engine.Host.StringCompilationAllowed = false;
        engine.Interop.Enabled = false;
        engine.Constraints.StackOverflowGuard = true;
        engine.Constraints.MaxRecursionDepth = limits.Recursion;
        engine.Constraints.MaxArraySize = limits.ArrayLength;
        engine.Constraints.RegexTimeout = limits.Regex;
        engine.Constraints.PromiseTimeout = limits.Time;
        engine.LimitMemory(limits.Memory);
        engine.Constraint(guard);
        engine.Json.MaxParseDepth = Auterity.Sdk.JsonDefaults.MaxDepth;
        return engine;
    }

    /// <summary>Nothing a script does to a prototype can reach the next item.</summary>
    public static void Freeze(Engine engine) => engine.Evaluate(FreezeScript);

    /// <summary>A method on an intrinsic, hidden from enumeration like the one it replaces.</summary>
    public static void Replace(Engine engine, ObjectInstance target, string name, Func<JsValue, JsValue[], JsValue> method, int length) =>
        target.FastSetProperty(name, new PropertyDescriptor(new ClrFunction(engine, name, method, length), PropertyFlag.NonEnumerable));
}
