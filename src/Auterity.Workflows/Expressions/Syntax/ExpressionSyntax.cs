using Acornima;
using Acornima.Ast;

namespace Auterity.Workflows.Expressions.Syntax;

/// <summary>The JavaScript of one pair of braces, parsed: an expression, or statements whose last one gives the value.</summary>
internal sealed class ExpressionSyntax
{
    /// <summary>Longest script, in characters.</summary>
    public const int MaxLength = 1 << 19;

    private ExpressionSyntax(string code, int offset, Program program, IReadOnlyList<Token> tokens, bool isObject)
    {
        Code = code;
        Offset = offset;
        Program = program;
        Tokens = tokens;
        IsObject = isObject;
    }

    /// <summary>The source that <see cref="Program"/> was parsed from.</summary>
    public string Code { get; }

    /// <summary>Offset of <see cref="Code"/> in the parameter's text.</summary>
    public int Offset { get; }

    public Program Program { get; }

    public IReadOnlyList<Token> Tokens { get; }

    /// <summary>The source began with a brace and was read as an object literal in parentheses that <see cref="Code"/> includes.</summary>
    public bool IsObject { get; }

    /// <summary>The expression when there is just one; null for statements, and for nothing at all.</summary>
    public Expression? Expression => Program.Body is [ExpressionStatement only] ? only.Expression : null;

    public bool IsEmpty => Program.Body.Count == 0;

    /// <summary>Parses the code of one pair of braces.</summary>
    public static bool TryParse(string code, int offset, string? field, out ExpressionSyntax syntax, out ExpressionException fault)
    {
        if (code.AsSpan().TrimStart().StartsWith("{") && TryParse($"({code}\n)", offset - 1, true, field, false, out syntax, out fault))
            return true;
        return TryParse(code, offset, false, field, false, out syntax, out fault);
    }

    /// <summary>Parses a function body: <c>return</c> and <c>await</c> are allowed.</summary>
    public static ExpressionSyntax ParseBody(string code) =>
        TryParse(code, 0, false, null, true, out var syntax, out var fault) ? syntax : throw fault;

    private static bool TryParse(string code, int offset, bool isObject, string? field, bool body, out ExpressionSyntax syntax, out ExpressionException fault)
    {
        syntax = null!;
        fault = null!;
        try
        {
            if (code.Length > MaxLength)
                throw Fault($"The code has {code.Length:N0} characters; the longest allowed has {MaxLength:N0}.", 0);
            var tokens = new List<Token>();
            var parser = new Parser(new ParserOptions
            {
                AllowReturnOutsideFunction = body,
                AllowAwaitOutsideFunction = body,
                OnToken = (in Token token) => tokens.Add(token),
            });
            var program = parser.ParseScript(code);
            if (SyntaxDepth.IsTooDeep(program))
                throw TooDeep();
            syntax = new ExpressionSyntax(code, offset, program, tokens, isObject);
            return true;
        }
        catch (ParseErrorException e)
        {
            fault = Fault($"{e.Error.Description.TrimEnd('.')}. Check brackets, quotes and operators near here.", e.Error.Index);
        }
        catch (InsufficientExecutionStackException)
        {
            fault = TooDeep();
        }
        catch (ExpressionException e)
        {
            fault = e;
        }

        return false;

        ExpressionException TooDeep() => Fault($"The code is nested more than {SyntaxDepth.Max} levels deep. Split it into several steps.", 0);

        ExpressionException Fault(string message, int index) =>
            new(message, field, Math.Max(0, offset + index)) { Code = "expression-syntax" };
    }
}
