using System.Buffers;
using System.Security.Cryptography;
using Auterity.Sdk;
using Microsoft.Win32.SafeHandles;

namespace Auterity.Platform.Blobs;

/// <summary>Files on their way into the store. Nothing is there until <see cref="CommitAsync"/>; then all of it is, power loss included.</summary>
/// <remarks>
/// <code>write temporary file, hash ─ sync files ─ rename to hash ─ sync folders</code>
/// Not safe for several threads at once. Disposing without commit throws the temporary files away.
/// </remarks>
public sealed class BlobBatch : IAsyncDisposable, IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly string folder;
    private readonly long largest;
    private readonly TimeProvider time;
    private readonly List<(string Temporary, string Id, SafeFileHandle Handle)> written = [];

    internal BlobBatch(string folder, long largest, TimeProvider time)
    {
        this.folder = folder;
        this.largest = largest;
        this.time = time;
    }

    /// <summary>Writes one file. The reference must not be handed on before <see cref="CommitAsync"/>.</summary>
    /// <exception cref="BlobTooLargeException">The content is longer than <see cref="PlatformOptions.MaxBlob"/>.</exception>
    public async Task<BinaryRef> AddAsync(Stream content, string mimeType, string? fileName, CancellationToken cancellationToken)
    {
        var (temporary, handle) = OpenTemporary(FileOptions.Asynchronous);
        try
        {
            var (id, size) = await CopyAsync(content, handle, cancellationToken);
            written.Add((temporary, id, handle));
            return new BinaryRef(id, mimeType, fileName, size);
        }
        catch
        {
            handle.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes bytes from memory; the engine's own way, which a limit for files does not bind.</summary>
    /// <returns>Their name. It must not be handed on before <see cref="Commit"/>.</returns>
    public string Add(ReadOnlyMemory<byte> content)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        Add(id, content);
        return id;
    }

    /// <summary>Writes bytes whose hash is known already.</summary>
    public void Add(string id, ReadOnlyMemory<byte> content)
    {
        if (written.Exists(file => file.Id == id)) return;
        var (temporary, handle) = OpenTemporary(FileOptions.None);
        try
        {
            RandomAccess.Write(handle, content.Span, 0);
            written.Add((temporary, id, handle));
        }
        catch
        {
            handle.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Makes all files durable.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => Task.Run(Commit, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var (temporary, _, handle) in written)
        {
            handle.Dispose();
            File.Delete(temporary);
        }

        written.Clear();
    }

    /// <summary>Makes all files durable, on this thread.</summary>
    public void Commit()
    {
        // 1. sync files, several at a time: the disk joins them
        Parallel.ForEach(written, file => RandomAccess.FlushToDisk(file.Handle));

        // 2. rename; content that is there already only gets younger, so that no sweep takes it
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (temporary, id, handle) in written)
        {
            handle.Dispose();
            var path = BlobStore.PathOf(folder, id);
            Durable.CreateFolder(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            folders.Add(Path.GetDirectoryName(path)!);
        }

        // 3. sync folders
        foreach (var touched in folders) Durable.SyncFolder(touched);
        written.Clear();
    }

    private (string Path, SafeFileHandle Handle) OpenTemporary(FileOptions options)
    {
        var incoming = Path.Combine(folder, "incoming");
        Durable.CreateFolder(incoming);
        var path = Path.Combine(incoming, Guid.CreateVersion7(time.GetUtcNow()).ToString("N"));
        return (path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, options));
    }

    private async Task<(string Id, long Size)> CopyAsync(Stream content, SafeFileHandle handle, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long size = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (size + read > largest) throw new BlobTooLargeException($"The file is larger than {largest:N0} bytes, the most one may store. AUTERITY_MAX_BLOB raises it.");
                hash.AppendData(buffer, 0, read);
                await RandomAccess.WriteAsync(handle, buffer.AsMemory(0, read), size, cancellationToken);
                size += read;
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>A file is larger than the store takes: answered with 413.</summary>
public sealed class BlobTooLargeException : IOException
{
    public BlobTooLargeException() { }

    public BlobTooLargeException(string message) : base(message) { }

    public BlobTooLargeException(string message, Exception innerException) : base(message, innerException) { }
}
