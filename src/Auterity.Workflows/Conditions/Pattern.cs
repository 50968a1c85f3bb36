using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Auterity.Workflows.Conditions;

/// <summary>Regular expressions as JavaScript means them, written bare or as <c>/pattern/flags</c>.</summary>
internal static class Pattern
{
    private const int MostCached = 500;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private static readonly SearchValues<char> Flags = SearchValues.Create("dgimsuvy");

    private static readonly ConcurrentDictionary<(string Pattern, string Flags), Regex> Cache = new();

    /// <exception cref="OperandException">The pattern is invalid, or takes longer than a second.</exception>
    public static bool IsMatch(string pattern, string text, bool caseSensitive) => Run(pattern, caseSensitive ? "" : "i", regex => regex.IsMatch(text));

    /// <summary>Replaces every match; <c>$1</c> and <c>$&lt;name&gt;</c> stand for groups.</summary>
    /// <exception cref="OperandException">The pattern is invalid, or takes longer than a second.</exception>
    public static string Replace(string pattern, string text, string replacement, bool caseSensitive) =>
        Run(pattern, caseSensitive ? "" : "i", regex => regex.Replace(text, replacement.Replace("$<", "${", StringComparison.Ordinal).Replace('>', '}')));

    /// <summary>Says what is wrong with a pattern; null when nothing is.</summary>
    public static string? FaultOf(string pattern)
    {
        try
        {
            Find(pattern, "");
            return null;
        }
        catch (OperandException e)
        {
            return e.Message;
        }
    }

    private static T Run<T>(string pattern, string flags, Func<Regex, T> use)
    {
        try
        {
            return use(Find(pattern, flags));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new OperandException($"The pattern {pattern} takes longer than {Timeout.TotalSeconds} s on this text; make it simpler.");
        }
    }

    private static Regex Find(string pattern, string flags)
    {
        if (pattern.Length > 1 && pattern[0] == '/' && pattern.LastIndexOf('/') is var end and > 0 && !pattern.AsSpan(end + 1).ContainsAnyExcept(Flags))
            (pattern, flags) = (pattern[1..end], string.Concat(flags.Union(pattern[(end + 1)..])));

        if (Cache.TryGetValue((pattern, flags), out var known)) return known;
        if (Cache.Count >= MostCached) Cache.Clear();
        return Cache[(pattern, flags)] = Compile(pattern, flags);
    }

    private static Regex Compile(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        if (flags.Contains('i')) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m')) options |= RegexOptions.Multiline;
        if (flags.Contains('s')) options |= RegexOptions.Singleline;
        try
        {
            return new Regex(Translate(pattern, flags.Contains('m')), options, Timeout);
        }
        catch (ArgumentException e)
        {
            throw new OperandException($"The pattern {pattern} is not valid: {e.Message}");
        }
    }

    // Where .NET reads a pattern differently: $ also before a last line break, \d any script's digits, \u{…}, [^], a bracket in a class.
    private static string Translate(string pattern, bool multiline)
    {
        var text = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("[^]") && !inClass) (i, _) = (i + 2, text.Append(@"[\s\S]"));
            else if (rest.StartsWith(@"\d")) (i, _) = (i + 1, text.Append(inClass ? "0-9" : "[0-9]"));
            else if (rest.StartsWith(@"\u{") && rest.IndexOf('}') is > 3 and < 10 and var close && IsScalar(rest[3..close], out var rune)) (i, _) = (i + close, text.Append(Regex.Escape(rune)));
            else if (pattern[i] == '\\' && i + 1 < pattern.Length) text.Append(pattern[i]).Append(pattern[++i]);
            else if (pattern[i] == '$' && !inClass && !multiline) text.Append(@"\z");
            else if (pattern[i] == '[' && inClass) text.Append(@"\[");
            else
            {
                inClass = pattern[i] == '[' || (inClass && pattern[i] != ']');
                text.Append(pattern[i]);
            }
        }

        return text.ToString();
    }

    private static bool IsScalar(ReadOnlySpan<char> hex, out string text)
    {
        var valid = int.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value) && Rune.IsValid(value);
        text = valid ? new Rune(value).ToString() : "";
        return valid;
    }
}
