using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Auterity.Platform.Http;

/// <summary>Serves the Studio, if it was built: assets, whose names change with their content, for a year; its page, at every address that is nobody else's, with an ETag.</summary>
internal static class StudioFiles
{
    private const string Page = "index.html";

    /// <summary>Styles are set on elements by the canvas; everything comes from here.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>First segments of addresses that programs call: a wrong one is a problem, not a page.</summary>
    private static readonly string[] OfPrograms = ["/api", "/hooks", "/hooks-test", "/resume", "/hubs", "/health", "/metrics", "/openapi", "/oauth2", "/docs", "/assets", "/v1"];

    public static void UseStudio(this WebApplication app)
    {
        var folder = Path.GetFullPath(app.Services.GetRequiredService<IOptions<PlatformOptions>>().Value.Studio);
        if (!File.Exists(Path.Combine(folder, Page))) return;
        var files = new StaticFileOptions { FileProvider = new PhysicalFileProvider(folder), OnPrepareResponse = Prepare };
        app.Use(PageForPeople);
        app.UseStaticFiles(files);
    }

    private static Task PageForPeople(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && IsPage(request.Path) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
            request.Path = "/" + Page;
        return next(context);
    }

    private static bool IsPage(PathString path) => !Path.HasExtension(path.Value) && !Array.Exists(OfPrograms, taken => path.StartsWithSegments(taken));

    private static void Prepare(StaticFileResponseContext served)
    {
        var headers = served.Context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = served.Context.Request.Path.StartsWithSegments("/assets")
            ? new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new NameValueHeaderValue("immutable") } }.ToString()
            : "no-cache";
    }
}
