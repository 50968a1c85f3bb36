using System.IO.Compression;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Import.Samples;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Auterity.Workflows.Import.Trials;

/// <summary>Files for invented items: under every name that some node of the workflow reads a file from, in the form it expects.</summary>
internal sealed class TrialFiles(StubData data)
{
    public async Task<Item> AddAsync(Item item, IBlobs blobs, CancellationToken cancellationToken)
    {
        if (data.Files.Count == 0) return item;
        var files = new Dictionary<string, BinaryRef>(StringComparer.Ordinal);
        foreach (var (name, (format, rows)) in data.Files)
        {
            var (type, extension, content) = ContentOf(format, rows is null ? [] : [Item.From(data.ItemsOf(rows, 0).Items[0])]);
            using var stream = new MemoryStream(content);
            files[name] = await blobs.SaveAsync(stream, type, $"sample.{extension}", cancellationToken);
        }

        return item.WithBinary(files);
    }

    private static (string Type, string Extension, byte[] Content) ContentOf(string format, IReadOnlyList<Item> rows) => format switch
    {
        "csv" or "auto" => ("text/csv", "csv", Encoding.UTF8.GetBytes(Csv(rows))),
        "json" => ("application/json", "json", """[{"id":1,"name":"sample"}]"""u8.ToArray()),
        "html" => ("text/html", "html", "<html><body><table><tr><th>id</th></tr><tr><td>1</td></tr></table></body></html>"u8.ToArray()),
        "xml" => ("application/xml", "xml", "<root><id>1</id></root>"u8.ToArray()),
        "ics" => ("text/calendar", "ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240115T093000Z\r\nDTSTART:20240115T093000Z\r\nSUMMARY:Sample\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"u8.ToArray()),
        "pdf" => ("application/pdf", "pdf", Pdf()),
        "xlsx" or "ods" => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", Sheet(rows)),
        "zip" => ("application/zip", "zip", Zip()),
        "image" => ("image/png", "png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")),
        _ => ("text/plain", "txt", "sample text"u8.ToArray()),
    };

    private static string Csv(IReadOnlyList<Item> rows)
    {
        var fields = rows.SelectMany(row => row.Json.EnumerateObject()).Select(field => (Quoted(field.Name), Quoted(field.Value.ToString()))).DefaultIfEmpty(("id", "1")).ToList();
        return $"{string.Join(",", fields.Select(field => field.Item1))}\n{string.Join(",", fields.Select(field => field.Item2))}\n";
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static byte[] Sheet(IReadOnlyList<Item> rows)
    {
        using var buffer = new MemoryStream();
        Workbook.Write(buffer, rows.Count > 0 && rows[0].Json.EnumerateObject().Any() ? rows : [Item.From(new { id = 1 })], "Sheet1", header: true, dates: false);
        return buffer.ToArray();
    }

    private static byte[] Zip()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = archive.CreateEntry("sample.txt").Open())
            entry.Write("sample text"u8);
        return buffer.ToArray();
    }

    private static byte[] Pdf()
    {
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        builder.AddPage(PageSize.A4).AddText("Sample", 12, new PdfPoint(25, 700), font);
        return builder.Build();
    }
}
