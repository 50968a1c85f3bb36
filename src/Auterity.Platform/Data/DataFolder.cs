using System.Globalization;

namespace Auterity.Platform.Data;

/// <summary>The folder with the database and files, held by one process at a time through a lock of the operating system.</summary>
/// <remarks>The kernel drops the lock when the process ends, however it ends; a killed process leaves nothing to clean up.</remarks>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        FolderPath = path;
        this.held = held;
    }

    public string FolderPath { get; }

    /// <summary>Takes the folder, creating it if it is missing.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it; the message names its pid.</exception>
    public static DataFolder Take(string path)
    {
        var folder = Path.GetFullPath(path);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var pidFile = Path.Combine(folder, "auterity.pid");
        try
        {
            var held = new FileStream(Path.Combine(folder, "auterity.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(folder, held);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            var pid = File.Exists(pidFile) ? File.ReadAllText(pidFile).Trim() : "unknown";
            throw new DataFolderInUseException(
                $"The data folder {folder} is in use by process {pid}. Stop that process, or set AUTERITY_DATA to another folder.", e);
        }
    }

    public void Dispose() => held.Dispose();
}

/// <summary>Another process works in the data folder.</summary>
public sealed class DataFolderInUseException : Exception
{
    public DataFolderInUseException() { }

    public DataFolderInUseException(string message) : base(message) { }

    public DataFolderInUseException(string message, Exception innerException) : base(message, innerException) { }
}
