using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Outbound;

public sealed partial class OutboundGuardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("0.0.0.0"), InlineData("10.0.0.1"), InlineData("172.16.0.1"), InlineData("172.31.255.255")]
    [InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("169.254.170.2"), InlineData("100.64.0.1"), InlineData("100.100.100.200"), InlineData("100.127.255.255")]
    [InlineData("192.0.0.192"), InlineData("198.18.0.1"), InlineData("224.0.0.1"), InlineData("239.1.1.1"), InlineData("255.255.255.255"), InlineData("240.0.0.1"), InlineData("168.63.129.16")]
    [InlineData("::"), InlineData("::1"), InlineData("fe80::1"), InlineData("fe80::1%2"), InlineData("fec0::1"), InlineData("fc00::1"), InlineData("fd00:ec2::254"), InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1"), InlineData("::ffff:a9fe:a9fe"), InlineData("::127.0.0.1"), InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::a9fe:a9fe"), InlineData("64:ff9b:1::1"), InlineData("2002:7f00:1::"), InlineData("2002:a9fe:a9fe::1"), InlineData("2002:c0a8:101::")]
    [InlineData("2001:0:7f00:1::"), InlineData("2001:db8::1"), InlineData("2600::5efe:7f00:1"), InlineData("2600::200:5efe:a00:1"), InlineData("100::1"), InlineData("3fff::1"), InlineData("4000::1")]
    public void Is_AddressOfAnInnerNetwork_False(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("93.184.216.34"), InlineData("172.32.0.1"), InlineData("172.15.255.255"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("192.0.1.1"), InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111"), InlineData("2a00:1450:4001:81b::200e"), InlineData("64:ff9b::101:101"), InlineData("2002:101:101::1"), InlineData("::ffff:1.1.1.1"), InlineData("2600::5efe:101:101")]
    public void Is_PublicAddress_True(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public void Is_MappedAddress_SameAsItsIPv4() => Gen.Byte.Array[4].Sample(bytes =>
        Assert.Equal(PublicAddress.Is(new IPAddress(bytes)), PublicAddress.Is(new IPAddress(bytes).MapToIPv6())));

    [Theory]
    [InlineData("http://127.0.0.1/"), InlineData("http://127.1/"), InlineData("http://0/"), InlineData("http://2130706433/"), InlineData("http://0x7f000001/"), InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/"), InlineData("http://0251.0376.0251.0376/"), InlineData("http://0xA9.0xFE.0xA9.0xFE/"), InlineData("http://2852039166/"), InlineData("http://[::]/")]
    [InlineData("http://[0000::1]/"), InlineData("http://[::ffff:a9fe:a9fe]/"), InlineData("http://localhost/"), InlineData("http://LOCALHOST./"), InlineData("http://x.localhost/")]
    [InlineData("http://user@127.0.0.1/"), InlineData("http://example.com@127.0.0.1/"), InlineData("http://①②⑦.⓪.⓪.①/"), InlineData("http://127。0。0。1/"), InlineData("http://[fd00:ec2::254]/")]
    public async Task SendAsync_InnerAddressInAnySpelling_NeverConnects(string url)
    {
        await using var services = Outgoing.Services();
        var http = services.GetRequiredService<OutboundHttp>();

        var error = await Assert.ThrowsAsync<NodeException>(() => http.SendAsync(new HttpRequestMessage(HttpMethod.Get, url), null, Token));

        Assert.Contains(error.Error.Code, new[] { "address-refused", "host-unknown" });
        Assert.True(error.NotSent);
    }

    [Fact]
    public async Task SendAsync_PublishedAttackList_NeverReachesAnInnerAddress()
    {
        var list = Path.Combine(Root(), "..", "shared", "specs", "ssrf-and-injection");
        Assert.SkipUnless(Directory.Exists(list), "The list of hostile addresses is not here.");
        var urls = Directory.GetFiles(list, "*.md").Concat(Directory.GetFiles(list, "*.txt")).SelectMany(File.ReadAllLines)
            .SelectMany(line => UrlText().Matches(line).Select(match => match.Value)).Distinct().ToList();
        await using var services = Outgoing.Services();
        var guard = new OutboundGuard(new OutboundOptions(), (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        var (tried, refused) = (0, 0);

        foreach (var url in urls.Select(url => UrlQuery.Resolve(null, url)).OfType<Uri>())
        {
            tried++;
            try
            {
                var addresses = await guard.CheckAsync(url.IdnHost, url.Port, Token);
                Assert.All(addresses, address => Assert.True(PublicAddress.Is(address), url.OriginalString));
            }
            catch (NodeException e) when (e.Error.Code is "address-refused" or "host-unknown")
            {
                refused++;
            }
        }

        Assert.True(tried > 100 && refused > 50, $"{refused} of {tried}");
    }

    [Theory]
    [InlineData("file:///etc/passwd"), InlineData("ftp://example.com/"), InlineData("gopher://127.0.0.1:6379/_INFO"), InlineData("ws://example.com/")]
    public async Task SendAsync_OtherScheme_Refused(string url)
    {
        await using var services = Outgoing.Services("127.0.0.0/8");

        var error = await Assert.ThrowsAsync<NodeException>(() => services.GetRequiredService<OutboundHttp>().SendAsync(new HttpRequestMessage(HttpMethod.Get, url), null, Token));

        Assert.Equal("scheme-refused", error.Error.Code);
    }

    [Fact]
    public async Task CheckAsync_Refused_NamesTheHostAndTheWayOut()
    {
        var guard = Guard([], _ => ["10.1.2.3"]);

        var error = await Assert.ThrowsAsync<NodeException>(() => guard.CheckAsync("crm.corp.example", 443, Token));

        Assert.Equal("address-refused", error.Error.Code);
        Assert.Contains("crm.corp.example:443", error.Message, StringComparison.Ordinal);
        Assert.Contains("Outbound:Allow", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
    }

    [Fact]
    public async Task CheckAsync_PublicAndPrivateAddress_LeavesThePublicOne()
    {
        var guard = Guard([], _ => ["10.1.2.3", "93.184.216.34"]);

        Assert.Equal("93.184.216.34", Assert.Single(await guard.CheckAsync("mixed.example", 443, Token)).ToString());
    }

    [Theory]
    [InlineData("10.0.0.0/8", true), InlineData("10.1.2.3", true), InlineData("10.1.2.3:443", true), InlineData("10.1.2.3:80", false), InlineData("10.1.2.4", false)]
    [InlineData("crm.corp.example", true), InlineData("CRM.corp.example:443", true), InlineData("crm.corp.example:80", false), InlineData("*.corp.example", true), InlineData("*.other.example", false), InlineData("corp.example", false)]
    public async Task CheckAsync_AllowEntry_DecidesByAddressHostAndPort(string entry, bool allowed)
    {
        var guard = Guard([entry], _ => ["10.1.2.3"]);

        if (allowed) Assert.Single(await guard.CheckAsync("crm.corp.example", 443, Token));
        else await Assert.ThrowsAsync<NodeException>(() => guard.CheckAsync("crm.corp.example", 443, Token));
    }

    [Theory]
    [InlineData("http://x"), InlineData(""), InlineData("10.0.0.0/99"), InlineData("a b"), InlineData("*")]
    public void Parse_BrokenAllowEntry_SaysHowToWriteIt(string entry) =>
        Assert.Contains("Outbound:Allow", Assert.Throws<FormatException>(() => AllowEntry.Parse(entry)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ConnectAsync_NameThatAnswersDifferentlyTheSecondTime_StaysOnTheCheckedAddress()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        listener.Listen();
        var asked = 0;
        var guard = Guard(["127.0.0.2"], _ => asked++ == 0 ? ["127.0.0.2"] : ["127.0.0.1"]);

        using var socket = await guard.ConnectAsync("rebinding.example", ((IPEndPoint)listener.LocalEndPoint!).Port, Token);

        Assert.Equal("127.0.0.2", ((IPEndPoint)socket.RemoteEndPoint!).Address.ToString());
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task SendAsync_ProxyOnAnInnerAddress_Refused()
    {
        await using var services = Outgoing.Services();
        var transport = new OutboundTransport(Proxy: new Uri("http://127.0.0.1:3128"));

        var error = await Assert.ThrowsAsync<NodeException>(() => services.GetRequiredService<OutboundHttp>().SendAsync(new HttpRequestMessage(HttpMethod.Get, "http://93.184.216.34/"), transport, Token));

        Assert.Equal("address-refused", error.Error.Code);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/"), InlineData("http://metadata.google.internal/"), InlineData("https://10.0.0.1/")]
    public async Task SendAsync_InnerTargetBehindAnAllowedProxy_Refused(string url)
    {
        await using var proxy = await LocalServer.StartAsync(_ => Task.CompletedTask);
        await using var services = Outgoing.Services($"127.0.0.1:{proxy.Url.Port}");

        var error = await Assert.ThrowsAsync<NodeException>(() => services.GetRequiredService<OutboundHttp>().SendAsync(new HttpRequestMessage(HttpMethod.Get, url), new OutboundTransport(Proxy: proxy.Url), Token));

        Assert.Contains(error.Error.Code, new[] { "address-refused", "host-unknown" });
        Assert.Empty(proxy.Requests);
    }

    private static OutboundGuard Guard(string[] allow, Func<string, string[]> resolve) =>
        new(new OutboundOptions { Allow = allow }, (host, _) => Task.FromResult(Array.ConvertAll(resolve(host), IPAddress.Parse)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Auterity.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    [GeneratedRegex(@"https?://[^\s`""'<>|)]+")]
    private static partial Regex UrlText();
}
