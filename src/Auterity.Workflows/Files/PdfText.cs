using System.Text.Json;
using Auterity.Sdk;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Auterity.Workflows.Files;

/// <summary>The text and the properties of a PDF. Scanned pages have no text; nothing is recognised here.</summary>
internal static class PdfText
{
    /// <summary>The parser calls itself for every level of the page tree, which a file can make as deep as it likes.</summary>
    private const int Stack = 256 << 20;

    /// <param name="maxPages">Pages to read from the start; null reads all.</param>
    /// <param name="join">One text for all pages; otherwise a list of one text a page.</param>
    /// <returns>Writes <c>{ numpages, numrender, info, version, text }</c>.</returns>
    /// <exception cref="NodeException">No PDF, its password is missing or wrong, or it unpacks to too much.</exception>
    public static Task<Action<Utf8JsonWriter>> ReadAsync(byte[] content, string? password, int? maxPages, bool join, CancellationToken cancellationToken)
    {
        var outcome = new TaskCompletionSource<Action<Utf8JsonWriter>>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(Work, Stack) { IsBackground = true, Name = "PDF" }.Start();
        return outcome.Task;

        void Work()
        {
            try
            {
                outcome.SetResult(Read(content, password, maxPages, join, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                outcome.SetCanceled(cancellationToken);
            }
            catch (NodeException e)
            {
                outcome.SetException(e);
            }
            catch (Exception e)
            {
                // A thread of our own has nobody above it to catch anything.
                outcome.SetException(Foreign.Invalid("PDF", e));
            }
        }
    }

    private static Action<Utf8JsonWriter> Read(byte[] content, string? password, int? maxPages, bool join, CancellationToken cancellationToken)
    {
        var streams = new PdfStreams();
        using var document = Open(content, password, streams);
        var count = Foreign.Call("PDF", () => document.NumberOfPages);
        var read = Math.Min(count, maxPages is > 0 ? maxPages.Value : count);
        var pages = new List<string>();
        for (var number = 1; number <= read; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pages.Add(Foreign.Call("PDF", () => ContentOrderTextExtractor.GetText(document.GetPage(number), addDoubleNewline: false)).Trim());
            if (streams.Exceeded) throw PdfStreams.TooLarge();
        }

        var info = Foreign.Call("PDF", () => Info(document));
        var version = (double)document.Version;
        return writer => Write(writer, count, pages, info, version, join);
    }

    private static PdfDocument Open(byte[] content, string? password, PdfStreams streams)
    {
        try
        {
            return PdfDocument.Open(content, new ParsingOptions { Password = password ?? "", UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = streams });
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new NodeException(string.IsNullOrEmpty(password) ? "The PDF is encrypted. Give its password." : "The password does not open the PDF.", "password-wrong", retryable: false, inner: e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw streams.Exceeded ? PdfStreams.TooLarge() : Foreign.Invalid("PDF", e);
        }
    }

    private static (string Name, string? Value)[] Info(PdfDocument document) =>
    [
        ("Title", document.Information.Title), ("Author", document.Information.Author), ("Subject", document.Information.Subject),
        ("Keywords", document.Information.Keywords), ("Creator", document.Information.Creator), ("Producer", document.Information.Producer),
        ("CreationDate", document.Information.CreationDate), ("ModDate", document.Information.ModifiedDate),
    ];

    private static void Write(Utf8JsonWriter writer, int count, List<string> pages, (string Name, string? Value)[] info, double version, bool join)
    {
        writer.WriteStartObject();
        writer.WriteNumber("numpages", count);
        writer.WriteNumber("numrender", pages.Count);
        writer.WriteStartObject("info");
        foreach (var (name, value) in info)
            if (value is not null) writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteNumber("version", version);
        if (join)
        {
            writer.WriteString("text", string.Join("\n\n", pages));
        }
        else
        {
            writer.WriteStartArray("text");
            foreach (var page in pages) writer.WriteStringValue(page);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
