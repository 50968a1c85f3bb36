using System.Text;
using System.Text.RegularExpressions;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>A pattern of paths: <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders, <c>{a,b}</c> for a choice.</summary>
internal static class PathPattern
{
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?', '{') >= 0;

    /// <summary>Matches whole paths with forward slashes, in time that grows with their length alone.</summary>
    /// <exception cref="NodeException">A brace is not closed.</exception>
    public static Regex Compile(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            var rest = pattern.AsSpan(at);
            if (rest.StartsWith("**/")) Add("(?:[^/]*/)*", 2);
            else if (rest.StartsWith("**")) Add(".*", 1);
            else if (rest[0] == '*') Add("[^/]*", 0);
            else if (rest[0] == '?') Add("[^/]", 0);
            else if (rest[0] == '{') Add(Choice(pattern, at, out var length), length);
            else regex.Append(Regex.Escape(rest[0].ToString()));

            void Add(string part, int skip)
            {
                regex.Append(part);
                at += skip;
            }
        }

        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;
        return new Regex(regex.Append('$').ToString(), OperatingSystem.IsWindows() ? options | RegexOptions.IgnoreCase : options);
    }

    private static string Choice(string pattern, int from, out int length)
    {
        var close = pattern.IndexOf('}', from);
        if (close < 0) throw new NodeException($"In the pattern '{pattern}' a brace is not closed.", "invalid-parameters", retryable: false);
        length = close - from;
        return $"(?:{string.Join('|', pattern[(from + 1)..close].Split(',').Select(Regex.Escape))})";
    }
}
