using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Auterity.Workflows.Webhooks;

/// <summary>The path of a call as it was sent: the server's own has been unescaped already, and a value such as <c>50%25</c> must not be unescaped twice.</summary>
internal static class HookAddress
{
    /// <param name="http">The call.</param>
    /// <param name="unescaped">The part below the prefix, as routing found it.</param>
    public static string Of(HttpContext http, string unescaped)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.AsSpan(0, target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query ? query : target.Length);
        // A target that is a whole address, or holds dots that were taken out, is left to the server.
        if (!path.StartsWith("/hooks", StringComparison.OrdinalIgnoreCase) || path.Contains("/.", StringComparison.Ordinal)) return unescaped;
        var slash = path[1..].IndexOf('/') + 2;
        return slash < 2 ? "" : path[slash..].ToString();
    }
}
