using System.Globalization;

namespace Auterity.Bench.Servers;

/// <summary>A fresh data folder, gone at the end.</summary>
internal sealed class Folder : IDisposable
{
    private static int next;

    public Folder(string root)
    {
        Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref next)}")));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "auterity.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
