using System.Text;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Date formats of the Moment library (<c>YYYY-MM-DD</c>) in the letters of Luxon (<c>yyyy-MM-dd</c>).</summary>
internal static class MomentFormat
{
    // A null has no counterpart.
    private static readonly Dictionary<string, string?> Tokens = new(StringComparer.Ordinal)
    {
        ["YYYY"] = "yyyy", ["YY"] = "yy", ["Y"] = "y", ["GGGG"] = "kkkk", ["Q"] = "q",
        ["MMMM"] = "MMMM", ["MMM"] = "MMM", ["MM"] = "MM", ["M"] = "M", ["Mo"] = null,
        ["DDDD"] = "ooo", ["DDD"] = "o", ["DD"] = "dd", ["D"] = "d", ["Do"] = null,
        ["dddd"] = "EEEE", ["ddd"] = "EEE", ["dd"] = null, ["d"] = null, ["E"] = "E", ["WW"] = "WW", ["W"] = "W",
        ["HH"] = "HH", ["H"] = "H", ["hh"] = "hh", ["h"] = "h", ["kk"] = null, ["k"] = null, ["mm"] = "mm", ["m"] = "m", ["ss"] = "ss", ["s"] = "s", ["SSS"] = "SSS", ["SS"] = null, ["S"] = null,
        ["A"] = "a", ["a"] = "a", ["ZZ"] = "ZZZ", ["Z"] = "ZZ", ["X"] = "X", ["x"] = "x", ["z"] = "z",
    };

    private static readonly int Longest = Tokens.Keys.Max(token => token.Length);

    /// <param name="moment">A Moment format.</param>
    /// <param name="unknown">Tokens that Luxon lacks; they stay as they are.</param>
    public static string ToLuxon(string moment, out IReadOnlyList<string> unknown)
    {
        var (text, lacking) = (new StringBuilder(), new List<string>());
        for (var at = 0; at < moment.Length;)
        {
            if (moment[at] == '[' && moment.IndexOf(']', at) is var end and > 0)
            {
                text.Append('\'').Append(moment, at + 1, end - at - 1).Append('\'');
                at = end + 1;
                continue;
            }

            var token = TokenAt(moment, at);
            if (token is null)
            {
                text.Append(char.IsAsciiLetter(moment[at]) ? $"'{moment[at]}'" : moment[at]);
                at++;
                continue;
            }

            if (Tokens[token] is null) lacking.Add(token);
            text.Append(Tokens[token] ?? token);
            at += token.Length;
        }

        unknown = lacking;
        return text.ToString();
    }

    private static string? TokenAt(string moment, int at)
    {
        for (var length = Math.Min(Longest, moment.Length - at); length > 0; length--)
            if (Tokens.ContainsKey(moment.Substring(at, length))) return moment.Substring(at, length);
        return null;
    }
}
