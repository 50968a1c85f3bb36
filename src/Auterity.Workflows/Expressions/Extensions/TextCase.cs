using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Upper and lower case of whole texts.</summary>
internal static class TextCase
{
    private static readonly FrozenSet<string> SmallWords = FrozenSet.ToFrozenSet(
        ["a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or", "per", "the", "to", "v", "vs", "via", "yet"], StringComparer.Ordinal);

    /// <summary>Words begin with a capital, except short ones inside; the other letters stay.</summary>
    public static string Title(string text)
    {
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 0 && (i == 0 || i == words.Length - 1 || !SmallWords.Contains(words[i])))
                words[i] = char.ToUpperInvariant(words[i][0]) + words[i][1..];
        }

        return string.Join(' ', words);
    }

    /// <summary>Sentences begin with a capital, everything else is lower case.</summary>
    public static string Sentence(string text)
    {
        var result = new StringBuilder(text.ToLowerInvariant());
        var begins = true;
        for (var i = 0; i < result.Length; i++)
        {
            if (begins && char.IsLetterOrDigit(result[i]))
            {
                result[i] = char.ToUpperInvariant(result[i]);
                begins = false;
            }
            else if (result[i] is '.' or '!' or '?' && (i + 1 == result.Length || char.IsWhiteSpace(result[i + 1])))
            {
                begins = true;
            }
        }

        return result.ToString();
    }

    /// <summary>Lower-case words with a mark between them; symbols are dropped.</summary>
    public static string Join(string text, string mark) => string.Join(mark, Words(text)).ToLowerInvariant();

    public static string Camel(string text) =>
        string.Concat(Words(text).Select((word, i) => i == 0 ? word.ToLowerInvariant() : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    /// <summary>Letters without their accents; ligatures and ß are spelled out.</summary>
    public static string WithoutAccents(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = rune.Value switch
            {
                'ß' => "ss",
                'æ' => "ae",
                'Æ' => "AE",
                'œ' => "oe",
                'Œ' => "OE",
                'ø' => "o",
                'Ø' => "O",
                'ł' => "l",
                'Ł' => "L",
                'đ' => "d",
                'Đ' => "D",
                'þ' => "th",
                'Þ' => "TH",
                _ => rune.ToString().Normalize(NormalizationForm.FormD),
            };
            foreach (var part in plain.EnumerateRunes())
            {
                if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                    result.Append(part);
            }
        }

        return result.ToString();
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (word.Length > 0 && (c is ' ' or '-' or '_' or '.' || (char.IsUpper(c) && char.IsLower(text[i - 1]))))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                word.Append(c);
        }

        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
