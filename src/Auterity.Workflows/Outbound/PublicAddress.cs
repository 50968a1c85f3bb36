using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Auterity.Workflows.Outbound;

/// <summary>Decides whether an address is a public unicast one, looking through every way of carrying IPv4 inside IPv6. Pure.</summary>
/// <remarks>Source: the IANA special-purpose registries for IPv4 and IPv6, and the metadata addresses of the big clouds.</remarks>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Refused4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32"); // the last is Azure's wire server: a public number that only answers inside

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Refused6 = Networks("2001::/23", "2001:db8::/32", "3fff::/20");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(Refused4, network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => Is6(address),
        _ => false,
    };

    private static bool Is6(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return Is(address.MapToIPv4());
        address = new IPAddress(address.GetAddressBytes()); // without the zone, which networks refuse to compare
        if (Nat64.Contains(address)) return Is(Embedded(address, 12));
        if (!Global6.Contains(address) || Array.Exists(Refused6, network => network.Contains(address))) return false;
        if (SixToFour.Contains(address)) return Is(Embedded(address, 2));
        return !IsIsatap(address) || Is(Embedded(address, 12));
    }

    private static bool IsIsatap(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) & 0xFDFF_FFFF) == 0x0000_5EFE;
    }

    private static IPAddress Embedded(IPAddress address, int offset)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return new IPAddress(bytes.Slice(offset, 4));
    }

    private static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, IPNetwork.Parse);
}
