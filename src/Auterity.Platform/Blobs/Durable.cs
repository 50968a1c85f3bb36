using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Auterity.Platform.Blobs;

/// <summary>Makes names durable: on Linux a file's name is on disk only after its folder was synced.</summary>
internal static partial class Durable
{
    private const int ReadOnlyDirectory = 0x10000;

    private static readonly Lock[] Creating = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <summary>Creates a folder and those above it, and syncs the parent of each new one.</summary>
    public static void CreateFolder(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null) return;
        CreateFolder(parent);
        // Whoever finds the folder there goes on only once its name is on disk: another thread may just have made it.
        lock (Creating[(uint)string.GetHashCode(path, StringComparison.Ordinal) % Creating.Length])
        {
            if (Directory.Exists(path)) return;
            Directory.CreateDirectory(path);
            SyncFolder(parent);
        }
    }

    /// <summary>Syncs a folder's names. Elsewhere than on Linux the file system does it on rename.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(path, ReadOnlyDirectory);
        if (descriptor < 0) throw Failed(path);
        try
        {
            if (Sync(descriptor) != 0) throw Failed(path);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string path) => new($"The folder {path} could not be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
