using System.Text.Json.Nodes;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Notion's pages as plain fields: <c>id</c>, <c>name</c>, <c>url</c>, and each property as <c>property_its_name</c>.</summary>
internal static class NotionSimple
{
    public static JsonObject Of(JsonObject page)
    {
        if (page["object"]?.ToString() == "block") return Block(page);
        var simple = new JsonObject { ["id"] = page["id"]?.DeepClone() };
        if (page["object"]?.ToString() == "database")
        {
            simple["name"] = Text(page["title"]);
            simple["url"] = page["url"]?.DeepClone();
            return simple;
        }

        if (page["properties"] is not JsonObject properties) return page;
        simple["name"] = properties.Select(property => property.Value).OfType<JsonObject>().Where(property => property["type"]?.ToString() == "title").Select(property => Text(property["title"])).FirstOrDefault() ?? "";
        simple["url"] = page["url"]?.DeepClone();
        foreach (var (name, property) in properties.Where(property => property.Value is JsonObject))
            simple[$"property_{Snake(name)}"] = Value((JsonObject)property!);
        return simple;
    }

    private static JsonObject Block(JsonObject block)
    {
        var type = block["type"]?.ToString() ?? "";
        var simple = new JsonObject { ["id"] = block["id"]?.DeepClone(), ["type"] = type, ["has_children"] = block["has_children"]?.DeepClone() };
        if ((block[type] as JsonObject)?["rich_text"] is { } text) simple["content"] = Text(text);
        return simple;
    }

    private static JsonNode? Value(JsonObject property)
    {
        var type = property["type"]?.ToString() ?? "";
        var value = property[type];
        return type switch
        {
            "title" or "rich_text" => Text(value),
            "select" or "status" => value?["name"]?.DeepClone(),
            "multi_select" => Names(value, "name"),
            "people" => Names(value, "name"),
            "relation" => Names(value, "id"),
            "files" => new JsonArray([.. Objects(value).Select(file => (file["file"]?["url"] ?? file["external"]?["url"])?.DeepClone())]),
            "formula" => value?[value["type"]?.ToString() ?? ""]?.DeepClone(),
            "rollup" => value?[value["type"]?.ToString() ?? ""]?.DeepClone(),
            "created_by" or "last_edited_by" => value?["name"]?.DeepClone() ?? value?["id"]?.DeepClone(),
            _ => value?.DeepClone(),
        };
    }

    private static JsonArray Names(JsonNode? list, string name) => new([.. Objects(list).Select(entry => entry[name]?.DeepClone())]);

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string Text(JsonNode? parts) => string.Concat(Objects(parts).Select(part => part["plain_text"]?.ToString() ?? part["text"]?["content"]?.ToString()));

    private static string Snake(string name) => string.Concat(name.Trim().ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '_'));
}
