using System.IO.Compression;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Finds out by its first bytes what kind of archive a file is, and unpacks it.</summary>
internal static class Unpacking
{
    /// <param name="save">Stores one unpacked file under a safe name.</param>
    /// <exception cref="NodeException">No archive that is known, a damaged one, or one beyond the limits.</exception>
    public static async Task ReadAsync(Stream content, BinaryRef file, ArchiveLimits limits, Func<string, Stream, Task> save, CancellationToken cancellationToken)
    {
        var start = new byte[2];
        await content.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        if (start is [(byte)'P', (byte)'K']) await Archives.UnzipAsync(content, limits, save, cancellationToken);
        else if (start is [0x1F, 0x8B]) await GzipAsync(content, file, limits, save, cancellationToken);
        else if (file.FileName?.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) is true || file.MimeType == "application/x-tar") await Archives.UntarAsync(content, content.Length, limits, save, cancellationToken);
        else throw new NodeException($"'{file.FileName ?? file.MimeType}' is not a zip, gzip or tar archive.", "invalid-file", retryable: false);
    }

    private static async Task GzipAsync(Stream content, BinaryRef file, ArchiveLimits limits, Func<string, Stream, Task> save, CancellationToken cancellationToken)
    {
        var name = Archives.SafeName(file.FileName ?? "file.gz");
        await using var unpacked = new GZipStream(content, CompressionMode.Decompress, leaveOpen: true);
        var tarred = name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);
        if (tarred) await Archives.UntarAsync(unpacked, content.Length, limits, save, cancellationToken);
        else await save(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, limits.Watch(unpacked, "gzip file", content.Length));
    }
}
