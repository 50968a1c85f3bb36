using System.Formats.Tar;
using System.IO.Compression;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Packs files into archives, and unpacks them within limits.</summary>
internal static class Archives
{
    private static readonly DateTimeOffset Stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes one zip archive. The same files give the same bytes.</summary>
    public static async Task ZipAsync(Stream target, IEnumerable<(string Name, BinaryRef File)> files, CompressionLevel level, NodeContext context, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, file) in files)
        {
            var entry = archive.CreateEntry(name, level);
            entry.LastWriteTime = Stamp;
            await using var content = await context.Blobs.OpenAsync(file, cancellationToken);
            await using var packed = await entry.OpenAsync(cancellationToken);
            await content.CopyToAsync(packed, cancellationToken);
        }
    }

    /// <summary>Writes one tar archive, compressed with gzip. The same files give the same bytes.</summary>
    public static async Task TarAsync(Stream target, IEnumerable<(string Name, BinaryRef File)> files, CompressionLevel level, NodeContext context, CancellationToken cancellationToken)
    {
        await using var packed = new GZipStream(target, level, leaveOpen: true);
        await using var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, file) in files)
        {
            await using var content = await context.OpenSeekableAsync(file, cancellationToken);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = Stamp }, cancellationToken);
        }
    }

    /// <summary>Unpacks a zip archive.</summary>
    /// <param name="content">Seekable.</param>
    /// <param name="save">Stores one entry; the stream stops at the limits.</param>
    public static async Task UnzipAsync(Stream content, ArchiveLimits limits, Func<string, Stream, Task> save, CancellationToken cancellationToken)
    {
        using var archive = Foreign.Call("zip archive", () => new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true));
        foreach (var entry in Foreign.Call("zip archive", () => archive.Entries))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\')) continue;
            if (entry.IsEncrypted) throw new NodeException($"The entry '{entry.FullName}' is encrypted; such archives are not unpacked.", "archive-encrypted", retryable: false);
            await using var unpacked = Foreign.Call("zip archive", entry.Open);
            await save(SafeName(entry.FullName), limits.Watch(unpacked, "zip archive", content.Length));
        }
    }

    /// <summary>Unpacks a tar archive; links and devices in it are passed over.</summary>
    /// <param name="packedSize">Size of the archive as it came, for the ratio.</param>
    public static async Task UntarAsync(Stream content, long packedSize, ArchiveLimits limits, Func<string, Stream, Task> save, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(content, leaveOpen: true);
        while (await NextAsync(tar, cancellationToken) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)) continue;
            await save(SafeName(entry.Name), limits.Watch(entry.DataStream ?? Stream.Null, "tar archive", packedSize));
        }
    }

    private static async Task<TarEntry?> NextAsync(TarReader tar, CancellationToken cancellationToken)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, cancellationToken);
        }
        catch (Exception e) when (e is not (NodeException or OperationCanceledException))
        {
            throw Foreign.Invalid("tar archive", e);
        }
    }

    /// <summary>Safe names for the entries of a new archive; what appears twice is numbered: <c>a.txt</c>, <c>a (2).txt</c>.</summary>
    public static IEnumerable<(string Name, BinaryRef File)> Named(IEnumerable<(string Property, BinaryRef File)> files)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (property, file) in files)
        {
            var name = SafeName(file.FileName ?? property);
            var free = name;
            for (var number = 2; !taken.Add(free); number++) free = $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}";
            yield return (free, file);
        }
    }

    /// <summary>The entry's own name, with nothing in it that leads out of a folder: <c>../../etc/passwd</c> is <c>passwd</c>.</summary>
    public static string SafeName(string path)
    {
        var name = path.Replace('\\', '/').TrimEnd('/').Split('/')[^1];
        var safe = string.Concat(name.Where(letter => !char.IsControl(letter) && letter is not (':' or '*' or '?' or '"' or '<' or '>' or '|'))).Trim();
        return safe.Trim('.').Length == 0 ? "file" : safe;
    }
}
