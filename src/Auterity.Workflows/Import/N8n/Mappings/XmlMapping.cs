namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>XML to JSON and back. Attributes stand beside the children unless told otherwise.</summary>
[N8nMapping("n8n-nodes-base.xml")]
internal sealed class XmlMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var toXml = p.Choice("mode", "xmlToJson") == "jsonToxml";
        var property = p.Text("dataPropertyName", "data");
        var o = p.Object("options");
        var (attributeKey, textKey) = (o.Filled("attrkey"), o.Filled("charkey"));
        p.Skip("xmlNotice");
        return new("data.xml", toXml
            ? new
            {
                action = "toXml",
                result = property,
                attributeKey,
                textKey,
                rootName = o.Filled("rootName"),
                cdata = o.On("cdata"),
                headless = o.On("headless"),
            }
            : new
            {
                action = "toJson",
                property,
                attributeKey,
                textKey,
                mergeAttributes = o.Flag("mergeAttrs", true),
                ignoreAttributes = o.On("ignoreAttrs"),
                explicitArray = o.Flag("explicitArray"),
                explicitRoot = o.Flag("explicitRoot", true),
                lowerCaseNames = o.On("normalizeTags"),
                normalize = o.On("normalize"),
                trim = o.On("trim"),
            });
    }
}
