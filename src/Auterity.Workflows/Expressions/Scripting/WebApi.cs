using Jint.Native;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>The few names of browsers and Node.js that workflows lean on.</summary>
internal static class WebApi
{
    public static Func<ScriptEngine, JsValue>? Find(string name) => null;
}
