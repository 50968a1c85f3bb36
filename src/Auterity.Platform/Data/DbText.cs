using System.Globalization;
using System.Text;

namespace Auterity.Platform.Data;

/// <summary>What text must be to be stored, and how it is folded to be found.</summary>
public static class DbText
{
    /// <summary>Normalises to NFC, so that equal-looking text is equal.</summary>
    /// <exception cref="InvalidTextException">The text holds NUL or half a surrogate pair, which no database keeps.</exception>
    public static string Clean(string text)
    {
        if (Ascii.IsValid(text))
            return text.Contains('\0', StringComparison.Ordinal) ? throw InvalidTextException.Nul() : text;
        if (text.Contains('\0', StringComparison.Ordinal)) throw InvalidTextException.Nul();
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw new InvalidTextException("The text holds half a surrogate pair and is not valid Unicode.");
        }
    }

    /// <summary>Folds case, accents and compatibility forms, so that <c>Ångström</c> is found by <c>angstrom</c>.</summary>
    public static string Fold(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var c in Clean(text).Normalize(NormalizationForm.FormKD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                builder.Append(char.ToLowerInvariant(c));
        return builder.ToString();
    }
}

/// <summary>Text that cannot be stored: answered with 400.</summary>
public sealed class InvalidTextException : Exception
{
    public InvalidTextException() { }

    public InvalidTextException(string message) : base(message) { }

    public InvalidTextException(string message, Exception innerException) : base(message, innerException) { }

    internal static InvalidTextException Nul() => new("The text holds the character NUL (U+0000), which cannot be stored. Remove it.");
}
