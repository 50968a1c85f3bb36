using System.Buffers.Text;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Auterity.Bench.Load;

/// <summary>One kept-alive HTTP connection that posts the same bytes again and again, at a small part of a full client's cost: the load must not use up what it measures.</summary>
internal sealed class HookConnection(Uri url, string json) : IDisposable
{
    private readonly byte[] request = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    private readonly byte[] buffer = new byte[64 * 1024];
    private Socket? socket;

    /// <summary>Posts and reads the whole answer; true for a status below 300.</summary>
    public async Task<bool> CallAsync()
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(url.Host, url.Port);
            }

            await socket.SendAsync(request);
            return await ReadAsync() is >= 200 and < 300;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task<int> ReadAsync()
    {
        var length = 0;
        var whole = -1;
        var chunked = false;
        while (true)
        {
            var read = await socket!.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0) throw new IOException("The server closed the connection.");
            length += read;
            if (whole < 0 && !chunked)
            {
                var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
                if (head < 0) continue;
                var body = BodyLength(buffer.AsSpan(0, head));
                if (body >= 0) whole = head + 4 + body;
                else chunked = true;
            }

            if (chunked ? buffer.AsSpan(0, length).EndsWith("0\r\n\r\n"u8) : length >= whole) break;
        }

        return Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int status, out _) ? status : 0;
    }

    /// <summary>Length of the body; -1 when it comes in chunks.</summary>
    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return head.IndexOf("chunked"u8) < 0 ? 0 : -1;
        return Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : 0;
    }
}
