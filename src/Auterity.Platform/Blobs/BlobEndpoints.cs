using System.ComponentModel;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Auterity.Platform.Blobs;

/// <summary>Files of the tenant, under <c>/api/blobs</c>.</summary>
internal static class BlobEndpoints
{
    private const string Unknown = "application/octet-stream";

    /// <summary>Types a browser may show in place: it runs nothing in them.</summary>
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "application/json", "text/csv", "audio/mpeg", "audio/wav", "video/mp4", "video/webm",
    };

    public static void MapBlobs(this IEndpointRouteBuilder routes)
    {
        var blobs = routes.MapGroup("/api/blobs").WithTags("Files");
        blobs.MapPost("", Upload).WithName("UploadBlob").WithSummary("Stores the body as a file and answers with its reference");
        blobs.MapGet("{sha256:length(64)}", Download).WithName("DownloadBlob").WithSummary("The file's content; ranges and If-None-Match work");
    }

    private static async Task<Results<Created<BinaryRef>, ProblemHttpResult>> Upload(
        HttpContext context, BlobStore store, CurrentTenant tenant, [Description("Name for people")] string? name, IOptions<PlatformOptions> options, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = options.Value.MaxBlob;
        if (context.Request.ContentLength > options.Value.MaxBlob) return TooLarge(options.Value.MaxBlob);
        try
        {
            var saved = await store.For(tenant.Id).SaveAsync(context.Request.Body, context.Request.ContentType ?? Unknown, name, cancellationToken);
            return TypedResults.Created($"/api/blobs/{saved.Id}", saved);
        }
        catch (BlobTooLargeException)
        {
            return TooLarge(options.Value.MaxBlob);
        }
    }

    private static Results<PhysicalFileHttpResult, ProblemHttpResult> Download(
        HttpContext context, string sha256, BlobStore store, CurrentTenant tenant,
        [Description("File name to save as")] string? name, [Description("Media type to answer with")] string? type)
    {
        if (store.FindPath(tenant.Id, sha256) is not { } path) return Problems.NotFound("file", sha256);
        var mediaType = MediaTypeHeaderValue.TryParse(type, out var parsed) ? parsed.MediaType.ToString() : Unknown;
        var isShown = Shown.Contains(mediaType);
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        if (name is not null || !isShown) disposition.SetHttpFileName(name ?? sha256);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        // The name is the content: it never changes. Private, because it is one tenant's.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.PhysicalFile(path, isShown ? mediaType : Unknown, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    private static ProblemHttpResult TooLarge(long largest) => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"The file is larger than {largest:N0} bytes, the most one may store.");
}
