using System.ComponentModel;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Nodes;

/// <summary>Writes a file of the item into the folder that is open to workflows.</summary>
/// <remarks>A file appears whole or not at all. Appending may happen twice if the machine dies between writing and recording it.</remarks>
[Node("files.write", "Write file", Category = "Files", Icon = "save", Summary = "Write a file to the server's disk.", Keywords = ["disk", "local", "save"])]
public sealed class FilesWriteNode(IOptions<FileAccessOptions> options) : Node<FilesWriteNode.Input, Item>
{
    /// <summary>Items run at the same time, and lines appended to one file must not mix.</summary>
    private static readonly SemaphoreSlim Appending = new(1);

    public enum Existing
    {
        Replace,
        Append,
        Fail,
    }

    public sealed record Input(
        [property: Description("Path below the folder; missing folders are made"), Field(Placeholder = "reports/march.pdf")] string Path,
        [property: Description("Name of the file in the item")] string File = "data",
        [property: Description("What to do with a file that is there already")] Existing IfExists = Existing.Replace);

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var file = context.Item.GetFile(input.File);
        var folder = new AllowedFolder(options, context.Run.TenantId);
        var path = folder.Resolve(input.Path);
        folder.CheckSize(path, file.Size);
        if (path == folder.Resolve("") || Directory.Exists(path)) throw new NodeException($"'{input.Path}' is a folder; a file name is needed.", "invalid-parameters", retryable: false);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var content = await context.Blobs.OpenAsync(file, cancellationToken);
            if (input.IfExists == Existing.Append) await AppendAsync(folder, path, content, cancellationToken);
            else await ReplaceAsync(path, content, input, file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"'{input.Path}' cannot be written: {(e is UnauthorizedAccessException ? "access is denied" : "the disk reports an error")}.", "file-unwritable", inner: e);
        }

        var relative = Path.GetRelativePath(folder.Resolve(""), path).Replace('\\', '/');
        return new Item(FieldPath.With(context.Item.Json, "fileName", relative), context.Item.Binary);
    }

    private static async Task ReplaceAsync(string path, Stream content, Input input, BinaryRef file, CancellationToken cancellationToken)
    {
        if (input.IfExists == Existing.Fail && File.Exists(path))
        {
            // The same content is our own file from before a crash.
            if (await HashAsync(path, cancellationToken) == file.Id) return;
            throw new NodeException($"'{input.Path}' exists already.", "file-exists", retryable: false);
        }

        var draft = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.CreateVersion7():N}.tmp");
        try
        {
            await using (var target = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
            {
                await content.CopyToAsync(target, cancellationToken);
                target.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: input.IfExists == Existing.Replace);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static async Task AppendAsync(AllowedFolder folder, string path, Stream content, CancellationToken cancellationToken)
    {
        await Appending.WaitAsync(cancellationToken);
        try
        {
            await using var target = new FileStream(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.Asynchronous });
            var before = target.Length;
            folder.CheckSize(path, before + (content.CanSeek ? content.Length : 0));
            await content.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        finally
        {
            Appending.Release();
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken));
    }
}
