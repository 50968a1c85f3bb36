using System.Text;

namespace Auterity.Workflows.Runs;

/// <summary>Text on its way into a run's row: what no database keeps is replaced, what is too long is cut (ENGINE rule 22).</summary>
internal static class RowText
{
    /// <summary>Longest text of a row, in characters.</summary>
    public const int Longest = 500;

    public static string? Clean(string? text)
    {
        if (text is null || (text.Length <= Longest && Ascii.IsValid(text) && !text.Contains('\0', StringComparison.Ordinal))) return text;
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        // Half a surrogate pair enumerates as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > Longest) break;
            if (rune.Value == 0) clean.Append('\uFFFD');
            else clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
