using System.Text.RegularExpressions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Whatever goes wrong while a script runs, as the one error callers know.</summary>
internal static class ScriptFailure
{
    private const string NoError = "The code threw an object that is no Error. Throw new Error('what went wrong').";

    public static ExpressionException From(Exception error, ScriptUnit? unit, IReadOnlyDictionary<JsValue, ExpressionException> hostErrors) => error switch
    {
        ExpressionException known => known,
        JavaScriptException script when hostErrors.TryGetValue(script.Error, out var known) => At(known.Message, Position(script, unit), known.Code, known),
        JavaScriptException script => new(Clean(script), null, Position(script, unit), script) { IsMissing = IsMissing(script.Message) },
        PromiseRejectedException rejected when hostErrors.TryGetValue(rejected.RejectedValue, out var known) => At(known.Message, null, known.Code, known),
        PromiseRejectedException rejected => At(Describe(rejected.RejectedValue), null, "expression-failed", rejected),
        ScriptStoppedException stopped => At(stopped.Message, null, stopped.Code, stopped),
        RegexMatchTimeoutException => At("A regular expression took too long. Make it more specific: nested repetitions such as (a+)+ are the usual cause.", null, "expression-timeout", error),
        TimeoutException => At("The code took too long.", null, "expression-timeout", error),
        OperationCanceledException or ExecutionCanceledException => At("The code was stopped.", null, "expression-timeout", error),
        MemoryLimitExceededException or OutOfMemoryException => At("The code needs too much memory. Handle the data in smaller parts.", null, "expression-memory", error),
        RecursionDepthOverflowException or InsufficientExecutionStackException => At("The code calls itself too deeply.", null, "expression-failed", error),
        _ => At($"The code failed: {error.Message}", null, "expression-failed", error),
    };

    private static ExpressionException At(string message, int? position, string code, Exception inner) =>
        new(message.Replace(ScriptRewriter.Mark, "", StringComparison.Ordinal), null, position, inner) { Code = code };

    private static int? Position(JavaScriptException script, ScriptUnit? unit) =>
        script.Location.Start.Line > 0 ? unit?.OriginalOffset(script.Location.Start.Line, script.Location.Start.Column) : null;

    private static string Clean(JavaScriptException script)
    {
        var message = (script.Error.IsObject() ? script.Message : Describe(script.Error)).Replace(ScriptRewriter.Mark, "", StringComparison.Ordinal);
        if (message.EndsWith(" is not defined", StringComparison.Ordinal))
            return message + ". Check the spelling; names of nodes and text go in quotes.";
        if (IsMissing(message))
            return message + ". A part of the path is missing here; write ?. where it may be missing.";
        if (message == "undefined" && script.Error.IsObject()) return NoError;
        return message.Length > 0 ? message : "The code threw an error without a message.";
    }

    private static bool IsMissing(string message) =>
        message.Contains("of undefined", StringComparison.Ordinal) || message.Contains("of null", StringComparison.Ordinal);

    private static string Describe(JsValue thrown)
    {
        if (thrown is Jint.Native.Object.ObjectInstance instance && instance.TryGetValue("message", out var message) && message.IsString())
            return message.ToString();
        return thrown.IsObject() ? NoError : thrown.ToString();
    }
}
