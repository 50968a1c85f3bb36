namespace Auterity.Workflows.Templates;

/// <summary>A text of a template in its pieces: <c>%{name}</c> stands for a parameter, <c>%%{</c> is a literal <c>%{</c>.</summary>
internal static class PlaceholderText
{
    /// <summary>Splits a text; null when a placeholder is never closed or names nothing that can be a parameter.</summary>
    public static IReadOnlyList<TextPiece>? Split(string text)
    {
        var pieces = new List<TextPiece>();
        var from = 0;
        for (var at = text.IndexOf("%{", StringComparison.Ordinal); at >= 0; at = text.IndexOf("%{", from, StringComparison.Ordinal))
        {
            if (at > from && text[at - 1] == '%')
            {
                Add(text[from..(at - 1)] + "%{", isName: false);
                from = at + 2;
                continue;
            }

            var end = text.IndexOf('}', at);
            if (end < 0 || !TemplateParameter.IsName(text[(at + 2)..end])) return null;
            Add(text[from..at], isName: false);
            Add(text[(at + 2)..end], isName: true);
            from = end + 1;
        }

        Add(text[from..], isName: false);
        return pieces;

        void Add(string piece, bool isName)
        {
            if (piece.Length > 0) pieces.Add(new(piece, isName));
        }
    }

    /// <summary>Writes a text so that <see cref="Split"/> gives it back as it is.</summary>
    public static string Escape(string text) => text.Replace("%{", "%%{", StringComparison.Ordinal);
}

/// <summary>A piece of a text: words as they are, or the name of a parameter.</summary>
internal readonly record struct TextPiece(string Text, bool IsName);
