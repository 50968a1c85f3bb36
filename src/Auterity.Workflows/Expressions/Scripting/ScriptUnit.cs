using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Acornima.Ast;
using Auterity.Workflows.Expressions.Syntax;
using Jint;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>A script prepared once and run by any number of engines: no state, safe on any thread.</summary>
internal sealed class ScriptUnit
{
    private const int CacheSize = 8_192;
    private static readonly ConcurrentDictionary<string, ScriptUnit> Cache = new(StringComparer.Ordinal);
    private static readonly ScriptPreparationOptions Preparation = new()
    {
        CollectReferencedGlobals = true,
        ParsingOptions = ScriptParsingOptions.Default with { RegexTimeout = ScriptLimits.Expression.Regex, CompileRegex = false },
    };

    private readonly SourceEdits edits;

    private ScriptUnit(Prepared<Script> script, SourceEdits edits, ScriptTraits traits)
    {
        Script = script;
        this.edits = edits;
        Globals = script.ReferencedGlobals!.ToFrozenSet(StringComparer.Ordinal);
        Traits = traits;
    }

    public Prepared<Script> Script { get; }

    /// <summary>Names the script takes from outside: only these are set up.</summary>
    public FrozenSet<string> Globals { get; }

    public ScriptTraits Traits { get; }

    /// <summary>Extension methods the script calls.</summary>
    public IReadOnlyList<string> Extensions => edits.Extensions;

    /// <summary>Prepares the expression of a template.</summary>
    public static ScriptUnit ForExpression(ExpressionSyntax syntax) =>
        FromCache("e" + syntax.Code, () =>
        {
            var traits = ScriptTraits.Of(syntax.Program);
            return Prepare(ScriptRewriter.Expression(syntax, traits), traits);
        });

    /// <summary>Prepares a function body.</summary>
    /// <exception cref="ExpressionException">The code is not valid JavaScript.</exception>
    public static ScriptUnit ForBody(string code) =>
        FromCache("b" + code, () =>
        {
            var syntax = ExpressionSyntax.ParseBody(code);
            var traits = ScriptTraits.Of(syntax.Program);
            return Prepare(ScriptRewriter.Body(syntax, traits), traits);
        });

    /// <summary>Offset in the original code of a place in the prepared one.</summary>
    /// <param name="line">Line, from 1.</param>
    /// <param name="column">Column, from 0.</param>
    public int OriginalOffset(int line, int column) => edits.OriginalOffset(line, column);

    private static ScriptUnit Prepare(SourceEdits edits, ScriptTraits traits)
    {
        try
        {
            return new ScriptUnit(Engine.PrepareScript(edits.Result, options: Preparation), edits, traits);
        }
        catch (ScriptPreparationException e)
        {
            throw new ExpressionException($"The code cannot be prepared: {e.InnerException?.Message ?? e.Message}", null, 0, e) { Code = "expression-syntax" };
        }
    }

    /// <summary>Scripts are shared by content, so that versions and nodes that say the same cost nothing more.</summary>
    private static ScriptUnit FromCache(string content, Func<ScriptUnit> create)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.Unicode.GetBytes(content)));
        if (Cache.TryGetValue(key, out var known))
            return known;
        if (Cache.Count >= CacheSize)
            Cache.Clear();
        return Cache.GetOrAdd(key, create());
    }
}
