using System.Runtime.InteropServices;
using System.Text;

namespace Auterity.Server.Tests.PowerLoss;

/// <summary>What <c>powerloss.c</c> remembers: each change below the folder, in order, and which of them were safe when the power went.</summary>
internal sealed class FileLog
{
    private const int HeadLength = 48;

    private readonly Dictionary<string, ulong> safeFiles = [];
    private readonly Dictionary<string, ulong> safeFolders = [];

    private readonly Dictionary<string, string> renamed = [];

    private FileLog(List<Change> changes) => Changes = changes;

    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Changes that no sync covers: a power cut may take any of them.</summary>
    public IReadOnlyList<Change> Unsafe => [.. Changes.Where(change => !IsSafe(change))];

    /// <summary>Where a file is now that had this name when it was changed.</summary>
    public string NowAt(string path) => !File.Exists(path) && renamed.TryGetValue(path, out var now) ? now : path;

    public static FileLog Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var log = new FileLog([]);
        while (bytes.Length >= HeadLength)
        {
            var (type, lengths) = ((ChangeKind)MemoryMarshal.Read<int>(bytes), (Path: MemoryMarshal.Read<int>(bytes[4..]), Other: MemoryMarshal.Read<int>(bytes[8..]), Data: MemoryMarshal.Read<int>(bytes[12..])));
            var all = HeadLength + lengths.Path + lengths.Other + lengths.Data;
            // The process was killed while it wrote this one: the change did not happen.
            if (bytes.Length < all) break;
            var change = new Change(
                type, MemoryMarshal.Read<ulong>(bytes[16..]), MemoryMarshal.Read<long>(bytes[24..]), MemoryMarshal.Read<long>(bytes[32..]), MemoryMarshal.Read<long>(bytes[40..]),
                Encoding.UTF8.GetString(bytes.Slice(HeadLength, lengths.Path)), Encoding.UTF8.GetString(bytes.Slice(HeadLength + lengths.Path, lengths.Other)),
                bytes.Slice(HeadLength + lengths.Path + lengths.Other, lengths.Data).ToArray());
            log.Add(change);
            bytes = bytes[all..];
        }

        return log;
    }

    private void Add(Change change)
    {
        switch (change.Kind)
        {
            case ChangeKind.Sync when Directory.Exists(change.Path):
                // Two syncs at once may end in another order than they began in.
                safeFolders[change.Path] = Math.Max(change.Number, safeFolders.GetValueOrDefault(change.Path));
                break;
            case ChangeKind.Sync:
                safeFiles[change.Path] = Math.Max(change.Number, safeFiles.GetValueOrDefault(change.Path));
                break;
            case ChangeKind.Rename:
                ((List<Change>)Changes).Add(change);
                // What was synced stays synced under its new name.
                if (safeFiles.Remove(change.Path, out var safe)) safeFiles[change.Other] = Math.Max(safe, safeFiles.GetValueOrDefault(change.Other));
                renamed[change.Path] = change.Other;
                break;
            default:
                ((List<Change>)Changes).Add(change);
                break;
        }
    }

    private bool IsSafe(Change change) => change.Kind switch
    {
        ChangeKind.Rename => IsFolderSafe(change.Other, change.Number),
        ChangeKind.Folder => IsFolderSafe(change.Path, change.Number),
        ChangeKind.Create => IsFileSafe(change.Path, change.Number) || IsFolderSafe(change.Path, change.Number),
        _ => IsFileSafe(change.Path, change.Number),
    };

    private bool IsFolderSafe(string path, ulong number) => safeFolders.GetValueOrDefault(Path.GetDirectoryName(path)!) >= number;

    // Temporary names are used once, so a name stands for one file.
    private bool IsFileSafe(string path, ulong number) =>
        safeFiles.GetValueOrDefault(path) >= number || (renamed.TryGetValue(path, out var now) && safeFiles.GetValueOrDefault(now) >= number);
}

internal enum ChangeKind
{
    Write = 1,
    Truncate,
    Create,
    Rename,
    Folder,
    Sync,
}

/// <summary>One change, or a sync.</summary>
/// <param name="Number">Place in the order of changes; for a sync the last change that is safe.</param>
/// <param name="Offset">Where a write began; the new length of a truncated file.</param>
/// <param name="Length">Bytes written.</param>
/// <param name="Size">Length of the file before; for a rename 1 when the new name was taken.</param>
/// <param name="Before">What was there.</param>
internal sealed record Change(ChangeKind Kind, ulong Number, long Offset, long Length, long Size, string Path, string Other, byte[] Before);
