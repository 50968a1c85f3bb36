using Auterity.Sdk;
using CsvHelper;

namespace Auterity.Workflows.Files;

/// <summary>Comma-separated values, in and out.</summary>
internal static class CsvFiles
{
    /// <summary>Longest record in bytes: an open quote must not swallow a whole file into memory.</summary>
    private const int MaxRecord = 16 << 20;

    /// <param name="delimiter">One ASCII character; <c>auto</c> looks at the first lines; <c>\t</c> is a tab.</param>
    /// <param name="quote">One ASCII character; empty means that nothing is quoted.</param>
    /// <param name="relaxedQuotes">Takes stray quotes as letters instead of failing.</param>
    /// <param name="skipLines">Lines to pass over before anything is read as CSV.</param>
    /// <param name="comment">Lines that begin with this character are passed over.</param>
    /// <exception cref="NodeException">Quotes do not close, or a record is too long; the message names the row.</exception>
    public static IEnumerable<object?[]> Read(TextReader text, string delimiter, string quote, bool relaxedQuotes, bool trim, int skipLines, string? comment)
    {
        for (var i = 0; i < skipLines && text.ReadLine() is not null; i++) { }
        var auto = delimiter.Equals("auto", StringComparison.OrdinalIgnoreCase);
        using var reader = Checked(() => CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = auto ? null : SeparatorOf(delimiter),
            DetectSeparatorHint = auto,
            HasHeader = false,
            Mode = quote.Length == 0 ? CsvMode.NoEscape : CsvMode.Rfc4180,
            Quote = quote.Length == 0 ? '"' : Single(quote, "quote"),
            CommentPrefix = string.IsNullOrEmpty(comment) ? null : Single(comment, "comment mark"),
            TrimWhitespace = trim,
            MalformedData = relaxedQuotes ? CsvMalformedDataHandling.Recover : CsvMalformedDataHandling.Throw,
            MaxRecordSize = MaxRecord,
        }, leaveOpen: true));
        while (Next(reader) is { } record) yield return record;
    }

    /// <summary>Writes rows of text, each ended by a line feed.</summary>
    /// <param name="safe">Puts an apostrophe before cells that a spreadsheet would run as formulas.</param>
    public static void Write(TextWriter text, IEnumerable<IReadOnlyList<string>> rows, string delimiter, bool quoteAll, bool safe)
    {
        using var writer = Checked(() => CsvWriter.Create(text, new CsvWriterOptions
        {
            Separator = SeparatorOf(delimiter),
            NewLine = "\n",
            Quoting = quoteAll ? CsvQuoting.Always : CsvQuoting.WhenNeededOrWhitespace,
            Injection = safe ? CsvInjection.Escape : CsvInjection.None,
        }, leaveOpen: true));
        foreach (var row in rows)
        {
            foreach (var cell in row) writer.WriteField(cell);
            writer.EndRecord();
        }
    }

    private static string[]? Next(CsvReader reader)
    {
        try
        {
            return reader.Read() ? reader.Current.ToArray() : null;
        }
        catch (CsvFormatException e)
        {
            throw new NodeException($"The CSV cannot be read after row {reader.RowNumber}: {e.Message.ReplaceLineEndings(" ")} Allow stray quotes, or mend the file.", "invalid-csv", retryable: false, inner: e);
        }
    }

    private static char SeparatorOf(string delimiter) => delimiter switch
    {
        "\\t" or "tab" => '\t',
        "" => ',',
        _ => Single(delimiter, "delimiter"),
    };

    private static char Single(string text, string what) => text.Length == 1 && char.IsAscii(text[0])
        ? text[0]
        : throw new NodeException($"The {what} '{text}' is not one ASCII character.", "invalid-parameters", retryable: false);

    private static T Checked<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            throw new NodeException("Delimiter, quote and comment mark must be different characters, and no line breaks.", "invalid-parameters", retryable: false, inner: e);
        }
    }
}
