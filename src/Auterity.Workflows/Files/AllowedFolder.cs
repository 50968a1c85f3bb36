using Auterity.Sdk;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Files;

/// <summary>The one folder of this machine that a tenant's workflows may use. No path and no symbolic link leads out of it.</summary>
internal sealed class AllowedFolder(IOptions<FileAccessOptions> options, Guid tenantId)
{
    /// <summary>As many links as the operating system itself would follow.</summary>
    private const int MaxLinks = 40;

    private static readonly StringComparison PathCase = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <exception cref="NodeException">No folder is open to workflows.</exception>
    public string Root => options.Value.Folder is { Length: > 0 } folder
        ? Path.Combine(Path.GetFullPath(folder), tenantId.ToString())
        : throw new NodeException("No folder is open to workflows. An administrator sets one with Files:Folder.", "files-closed", retryable: false);

    /// <summary>The real place of a path: relative to the folder, or absolute and inside of it. It need not exist.</summary>
    /// <exception cref="NodeException">It leads out of the folder, by itself or through a link.</exception>
    public string Resolve(string path)
    {
        var full = FullPath(path);
        Directory.CreateDirectory(Root);
        var real = RealPath(full, 0);
        return IsInside(real, RealPath(Root, 0)) ? real : throw Outside(path);
    }

    /// <summary>Real places of the existing files that match, in order of their names; a path without wildcards means that file.</summary>
    /// <param name="pattern">Wildcards <c>*</c> and <c>?</c> within a name, <c>**</c> for any folders, <c>{a,b}</c> for a choice.</param>
    public IReadOnlyList<string> Find(string pattern)
    {
        // A file may be called what looks like a pattern.
        var file = Resolve(pattern);
        if (File.Exists(file)) return [file];
        if (!PathPattern.IsPattern(pattern)) return [];

        var root = Resolve("");
        var relative = Path.GetRelativePath(Root, FullPath(pattern)).Replace('\\', '/');
        var regex = PathPattern.Compile(relative);
        // Links are not followed at all: a pattern must not wander.
        var walk = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MaxRecursionDepth = 64 };
        var matches = Directory.EnumerateFiles(root, "*", walk)
            .Where(found => regex.IsMatch(Path.GetRelativePath(root, found).Replace('\\', '/')))
            .Take(options.Value.MaxMatches + 1).Order(StringComparer.Ordinal).ToList();
        return matches.Count <= options.Value.MaxMatches ? matches
            : throw new NodeException($"'{pattern}' matches more than {options.Value.MaxMatches:N0} files.", "limit-exceeded", retryable: false);
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="NodeException">It is larger than allowed, or cannot be opened.</exception>
    public FileStream Open(string file)
    {
        var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        if (stream.Length <= options.Value.MaxBytes) return stream;
        stream.Dispose();
        throw TooLarge(file);
    }

    /// <exception cref="NodeException">A file of this size may not be written.</exception>
    public void CheckSize(string file, long bytes)
    {
        if (bytes > options.Value.MaxBytes) throw TooLarge(file);
    }

    private NodeException TooLarge(string file) =>
        new($"'{Path.GetFileName(file)}' is larger than {options.Value.MaxBytes:N0} bytes.", "limit-exceeded", retryable: false);

    private string FullPath(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw Outside(path.Replace("\0", "", StringComparison.Ordinal));
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Root));
        return IsInside(full, Root) ? full : throw Outside(path);
    }

    private static bool IsInside(string path, string root) =>
        path.Equals(root, PathCase) || path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, PathCase);

    /// <summary>Follows every link on the way, as opening the file would.</summary>
    private static string RealPath(string path, int links)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var name in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (links >= MaxLinks) throw new NodeException("The path has too many links.", "files-outside", retryable: false);
            real = RealPath(Path.GetFullPath(target, real), ++links);
        }

        return real;
    }

    private static NodeException Outside(string path) =>
        new($"'{path}' is not inside the folder that is open to workflows. Use a path below it.", "files-outside", retryable: false);
}
