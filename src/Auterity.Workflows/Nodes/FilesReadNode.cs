using System.ComponentModel;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads files from the folder that is open to workflows.</summary>
[Node("files.read", "Read files", Category = "Files", Icon = "folder-open", Summary = "Read files from the server's disk.", Keywords = ["disk", "local", "load", "glob"])]
public sealed class FilesReadNode(IOptions<FileAccessOptions> options) : Node<FilesReadNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input(
        [property: Description("Path below the folder, or a pattern such as reports/**/*.pdf"), Field(Placeholder = "reports/*.pdf")] string Path,
        [property: Description("Name of the file in the item")] string File = "data",
        [property: Description("Name for people; empty takes the file's own")] string? FileName = null,
        [property: Description("Media type; empty goes by the name")] string? MimeType = null,
        [property: Description("Keep the item's fields and files")] bool Keep = false,
        [property: Description("Go on with nothing where no file is found, instead of failing")] bool AllowMissing = false);

    public sealed record Output(string FileName, string FileExtension, string Directory, string Path, string MimeType, string FileType, long FileSize, DateTimeOffset ModifiedAt);

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var folder = new AllowedFolder(options, context.Run.TenantId);
        var files = folder.Find(input.Path);
        if (files.Count == 0 && !input.AllowMissing) throw new NodeException($"No file is found at '{input.Path}'.", "file-missing");
        var items = new List<Item>();
        foreach (var file in files) items.Add(await ReadAsync(folder, file, input, context, cancellationToken));
        return items;
    }

    private static async Task<Item> ReadAsync(AllowedFolder folder, string file, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = folder.Open(file);
            var name = input.FileName is { Length: > 0 } given ? given : Path.GetFileName(file);
            var type = input.MimeType is { Length: > 0 } named ? named : MimeTypes.Of(Path.GetFileName(file));
            var stored = await context.Blobs.SaveAsync(stream, type, name, cancellationToken);
            var relative = Path.GetRelativePath(folder.Resolve(""), file).Replace('\\', '/');
            var output = Item.From(new Output(
                name, Path.GetExtension(name).TrimStart('.'), Path.GetDirectoryName(relative)!.Replace('\\', '/'), relative, type, type.Split('/')[0], stored.Size, File.GetLastWriteTimeUtc(file)));
            var files = input.Keep ? context.Item.Binary.With(input.File, stored) : new Dictionary<string, BinaryRef> { [input.File] = stored };
            return new Item(FieldPath.Merge(input.Keep ? context.Item.Json : default, "", output.Json.WriteTo), files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"'{Path.GetFileName(file)}' cannot be read: {Reason(e)}.", "file-unreadable", inner: e);
        }
    }

    /// <summary>The kind of fault; the system's own words name places outside the folder.</summary>
    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "it is gone",
        UnauthorizedAccessException => "access is denied",
        _ => "the disk reports an error",
    };
}
