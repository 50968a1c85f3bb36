using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Auterity.Platform.Http;

/// <summary>Where the process listens, and what it refuses before any code of ours runs.</summary>
internal static class Listening
{
    public static void Configure(KestrelServerOptions kestrel, PlatformOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBody;
        if (options.Bind is "*") kestrel.ListenAnyIP(options.Port);
        else if (options.Bind is "localhost" && options.Port != 0) kestrel.ListenLocalhost(options.Port);
        else kestrel.Listen(options.Bind is "localhost" ? IPAddress.Loopback : Parse(options.Bind), options.Port);
    }

    private static IPAddress Parse(string address) => IPAddress.TryParse(address, out var parsed)
        ? parsed
        : throw new OptionsValidationException(
            Settings.Section, typeof(PlatformOptions), [$"AUTERITY_BIND is \"{address}\"; it takes localhost, an IP address, or * for all addresses."]);
}
