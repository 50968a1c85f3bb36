using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>What unpacking one file may cost at most; counts over all its entries.</summary>
/// <param name="MaxBytes">Bytes in all.</param>
/// <param name="MaxEntries">Entries in all.</param>
/// <param name="MaxRatio">Unpacked bytes for each packed one; small archives may always reach 16 MiB.</param>
internal sealed record ArchiveLimits(long MaxBytes, int MaxEntries, int MaxRatio)
{
    private const long AlwaysAllowed = 16L << 20;

    private long bytes;
    private int entries;

    /// <summary>Counts one more entry and hands back its content, which fails when a limit is reached.</summary>
    public Stream Watch(Stream unpacked, string what, long packedSize)
    {
        if (++entries > MaxEntries) throw Exceeded($"The archive has more than {MaxEntries:N0} entries.");
        var most = Math.Min(MaxBytes, Math.Max(AlwaysAllowed, packedSize * MaxRatio));
        return new WatchedStream(unpacked, what, count =>
        {
            bytes += count;
            if (bytes > MaxBytes) throw Exceeded($"The archive unpacks to more than {MaxBytes:N0} bytes.");
            if (bytes > most) throw Exceeded($"The archive unpacks to more than {MaxRatio} times its size, as archives made to do harm do.");
        });
    }

    private static NodeException Exceeded(string message) => new(message + " Raise the limit if you trust it.", "limit-exceeded", retryable: false);

    private sealed class WatchedStream(Stream inner, string what, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int length)
        {
            var read = Foreign.Call(what, () => inner.Read(buffer, offset, length));
            count(read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var read = await inner.ReadAsync(buffer, cancellationToken);
                count(read);
                return read;
            }
            catch (Exception e) when (e is not (NodeException or OperationCanceledException))
            {
                throw Foreign.Invalid(what, e);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
