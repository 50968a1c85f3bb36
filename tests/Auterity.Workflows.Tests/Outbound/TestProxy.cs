using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Auterity.Workflows.Tests.Outbound;

/// <summary>A small HTTP proxy on a free port of 127.0.0.1: tunnels with CONNECT, answers plain requests itself, and may ask for a password.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly string? login;
    private readonly Task loop;

    public TestProxy(string? login = null)
    {
        this.login = login;
        listener.Start();
        loop = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>First lines of the requests it served.</summary>
    public ConcurrentQueue<string> Served { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await loop;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            while (await ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                if (login is not null && !head.Contains($"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(login))}", StringComparison.OrdinalIgnoreCase))
                {
                    await SayAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
                    continue;
                }

                var line = head.Split("\r\n")[0];
                Served.Enqueue(line);
                if (!line.StartsWith("CONNECT ", StringComparison.Ordinal))
                {
                    await SayAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nvia proxy");
                    continue;
                }

                var target = IPEndPoint.Parse(line.Split(' ')[1]);
                using var other = new TcpClient();
                await other.ConnectAsync(target, stopping.Token);
                await SayAsync(stream, "HTTP/1.1 200 Connected\r\n\r\n");
                var there = other.GetStream();
                await Task.WhenAny(stream.CopyToAsync(there, stopping.Token), there.CopyToAsync(stream, stopping.Token));
                return;
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0) return "";
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task SayAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), stopping.Token);
}
