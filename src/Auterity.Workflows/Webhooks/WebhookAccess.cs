using System.Net;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Webhooks;

/// <summary>Who may call a hook from where: address, browser origin, robots. Pure.</summary>
internal static class WebhookAccess
{
    private static readonly string[] Robots =
    [
        "bot/", "bot;", "bot ", "googlebot", "bingbot", "crawler", "spider", "slurp", "facebookexternalhit", "facebot", "slackbot", "slack-imgproxy", "twitterbot", "linkedinbot",
        "discordbot", "telegrambot", "whatsapp/", "skypeuripreview", "pinterest", "redditbot", "applebot", "embedly", "headlesschrome", "preview",
    ];

    /// <summary>A refusal for the wrong address or a robot; null lets the request in.</summary>
    public static WebhookRefusal? Check(WebhookTrigger.Input input, IncomingRequest request)
    {
        if (Entries(input.AllowedIps) is { Length: > 0 } allowed && !Array.Exists(allowed, entry => Contains(entry, request.Remote)))
            return new(403, "hook-address", "This hook does not accept calls from your address.");
        if (input.IgnoreBots && Array.Exists(Robots, robot => request.Header("User-Agent").Contains(robot, StringComparison.OrdinalIgnoreCase)))
            return new(403, "hook-robot", "This hook does not accept calls from robots.");
        return null;
    }

    /// <summary>CORS headers for a browser's request, or its preflight; empty when its origin is not allowed.</summary>
    public static IReadOnlyDictionary<string, string> CorsFor(WebhookTrigger.Input input, IncomingRequest request)
    {
        var origin = request.Header("Origin");
        var allowed = Entries(input.AllowedOrigins);
        if (origin.Length == 0 || !Array.Exists(allowed, entry => entry == "*" || entry.TrimEnd('/').Equals(origin, StringComparison.OrdinalIgnoreCase))) return new Dictionary<string, string>();
        var headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = allowed.Contains("*") ? "*" : origin, ["Vary"] = "Origin" };
        if (request.Method != "OPTIONS") return headers;
        headers["Access-Control-Allow-Methods"] = string.Join(", ", input.Methods.Select(method => method.ToUpperInvariant()).Append("OPTIONS").Distinct());
        headers["Access-Control-Max-Age"] = "300";
        if (request.Header("Access-Control-Request-Headers") is { Length: > 0 and < 2000 } asked && !asked.AsSpan().ContainsAny('\r', '\n')) headers["Access-Control-Allow-Headers"] = asked;
        return headers;
    }

    private static bool Contains(string entry, IPAddress? address)
    {
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPNetwork.TryParse(entry, out var network)) return network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address);
        return IPAddress.TryParse(entry, out var single) && single.Equals(address);
    }

    private static string[] Entries(string list) => list.Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
