using System.Collections.Concurrent;
using System.Security.Cryptography;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Files in memory, by content.</summary>
internal sealed class TestBlobs : IBlobs
{
    private readonly ConcurrentDictionary<string, byte[]> files = new();

    public async Task<BinaryRef> SaveAsync(Stream content, string mimeType, string? fileName, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken);
        return Save(buffer.ToArray(), mimeType, fileName);
    }

    public BinaryRef Save(byte[] content, string mimeType = "application/octet-stream", string? fileName = null)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(content));
        files[id] = content;
        return new BinaryRef(id, mimeType, fileName, content.Length);
    }

    public Task<Stream> OpenAsync(BinaryRef file, CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(Read(file), writable: false));

    public byte[] Read(BinaryRef file) => files.TryGetValue(file.Id, out var content) ? content : throw new FileNotFoundException($"There is no file {file.Id}.");
}
