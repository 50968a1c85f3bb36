namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Compression.</summary>
[N8nMapping("n8n-nodes-base.compression")]
internal sealed class CompressMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var files = p.Text("binaryPropertyName", "data");
        if (p.Choice("operation", "decompress") == "decompress") return new("files.compress", new { action = "decompress", files, result = p.Text("outputPrefix", "file_") });

        var gzip = p.Choice("outputFormat", "zip") == "gzip";
        var (output, prefix) = (p.Text("binaryPropertyOutput", "data"), p.Text("outputPrefix", "data"));
        return new("files.compress", new { files, format = gzip ? "gzip" : null, fileName = p.Filled("fileName"), result = gzip ? prefix : output, keep = true });
    }
}
