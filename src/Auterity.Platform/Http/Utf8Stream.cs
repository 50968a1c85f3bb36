using System.Buffers;
using System.Text;
using Auterity.Platform.Data;

namespace Auterity.Platform.Http;

/// <summary>Passes a JSON body on and throws at the first byte that is not UTF-8, and at the first escape that is half a character.</summary>
internal sealed class Utf8Stream(Stream inner) : Stream
{
    /// <summary>A character cut in two by the end of a read waits here for the rest: at most three bytes.</summary>
    private readonly byte[] cut = new byte[4];
    private int cutLength;
    private long passed;
    private SurrogateCheck surrogates;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0) CheckEnd();
        else Check(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Check(ReadOnlySpan<byte> bytes)
    {
        if (surrogates.Take(bytes) is >= 0 and var half)
            throw new InvalidTextException($"The body holds half a surrogate pair (\\uD800 to \\uDFFF alone) before byte {passed + half}. Send whole characters.");
        var at = 0;
        while (cutLength > 0 && at < bytes.Length)
        {
            cut[cutLength++] = bytes[at++];
            var status = Rune.DecodeFromUtf8(cut.AsSpan(0, cutLength), out _, out _);
            if (status == OperationStatus.InvalidData) throw Invalid(passed + at - 1);
            if (status == OperationStatus.Done) cutLength = 0;
        }

        var rest = bytes[at..];
        var tail = rest.Length - CutAtEnd(rest);
        var body = rest[..tail];
        if (!System.Text.Unicode.Utf8.IsValid(body)) throw Invalid(passed + at + FirstInvalid(body));
        rest[tail..].CopyTo(cut.AsSpan(cutLength));
        cutLength += rest.Length - tail;
        passed += bytes.Length;
    }

    private void CheckEnd()
    {
        if (cutLength > 0) throw Invalid(passed - cutLength);
    }

    /// <summary>How many bytes at the end begin a character without finishing it.</summary>
    private static int CutAtEnd(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData) return length;
        return 0;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    private static InvalidTextException Invalid(long at) =>
        new($"The body is not valid UTF-8: byte {at} begins no character. Send JSON as UTF-8.");
}
