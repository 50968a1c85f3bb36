using System.Net;
using System.Net.Sockets;
using Auterity.Sdk;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Outbound;

/// <summary>Keeps nodes off private, loopback and metadata addresses. Connections go to the very address that was checked, so a name that answers differently the second time gains nothing.</summary>
public sealed class OutboundGuard
{
    private static readonly string[] MetadataNames = ["localhost", "metadata", "metadata.google.internal", "metadata.goog", "instance-data"];

    private readonly AllowEntry[] allowed;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly TimeSpan connectTimeout;

    public OutboundGuard(IOptions<OutboundOptions> options) : this(options.Value, Dns.GetHostAddressesAsync) { }

    internal OutboundGuard(OutboundOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        allowed = [.. options.Allow.Select(AllowEntry.Parse)];
        connectTimeout = TimeSpan.FromSeconds(options.ConnectSeconds);
        this.resolve = resolve;
    }

    /// <summary>The addresses of a host that may be connected to; callers connect to these and never resolve again.</summary>
    /// <exception cref="NodeException"><c>address-refused</c> when none is allowed, <c>host-unknown</c> when the name does not resolve.</exception>
    public async Task<IReadOnlyList<IPAddress>> CheckAsync(string host, int port, CancellationToken cancellationToken)
    {
        host = Plain(host);
        var hostAllowed = Array.Exists(allowed, entry => entry.AllowsHost(host, port));
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, cancellationToken);
        IPAddress[] usable = hostAllowed ? found : Array.FindAll(found, address => MayConnect(address, port));
        return usable.Length > 0 ? usable : throw Refused(host, port);
    }

    /// <summary>The same check for a target that somebody else (a proxy) will resolve: a name unknown here passes.</summary>
    public async Task CheckIfKnownAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(host, port, cancellationToken);
        }
        catch (NodeException e) when (e.Error.Code == "host-unknown" && !IsLocalName(Plain(host)))
        {
            // The proxy knows names that this machine does not.
        }
    }

    /// <summary>Opens a TCP connection to a checked address of the host.</summary>
    /// <exception cref="NodeException"><c>address-refused</c>, <c>host-unknown</c>, or <c>connect-failed</c>; nothing was sent.</exception>
    public async Task<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await CheckAsync(host, port, cancellationToken);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer.CancelAfter(connectTimeout);
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), timer.Token);
                return socket;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new NodeException($"No connection to {host}:{port}: {(last is SocketException ? last.Message : $"no answer within {connectTimeout.TotalSeconds:0} seconds")}.", "connect-failed", inner: last) { NotSent = true };
    }

    internal bool MayConnect(IPAddress address, int port) => PublicAddress.Is(address) || Array.Exists(allowed, entry => entry.AllowsAddress(address, port));

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(host, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new NodeException($"The host '{host}' is unknown. Check its spelling, or the name server of this machine.", "host-unknown", inner: e) { NotSent = true };
        }
    }

    private static string Plain(string host) => host.Trim('[', ']').TrimEnd('.');

    private static bool IsLocalName(string host) =>
        MetadataNames.Contains(host, StringComparer.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static NodeException Refused(string host, int port) => new(
        $"'{host}' is a private, local or metadata address, which nodes may not call. An administrator can allow it: add \"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}\" or its range to the setting Outbound:Allow.",
        "address-refused", retryable: false)
    { NotSent = true };
}
