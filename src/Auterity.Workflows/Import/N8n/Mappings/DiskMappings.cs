namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Files on the server's disk, read and written. Here they lie below one folder of the installation.</summary>
[N8nMapping("n8n-nodes-base.readWriteFile")]
internal sealed class DiskMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("info");
        if (p.Choice("operation", "read") == "write") return Write(p);
        p.Skip("options.fileExtension");
        return new("files.read", new
        {
            path = Path(p, "fileSelector"),
            file = p.Text("options.dataPropertyName", "data"),
            fileName = p.Filled("options.fileName"),
            mimeType = p.Filled("options.mimeType"),
            allowMissing = true,
        });
    }

    internal static MappedNode Write(N8nParameters p) => new("files.write", new
    {
        path = Path(p, "fileName"),
        file = p.Text("dataPropertyName", "data"),
        ifExists = p.Flag("options.append") ? "append" : null,
    });

    internal static string Path(N8nParameters p, string name)
    {
        var path = p.Text(name, "");
        if (path.StartsWith('/') || path.Contains(":\\", StringComparison.Ordinal)) p.Lose($"'{path}' was a path on the old server; here paths begin at the installation's folder for files.");
        return path.TrimStart('/');
    }
}

/// <summary>The older nodes for the same.</summary>
[N8nMapping("n8n-nodes-base.readBinaryFile")]
[N8nMapping("n8n-nodes-base.readBinaryFiles")]
[N8nMapping("n8n-nodes-base.writeBinaryFile")]
internal sealed class OldDiskMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => p.Node.Type switch
    {
        "n8n-nodes-base.writeBinaryFile" => DiskMapping.Write(p),
        "n8n-nodes-base.readBinaryFiles" => new("files.read", new { path = DiskMapping.Path(p, "fileSelector"), file = p.Text("dataPropertyName", "data"), allowMissing = true }),
        _ => new("files.read", new { path = DiskMapping.Path(p, "filePath"), file = p.Text("dataPropertyName", "data"), keep = true }),
    };
}
