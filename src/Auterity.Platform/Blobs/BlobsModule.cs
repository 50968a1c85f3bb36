using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Blobs;

/// <summary>Files of tenants, by content.</summary>
internal static class BlobsModule
{
    public static void AddBlobs(this WebApplicationBuilder builder) => builder.Services.AddSingleton<BlobStore>();
}
