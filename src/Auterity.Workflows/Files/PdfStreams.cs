using System.IO.Compression;
using Auterity.Sdk;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Auterity.Workflows.Files;

/// <summary>Unpacks the streams inside a PDF, but not without end: a few kilobytes can be made to unpack to gigabytes.</summary>
internal sealed class PdfStreams : IFilterProvider
{
    /// <summary>Bytes that all streams of one PDF may unpack to.</summary>
    private const long MaxUnpacked = 512L << 20;

    /// <summary>LZW cannot be counted without unpacking it, so what goes in is kept small.</summary>
    private const int MaxLzw = 256 << 10;

    private readonly IFilterProvider inner = DefaultFilterProvider.Instance;
    private long unpacked;

    /// <summary>Whether a stream was left out; the parser swallows what its filters throw.</summary>
    public bool Exceeded { get; private set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Wrap(inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Wrap(inner.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Wrap(inner.GetAllFilters());

    private IReadOnlyList<IFilter> Wrap(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Counted(filter, this))];

    private void Count(IFilter filter, ReadOnlySpan<byte> input)
    {
        unpacked += filter switch
        {
            FlateFilter => Inflated(input, MaxUnpacked - unpacked),
            LzwFilter => input.Length > MaxLzw ? MaxUnpacked + 1 : 0,
            RunLengthFilter => input.Length * 64L,
            _ => 0,
        };
        if (unpacked <= MaxUnpacked) return;
        Exceeded = true;
        throw TooLarge();
    }

    public static NodeException TooLarge() => new($"The PDF unpacks to more than {MaxUnpacked >> 20} MiB.", "limit-exceeded", retryable: false);

    private static long Inflated(ReadOnlySpan<byte> input, long most)
    {
        var count = 0L;
        try
        {
            using var stream = new ZLibStream(new MemoryStream(input.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[64 << 10];
            for (int read; count <= most && (read = stream.Read(buffer)) > 0;) count += read;
        }
        catch (InvalidDataException)
        {
            // Damaged streams are the parser's business; what came before the damage counts.
        }

        return count;
    }

    private sealed class Counted(IFilter filter, PdfStreams streams) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken dictionary, IFilterProvider provider, int index)
        {
            streams.Count(filter, input.Span);
            return filter.Decode(input, dictionary, provider, index);
        }
    }
}
