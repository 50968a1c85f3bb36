using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Tenancy;

/// <summary>The cookie that keeps a person signed in: it carries the key encrypted, scripts of the page cannot read it, and only the page of this server may use it.</summary>
internal sealed class BrowserSession(IDataProtectionProvider protection, TimeProvider time)
{
    public const string CookieName = "auterity-session";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("browser-session").ToTimeLimitedDataProtector();

    public void Begin(HttpContext context, string key) =>
        context.Response.Cookies.Append(CookieName, protector.Protect(key, Lifetime), Options(context, time.GetUtcNow() + Lifetime));

    public static void End(HttpContext context) => context.Response.Cookies.Delete(CookieName, Options(context, null));

    /// <summary>The key in the request's cookie; null without one, and for requests that another site or another port has made the browser send.</summary>
    public string? FindKey(HttpRequest request)
    {
        if (request.Cookies[CookieName] is not { Length: > 0 } cookie || !IsOwn(request)) return null;
        try
        {
            return protector.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Browsers say where a request comes from; localhost:3000 is the same site as localhost:8000, but not the same origin.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is "same-origin" or "none";
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
