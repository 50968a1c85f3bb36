using System.Text;

namespace Auterity.Cli.Terminal;

/// <summary>Text from elsewhere, made safe to show: a name must not move the cursor or colour the screen.</summary>
internal static class Plain
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (!text.Any(c => char.IsControl(c) || IsOverride(c))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!IsOverride(c)) clean.Append(char.IsControl(c) ? ' ' : c);
        return clean.ToString();
    }

    /// <summary>Cut to a length, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, Math.Max(0, longest - 1)), "…");

    // Marks that reverse the direction of the text that follows.
    private static bool IsOverride(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
