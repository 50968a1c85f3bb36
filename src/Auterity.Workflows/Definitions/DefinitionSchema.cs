using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Definitions;

/// <summary>The JSON Schema of a definition, drawn from its records; what each field means comes from their documentation.</summary>
internal static class DefinitionSchema
{
    private static readonly JsonSerializerOptions Options = new(JsonDefaults.Options) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict };

    private static readonly Lazy<byte[]> Written = new(Write);

    /// <summary>The schema as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Utf8 => Written.Value;

    private static byte[] Write()
    {
        var documentation = Documentation();
        var exporter = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, node) => Describe(context, node, documentation) };
        var schema = Options.GetJsonSchemaAsNode(typeof(WorkflowDefinition), exporter).AsObject();
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "Workflow definition" };
        foreach (var (name, value) in schema.ToList())
        {
            schema.Remove(name);
            document[name] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(document, JsonDefaults.Options);
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node, Dictionary<string, string> documentation)
    {
        if (node is not JsonObject schema) schema = [];
        if (schema.ContainsKey("properties"))
        {
            schema["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(ParameterSchema.IsRequired).Select(property => (JsonNode?)property.Name)]);
            schema["additionalProperties"] = false;
        }

        var key = context.PropertyInfo is { } property ? KeyOf(property) : $"T:{context.TypeInfo.Type.FullName}";
        if (documentation.TryGetValue(key, out var text)) schema["description"] = text;
        if (context.PropertyInfo is { PropertyType: var type } && type == typeof(JsonElement)) schema["type"] = "object";
        return schema;
    }

    private static string KeyOf(JsonPropertyInfo property) => $"P:{property.DeclaringType.FullName}.{char.ToUpperInvariant(property.Name[0])}{property.Name[1..]}";

    /// <summary>Summaries by member, from the file the compiler writes beside the assembly; empty where it was left behind.</summary>
    private static Dictionary<string, string> Documentation()
    {
        var path = Path.ChangeExtension(typeof(DefinitionSchema).Assembly.Location, ".xml");
        if (!File.Exists(path)) return [];
        using var reader = XmlReader.Create(path);
        var texts = new Dictionary<string, string>();
        foreach (var member in XDocument.Load(reader).Descendants("member"))
        {
            var name = (string)member.Attribute("name")!;
            if (member.Element("summary") is { } summary) texts[name] = Plain(summary);
            // The parameters of a positional record are its properties.
            if (name.StartsWith("T:", StringComparison.Ordinal))
                foreach (var parameter in member.Elements("param"))
                    texts[$"P:{name[2..]}.{(string)parameter.Attribute("name")!}"] = Plain(parameter);
        }

        return texts;
    }

    private static string Plain(XElement text)
    {
        foreach (var reference in text.Descendants("see").ToList())
            reference.ReplaceWith(((string?)reference.Attribute("cref"))?.Split('.')[^1] ?? "");
        return string.Join(' ', text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
