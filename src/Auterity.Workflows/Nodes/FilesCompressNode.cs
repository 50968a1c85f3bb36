using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Packs files of an item into an archive, or unpacks archives into files.</summary>
[Node("files.compress", "Compress", Category = "Files", Icon = "file-archive", Summary = "Zip and unzip files.", Keywords = ["zip", "gzip", "tar", "unzip", "decompress", "archive"])]
public sealed class FilesCompressNode : Node<FilesCompressNode.Input, Item>
{
    public enum Work
    {
        Compress,
        Decompress,
    }

    public enum Archive
    {
        Zip,

        /// <summary>One compressed file for each file.</summary>
        Gzip,
        TarGz,
    }

    public enum Effort
    {
        Best,
        Normal,
        Fast,
        None,
    }

    public sealed record Input(
        [property: Description("Pack or unpack")] Work Action = Work.Compress,
        [property: Description("Names of the files in the item, separated by commas; * takes all")] string Files = "data",
        [property: Description("Kind of archive"), Field(ShowIf = "action", Is = ["compress"])] Archive Format = Archive.Zip,
        [property: Description("Name of the archive for people; the ending is added"), Field(ShowIf = "action", Is = ["compress"])] string? FileName = null,
        [property: Description("Name of the result in the item; unpacked files and several gzip files are numbered from 0 behind it. Default: data, file_ when several")] string? Result = null,
        [property: Description("Smaller or sooner"), Field(ShowIf = "action", Is = ["compress"])] Effort Level = Effort.Normal,
        [property: Description("Keep the files that were read")] bool Keep = false,
        [property: Description("Unpack at most this many MiB"), Range(1, 100_000), Field(ShowIf = "action", Is = ["decompress"])] int MaxMegabytes = 1_024,
        [property: Description("Unpack at most this many entries"), Range(1, 100_000), Field(ShowIf = "action", Is = ["decompress"])] int MaxEntries = 1_000,
        [property: Description("Unpack at most this many bytes for each packed one"), Range(1, 100_000), Field(ShowIf = "action", Is = ["decompress"])] int MaxRatio = 200);

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var names = Names(input.Files, context.Item);
        var read = names.Select(name => (Name: name, File: context.Item.GetFile(name))).ToList();
        var files = context.Item.Binary!.Where(file => input.Keep || !names.Contains(file.Key)).ToDictionary();
        var made = input.Action == Work.Compress
            ? await CompressAsync(input, read, context, cancellationToken)
            : await DecompressAsync(input, read, context, cancellationToken);
        foreach (var (name, file) in made) files[name] = file;
        return context.Item.WithBinary(files.Count == 0 ? null : files);
    }

    private static List<string> Names(string files, Item item)
    {
        var names = files.Trim() == "*"
            ? [.. item.Binary?.Keys ?? []]
            : files.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return names.Count > 0 ? names : throw new NodeException("The item has no files to work on.", "file-missing", retryable: false);
    }

    private static async Task<List<(string, BinaryRef)>> CompressAsync(Input input, List<(string Name, BinaryRef File)> files, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Format == Archive.Gzip) return await GzipAsync(input, files, context, cancellationToken);
        var entries = Archives.Named(files);
        await using var scratch = ItemFiles.Scratch();
        if (input.Format == Archive.Zip) await Archives.ZipAsync(scratch, entries, LevelOf(input.Level), context, cancellationToken);
        else await Archives.TarAsync(scratch, entries, LevelOf(input.Level), context, cancellationToken);
        scratch.Position = 0;
        var (ending, type) = input.Format == Archive.Zip ? (".zip", "application/zip") : (".tar.gz", "application/gzip");
        return [(input.Result ?? "data", await context.Blobs.SaveAsync(scratch, type, Ended(input.FileName ?? "data", ending), cancellationToken))];
    }

    private static async Task<List<(string, BinaryRef)>> GzipAsync(Input input, List<(string Name, BinaryRef File)> files, NodeContext context, CancellationToken cancellationToken)
    {
        var made = new List<(string, BinaryRef)>();
        foreach (var (name, file) in files)
        {
            await using var scratch = ItemFiles.Scratch();
            await using (var content = await context.Blobs.OpenAsync(file, cancellationToken))
            await using (var packed = new GZipStream(scratch, LevelOf(input.Level), leaveOpen: true)) await content.CopyToAsync(packed, cancellationToken);
            scratch.Position = 0;
            var title = Ended(files.Count == 1 && input.FileName is { Length: > 0 } given ? given : file.FileName ?? name, ".gz");
            made.Add((ResultName(input, made.Count, files.Count), await context.Blobs.SaveAsync(scratch, "application/gzip", title, cancellationToken)));
        }

        return made;
    }

    private static async Task<List<(string, BinaryRef)>> DecompressAsync(Input input, List<(string Name, BinaryRef File)> files, NodeContext context, CancellationToken cancellationToken)
    {
        var limits = new ArchiveLimits((long)input.MaxMegabytes << 20, input.MaxEntries, input.MaxRatio);
        var unpacked = new List<BinaryRef>();
        foreach (var (_, file) in files)
        {
            await using var content = await context.OpenSeekableAsync(file, cancellationToken);
            await Unpacking.ReadAsync(content, file, limits, async (name, stream) =>
                unpacked.Add(await context.Blobs.SaveAsync(stream, MimeTypes.Of(name), name, cancellationToken)), cancellationToken);
        }

        return [.. unpacked.Select((file, index) => (ResultName(input, index, 0), file))];
    }

    private static string ResultName(Input input, int index, int count) => count == 1 ? input.Result ?? "data" : $"{input.Result ?? "file_"}{index}";

    private static string Ended(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name : name + ending;

    private static CompressionLevel LevelOf(Effort effort) => effort switch
    {
        Effort.Best => CompressionLevel.SmallestSize,
        Effort.Fast => CompressionLevel.Fastest,
        Effort.None => CompressionLevel.NoCompression,
        _ => CompressionLevel.Optimal,
    };
}
