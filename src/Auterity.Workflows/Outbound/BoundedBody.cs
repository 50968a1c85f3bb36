using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>Reads response bodies that may not grow beyond a limit, whatever their headers promise.</summary>
internal static class BoundedBody
{
    /// <exception cref="NodeException"><c>response-too-large</c>; not retryable.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, long limit, CancellationToken cancellationToken)
    {
        await using var stream = Limit(await content.ReadAsStreamAsync(cancellationToken), content, limit);
        using var buffer = new MemoryStream((int)Math.Clamp(content.Headers.ContentLength ?? 4096, 0, 1 << 20));
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>The first bytes of a body, for an error; the rest is left unread.</summary>
    public static async Task<ReadOnlyMemory<byte>> HeadAsync(HttpContent content, int length, CancellationToken cancellationToken)
    {
        var buffer = new byte[length];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        return buffer.AsMemory(0, await stream.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, cancellationToken));
    }

    /// <summary>A stream that fails once more than <paramref name="limit"/> bytes came.</summary>
    public static Stream Limit(Stream stream, HttpContent content, long limit)
    {
        if (content.Headers.ContentLength > limit) throw TooLarge(limit);
        return new LimitedStream(stream, limit);
    }

    private static NodeException TooLarge(long limit) =>
        new($"The answer is larger than {limit:N0} bytes. Raise the node's size limit, or ask for less.", "response-too-large", retryable: false) { OutcomeUnknown = true };

    private sealed class LimitedStream(Stream inner, long limit) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int bytes) => (read += bytes) > limit ? throw TooLarge(limit) : bytes;
    }
}
