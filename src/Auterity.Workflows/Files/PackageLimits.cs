using System.IO.Compression;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Looks into office files, which are zip archives, before a library unpacks them in memory.</summary>
internal static class PackageLimits
{
    private const int MaxEntries = 10_000;

    private const long MaxUnpacked = 512L << 20;

    /// <summary>Leaves the stream at its start.</summary>
    /// <exception cref="NodeException">It would unpack to more than 512 MiB, or has more than 10,000 parts.</exception>
    public static void Check(Stream content)
    {
        if (!IsZip(content)) return;
        Foreign.Call("office file", () =>
        {
            using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MaxEntries || archive.Entries.Sum(entry => Math.Max(0, entry.Length)) > MaxUnpacked)
                throw new NodeException($"The file unpacks to more than {MaxUnpacked >> 20} MiB.", "limit-exceeded", retryable: false);
            return true;
        });
        content.Position = 0;
    }

    public static bool IsZip(Stream content)
    {
        Span<byte> start = stackalloc byte[4];
        content.Position = 0;
        var read = content.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        content.Position = 0;
        return read == 4 && start.SequenceEqual("PK\u0003\u0004"u8);
    }
}
