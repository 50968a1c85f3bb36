namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Move binary data: between files and fields.</summary>
[N8nMapping("n8n-nodes-base.moveBinaryData")]
internal sealed class MoveFileMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var toFile = p.Choice("mode", "binaryToJson") == "jsonToBinary";
        var (setAll, convertAll) = (p.Flag("setAllData", true), p.Flag("convertAllData", true));
        var (source, target) = (p.Text("sourceKey", "data"), p.Text("destinationKey", "data"));
        var o = p.Object("options");
        return new("files.move", toFile ? ToFile(o, convertAll ? "" : source, target) : ToField(o, source, setAll ? "" : target));
    }

    private static object ToFile(N8nParameters o, string property, string file)
    {
        var (raw, base64) = (o.Flag("useRawData"), o.Flag("dataIsBase64"));
        return new
        {
            action = "toFile",
            property,
            file,
            @as = property.Length == 0 ? "json" : base64 ? "base64" : raw ? "text" : "json",
            encoding = o.Filled("encoding"),
            bom = o.On("addBOM"),
            fileName = o.Filled("fileName"),
            mimeType = o.Filled("mimeType"),
            keep = o.On("keepSource"),
        };
    }

    private static object ToField(N8nParameters o, string file, string property)
    {
        o.Skip("stripBOM");
        var (base64, parse) = (o.Flag("keepAsBase64"), o.Flag("jsonParse"));
        return new { file, property, @as = property.Length == 0 || (parse && !base64) ? "json" : base64 ? "base64" : null, encoding = o.Filled("encoding"), keep = o.On("keepSource") };
    }
}
