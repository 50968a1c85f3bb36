using System.Buffers;
using Auterity.Sdk;
using Microsoft.Extensions.Options;

namespace Auterity.Platform.Blobs;

/// <summary>Files by content hash under <c>{data}/blobs/{tenant}/ab/cd/{sha256}</c>, on disk for good before anybody learns their name (ENGINE rule 25).</summary>
public sealed class BlobStore(IOptions<PlatformOptions> options, TimeProvider time)
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string root = Path.Combine(options.Value.DataPath, "blobs");

    /// <summary>The files of one tenant.</summary>
    public IBlobs For(Guid tenantId) => new TenantBlobs(this, tenantId);

    /// <summary>Begins to store several files that become durable together, with one sync of each folder.</summary>
    public BlobBatch Begin(Guid tenantId) => new(TenantFolder(tenantId), options.Value.MaxBlob, time);

    /// <summary>The file's path, or null when the tenant has none of that hash.</summary>
    public string? FindPath(Guid tenantId, string id)
    {
        if (!IsHash(id)) return null;
        var path = PathOf(TenantFolder(tenantId), id);
        return File.Exists(path) ? path : null;
    }

    /// <summary>Tenants that have files.</summary>
    public IEnumerable<Guid> Tenants() => Directory.Exists(root)
        ? Directory.EnumerateDirectories(root).Select(Path.GetFileName).Where(name => Guid.TryParseExact(name, "N", out _)).Select(name => Guid.ParseExact(name!, "N"))
        : [];

    /// <summary>Deletes the tenant's files that nothing refers to and that are older than <paramref name="age"/>.</summary>
    /// <param name="tenantId">Whose files.</param>
    /// <param name="findReferenced">Asked for the hashes of old files, up to 200 at a time: which of them are referred to?</param>
    /// <param name="age">At least 24 hours: a file is stored before the event that names it.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>How many files were deleted.</returns>
    public async Task<int> SweepAsync(
        Guid tenantId, Func<IReadOnlyList<string>, CancellationToken, ValueTask<IReadOnlySet<string>>> findReferenced, TimeSpan age, CancellationToken cancellationToken)
    {
        const int atOnce = 200;
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.FromHours(24));
        var folder = TenantFolder(tenantId);
        if (!Directory.Exists(folder)) return 0;
        var before = time.GetUtcNow().UtcDateTime - age;
        var deleted = 0;
        foreach (var old in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => File.GetLastWriteTimeUtc(path) < before).Chunk(atOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var referenced = await findReferenced([.. old.Select(path => Path.GetFileName(path)).Where(IsHash)], cancellationToken);
            // Stored again while we asked: its time is new, and it stays.
            foreach (var path in old.Where(path => !referenced.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < before))
            {
                File.Delete(path);
                deleted++;
            }
        }

        return deleted;
    }

    internal static string PathOf(string folder, string id) => Path.Combine(folder, id[..2], id[2..4], id);

    internal static bool IsHash(string id) => id.Length == 64 && !id.AsSpan().ContainsAnyExcept(HexDigits);

    private string TenantFolder(Guid tenantId) => Path.Combine(root, tenantId.ToString("N"));
}

internal sealed class TenantBlobs(BlobStore store, Guid tenantId) : IBlobs
{
    public async Task<BinaryRef> SaveAsync(Stream content, string mimeType, string? fileName, CancellationToken cancellationToken)
    {
        await using var batch = store.Begin(tenantId);
        var saved = await batch.AddAsync(content, mimeType, fileName, cancellationToken);
        await batch.CommitAsync(cancellationToken);
        return saved;
    }

    public Task<Stream> OpenAsync(BinaryRef file, CancellationToken cancellationToken)
    {
        var path = store.FindPath(tenantId, file.Id) ?? throw new FileNotFoundException($"There is no file {file.Id} in this tenant.");
        return Task.FromResult<Stream>(new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan }));
    }
}
