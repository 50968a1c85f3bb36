using System.Runtime.InteropServices;

namespace Auterity.Platform.Data;

/// <summary>Reads from SQLite's shared index how much of the log is not yet in the database file.</summary>
/// <remarks>
/// The log's own length says nothing: it is reused, never shortened. Layout: sqlite.org/walformat.html, section 2.1: page size at byte 14
/// (1 means 65,536), <c>mxFrame</c> at 16, and, after two headers of 48 bytes, <c>nBackfill</c> at 96; in the machine's byte order.
/// </remarks>
internal static class WalIndex
{
    /// <summary>Bytes in use in the log, and how many of them a checkpoint would move; nothing when there is no log.</summary>
    public static (long Used, long Pending) Measure(string databasePath)
    {
        Span<byte> header = stackalloc byte[100];
        try
        {
            using var file = File.OpenHandle(databasePath + "-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (RandomAccess.Read(file, header, 0) < header.Length) return default;
        }
        catch (FileNotFoundException)
        {
            return default;
        }

        long pageSize = MemoryMarshal.Read<ushort>(header[14..]);
        if (pageSize == 1) pageSize = 65_536;
        long frames = MemoryMarshal.Read<uint>(header[16..]);
        long moved = MemoryMarshal.Read<uint>(header[96..]);
        return (frames * pageSize, Math.Max(0, frames - moved) * pageSize);
    }
}
