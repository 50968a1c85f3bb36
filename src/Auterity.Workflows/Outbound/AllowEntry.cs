using System.Globalization;
using System.Net;

namespace Auterity.Workflows.Outbound;

/// <summary>One entry of <see cref="OutboundOptions.Allow"/>: a range or a host pattern, and perhaps a port.</summary>
internal sealed record AllowEntry(IPNetwork? Network, string? Host, int? Port)
{
    /// <exception cref="FormatException">The entry is none of the forms that <see cref="OutboundOptions.Allow"/> lists.</exception>
    public static AllowEntry Parse(string text)
    {
        var entry = text.Trim();
        if (TryNetwork(entry) is { } network) return new AllowEntry(network, null, null);
        var (host, port) = SplitPort(entry);
        if (TryNetwork(host.Trim('[', ']')) is { } withPort) return new AllowEntry(withPort, null, port);
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        if (Uri.CheckHostName(name) != UriHostNameType.Dns)
            throw new FormatException($"Outbound:Allow has '{text}', which is no address, range or host name. Write 10.1.0.0/16, 127.0.0.1:9000 or *.corp.example.");
        return new AllowEntry(null, host.ToLowerInvariant(), port);
    }

    public bool AllowsHost(string host, int port) => Host is not null && PortFits(port)
        && (Host.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase) : host.Equals(Host, StringComparison.OrdinalIgnoreCase));

    public bool AllowsAddress(IPAddress address, int port)
    {
        if (Network is not { } network || !PortFits(port)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(new IPAddress(address.GetAddressBytes()));
    }

    private bool PortFits(int port) => Port is null || Port == port;

    private static IPNetwork? TryNetwork(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }

    private static (string Host, int? Port) SplitPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? (text[..colon], port) : (text, null);
    }
}
