namespace Auterity.Server.Tests;

/// <param name="parent">Folder to make it in; null takes the system's.</param>
public sealed class TemporaryFolder(string? parent = null) : IDisposable
{
    public string Path { get; } = parent is null ? Directory.CreateTempSubdirectory("auterity-test-").FullName : Directory.CreateDirectory(System.IO.Path.Combine(parent, "data")).FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone already, which is what was wanted.
        }
    }
}
