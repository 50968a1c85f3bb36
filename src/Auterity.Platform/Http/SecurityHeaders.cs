using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Http;

/// <summary>Headers that make browsers careful. Pages that need more set their own policy before the answer begins.</summary>
internal static class SecurityHeaders
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>The page of the contract is put together by its own script, which writes styles and a start script into the page; all of it comes from here.</summary>
    private const string ForDocs =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static Task Set(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var response = ((HttpContext)state).Response;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.XFrameOptions = "DENY";
            response.Headers["Referrer-Policy"] = "no-referrer";
            response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (response.Headers.ContentSecurityPolicy.Count == 0) response.Headers.ContentSecurityPolicy = response.HttpContext.Request.Path.StartsWithSegments(ApiDocs.PagePath) ? ForDocs : ForData;
            if (response.Headers.CacheControl.Count == 0) response.Headers.CacheControl = "no-store";
            if (response.HttpContext.Request.IsHttps) response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
