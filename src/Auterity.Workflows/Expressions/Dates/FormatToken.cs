using System.Text;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A piece of a date pattern: a run of one letter, or literal text.</summary>
internal readonly record struct FormatToken(string Text, bool IsLiteral)
{
    /// <summary>Splits a pattern; text in single quotes is literal.</summary>
    public static List<FormatToken> Split(string format)
    {
        var tokens = new List<FormatToken>();
        var run = new StringBuilder();
        var quoted = false;
        foreach (var c in format)
        {
            if (c == '\'')
            {
                Flush();
                quoted = !quoted;
            }
            else if (quoted || run.Length == 0 || run[^1] == c)
            {
                run.Append(c);
            }
            else
            {
                Flush();
                run.Append(c);
            }
        }

        Flush();
        return tokens;

        void Flush()
        {
            if (run.Length > 0)
                tokens.Add(new FormatToken(run.ToString(), quoted || !char.IsAsciiLetter(run[0])));
            run.Clear();
        }
    }
}
