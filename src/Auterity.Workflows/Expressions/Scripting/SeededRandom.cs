using Jint;
using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Random numbers that come out the same on every repetition of an activation: SplitMix64 over its seed and the item's index.</summary>
internal sealed class SeededRandom
{
    private ExpressionScope? current;
    private ulong state;

    /// <summary>Replaces <c>Math.random</c>.</summary>
    public void Install(Engine engine, ScriptEngine owner) =>
        Sandbox.Replace(engine, engine.Global.Get("Math").AsObject(), "random", (_, _) => JsNumber.Create(Next(owner.Scope)), 0);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    public double Next(ExpressionScope scope)
    {
        unchecked
        {
            if (!ReferenceEquals(current, scope))
            {
                current = scope;
                state = (ulong)scope.Seed * 0x9E3779B97F4A7C15UL ^ ((ulong)scope.ItemIndex + 1) * 0xD1B54A32D192ED03UL;
            }

            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
