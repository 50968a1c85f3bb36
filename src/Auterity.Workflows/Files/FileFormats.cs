using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Formats that data is read from.</summary>
public enum ReadFormat
{
    /// <summary>By media type, then by name, then by the first bytes.</summary>
    Auto,
    Csv,
    Json,

    /// <summary>One JSON value a line.</summary>
    JsonLines,

    /// <summary>Excel workbook, new (.xlsx) or old (.xls).</summary>
    Xlsx,
    Ods,
    Html,
    Xml,
    Ics,
    Text,
    Base64,
    Pdf,
}

internal static class FileFormats
{
    /// <exception cref="NodeException">Nothing tells the format; the message names the way out.</exception>
    public static ReadFormat Detect(BinaryRef file, ReadOnlySpan<byte> start)
    {
        var byType = OfType(file.MimeType);
        if (byType != ReadFormat.Auto) return byType;
        var byName = OfExtension(Path.GetExtension(file.FileName ?? "").ToLowerInvariant());
        if (byName != ReadFormat.Auto) return byName;
        var byContent = OfContent(start);
        if (byContent != ReadFormat.Auto) return byContent;
        if (file.MimeType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)) return ReadFormat.Text;
        throw new NodeException($"Nothing tells the format of '{file.FileName ?? file.MimeType}'. Choose one.", "format-unknown", retryable: false);
    }

    private static ReadFormat OfType(string type) => type.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "text/csv" or "text/tab-separated-values" or "application/csv" => ReadFormat.Csv,
        "application/json" => ReadFormat.Json,
        "application/jsonl" or "application/x-ndjson" => ReadFormat.JsonLines,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => ReadFormat.Xlsx,
        "application/vnd.oasis.opendocument.spreadsheet" => ReadFormat.Ods,
        "text/html" or "application/xhtml+xml" => ReadFormat.Html,
        "text/xml" or "application/xml" => ReadFormat.Xml,
        "text/calendar" => ReadFormat.Ics,
        "application/pdf" => ReadFormat.Pdf,
        // Windows calls CSV files Excel files, too: the name decides.
        _ => ReadFormat.Auto,
    };

    private static ReadFormat OfExtension(string extension) => extension switch
    {
        ".csv" or ".tsv" => ReadFormat.Csv,
        ".json" => ReadFormat.Json,
        ".jsonl" or ".ndjson" => ReadFormat.JsonLines,
        ".xlsx" or ".xlsm" or ".xls" => ReadFormat.Xlsx,
        ".ods" => ReadFormat.Ods,
        ".html" or ".htm" => ReadFormat.Html,
        ".xml" => ReadFormat.Xml,
        ".ics" => ReadFormat.Ics,
        ".pdf" => ReadFormat.Pdf,
        ".txt" or ".md" or ".log" => ReadFormat.Text,
        _ => ReadFormat.Auto,
    };

    private static ReadFormat OfContent(ReadOnlySpan<byte> start) =>
        start.StartsWith("%PDF-"u8) ? ReadFormat.Pdf
        : start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? ReadFormat.Xlsx
        : start.StartsWith("<?xml"u8) ? ReadFormat.Xml
        : start.StartsWith("BEGIN:VCALENDAR"u8) ? ReadFormat.Ics
        : ReadFormat.Auto;
}
