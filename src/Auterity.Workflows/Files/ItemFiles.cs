using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>The files of an item, as the nodes that read and make files need them.</summary>
internal static class ItemFiles
{
    /// <summary>Largest file that is taken into memory at once, in bytes: 256 MiB.</summary>
    public const long MaxInMemory = 256L << 20;

    /// <exception cref="NodeException">The item has no such file; the message names those it has.</exception>
    public static BinaryRef GetFile(this Item item, string property)
    {
        if (item.Binary?.TryGetValue(property, out var file) is true) return file;
        var names = item.Binary is { Count: > 0 } files ? string.Join(", ", files.Keys) : "no files";
        throw new NodeException($"The item has no file '{property}'. It has: {names}.", "file-missing", retryable: false);
    }

    /// <summary>Opens a file so that it can be read from any place; what the store cannot seek in is copied to a scratch file.</summary>
    public static async Task<Stream> OpenSeekableAsync(this NodeContext context, BinaryRef file, CancellationToken cancellationToken)
    {
        var stream = await context.Blobs.OpenAsync(file, cancellationToken);
        if (stream.CanSeek) return stream;
        var scratch = Scratch();
        try
        {
            await using (stream) await stream.CopyToAsync(scratch, cancellationToken);
            scratch.Position = 0;
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="NodeException">It is larger than <see cref="MaxInMemory"/>.</exception>
    public static async Task<byte[]> ReadAllAsync(this NodeContext context, BinaryRef file, CancellationToken cancellationToken)
    {
        if (file.Size > MaxInMemory)
            throw new NodeException($"The file '{file.FileName ?? file.Id}' has {file.Size:N0} bytes; at most {MaxInMemory:N0} can be read at once.", "limit-exceeded", retryable: false);
        await using var stream = await context.Blobs.OpenAsync(file, cancellationToken);
        using var buffer = new MemoryStream((int)Math.Max(0, file.Size));
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }

    /// <summary>Stores bytes as a file.</summary>
    public static Task<BinaryRef> SaveAsync(this NodeContext context, byte[] content, string mimeType, string? fileName, CancellationToken cancellationToken) =>
        context.Blobs.SaveAsync(new MemoryStream(content, writable: false), mimeType, fileName, cancellationToken);

    /// <summary>The item's files with one more.</summary>
    public static Dictionary<string, BinaryRef> With(this IReadOnlyDictionary<string, BinaryRef>? files, string property, BinaryRef file) =>
        new(files ?? new Dictionary<string, BinaryRef>()) { [property] = file };

    /// <summary>The item's files without one; null when none is left.</summary>
    public static IReadOnlyDictionary<string, BinaryRef>? Without(this IReadOnlyDictionary<string, BinaryRef>? files, string property)
    {
        var rest = files?.Where(pair => pair.Key != property).ToDictionary();
        return rest is { Count: > 0 } ? rest : null;
    }

    /// <summary>A temporary file that is gone when closed.</summary>
    public static FileStream Scratch() => new(
        Path.Combine(Path.GetTempPath(), $"auterity-{Guid.CreateVersion7():N}.tmp"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 << 10,
        });
}

/// <summary>What of the item that a file came from goes on with the result.</summary>
public enum KeepSource
{
    /// <summary>Neither its fields nor the file that was read; its other files stay where it became one item.</summary>
    None,

    /// <summary>Its fields.</summary>
    Json,

    /// <summary>The file that was read.</summary>
    File,

    /// <summary>Both.</summary>
    Both,
}
