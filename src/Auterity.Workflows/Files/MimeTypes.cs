using Microsoft.AspNetCore.StaticFiles;

namespace Auterity.Workflows.Files;

/// <summary>Media types by file name, and the other way round.</summary>
internal static class MimeTypes
{
    public const string Unknown = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider Provider = Create();

    /// <summary>The media type for a file name, or <c>application/octet-stream</c>.</summary>
    public static string Of(string? fileName) => fileName is not null && Provider.TryGetContentType(fileName, out var type) ? type : Unknown;

    private static FileExtensionContentTypeProvider Create()
    {
        var provider = new FileExtensionContentTypeProvider();
        provider.Mappings[".md"] = "text/markdown";
        provider.Mappings[".yaml"] = "application/yaml";
        provider.Mappings[".yml"] = "application/yaml";
        provider.Mappings[".ics"] = "text/calendar";
        provider.Mappings[".gz"] = "application/gzip";
        provider.Mappings[".tgz"] = "application/gzip";
        provider.Mappings[".ods"] = "application/vnd.oasis.opendocument.spreadsheet";
        provider.Mappings[".jsonl"] = "application/jsonl";
        return provider;
    }
}
