using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Notion, versions 1 to 2.2.</summary>
[N8nMapping("n8n-nodes-base.notion")]
internal sealed class NotionMapping : VendorMapping
{
    protected override string Node => "notion";

    protected override string Resource(N8nParameters p) => p.Has("databaseId") ? "databasePage" : "page";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "block" => "append",
        "database" or "user" => "get",
        _ => "create",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("databasePage:create", "page.createInDatabase", "databaseId", "icon=options.icon", "-options.iconType") with { More = (p, f) => { Properties(p, f); Blocks(p, f); Simple(p, f); } },
        On("databasePage:update", "page.update", "pageId", "icon=options.icon", "-options.iconType") with { More = (p, f) => { Properties(p, f); Simple(p, f); } },
        On("databasePage:get", "page.get", "pageId") with { More = Simple },
        On("databasePage:getAll", "page.find", "databaseId", "@pages") with { More = (p, f) => { NotionFilters.Read(p, f); Simple(p, f); } },
        On("page:create", "page.create", "pageId", "title", "icon=options.icon", "-options.iconType") with { More = (p, f) => { Blocks(p, f); Simple(p, f); } },
        On("page:get", "page.get", "pageId") with { More = Simple },
        On("page:archive", "page.archive", "pageId") with { More = Simple },
        On("page:search", "page.search", "query=text", "@pages") with { More = Simple },
        On("database:get", "database.get", "databaseId") with { More = Simple },
        On("database:getAll,database:search", "database.search", "query=text", "@pages") with { More = Simple },
        On("block:getAll,block:getChildBlocks", "block.children", "blockId", "@pages") with { More = (p, f) => { if (p.Flag("fetchNestedBlocks")) p.Lose("It also read the blocks inside blocks; here it reads one level."); f["simple"] = p.Flag("simplifyOutput", true) ? true : null; } },
        On("block:append", "block.append", "blockId") with { More = Blocks },
        On("user:get", "user.get", "userId"),
        On("user:getAll", "user.list", "@pages"),
    ];

    private static void Simple(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (p.Version < 2) p.Skip("simple");
        fields["simple"] = p.Version < 2 ? null : p.Flag("simple", true) ? true : null;
    }

    // Each row names its property as "Name|type".
    private static void Properties(N8nParameters p, Dictionary<string, object?> fields)
    {
        var properties = new Dictionary<string, object?>();
        foreach (var row in p.List("propertiesUi.propertyValues"))
            if (row.Text("key")?.Split('|') is [var name, var type]) properties[name] = Value(row, type, p);
        var title = p.Filled("title");
        if (title is not null && !properties.Values.Any(value => value is Dictionary<string, object?> { Count: 1 } one && one.ContainsKey("title")))
            properties["title"] = new Dictionary<string, object?> { ["title"] = Rich(title) };
        fields["properties"] = properties.Count > 0 ? properties : null;
    }

    private static object? Value(N8nParameters row, string type, N8nParameters p)
    {
        row.Skip("simple", "includeTime", "timezone", "range", "richText");
        return type switch
        {
            "title" => One("title", Rich(row.Text("title"))),
            "rich_text" => One("rich_text", Rich(row.Text("textContent") ?? row.Text("richText"))),
            "number" => One("number", row.Value("numberValue")),
            "select" => One("select", new { name = row.Value("selectValue") }),
            "status" => One("status", new { name = row.Value("statusValue") }),
            "multi_select" => One("multi_select", Listed(row.Value("multiSelectValue"), "name")),
            "checkbox" => One("checkbox", row.Value("checkboxValue") ?? JsonSerializer.SerializeToElement(false)),
            "url" => One("url", row.Value("urlValue")),
            "email" => One("email", row.Value("emailValue")),
            "phone_number" => One("phone_number", row.Value("phoneValue")),
            "relation" => One("relation", Listed(row.Value("relationValue"), "id")),
            "people" => One("people", Listed(row.Value("peopleValue"), "id")),
            "date" => One("date", new { start = row.Value("date") ?? row.Value("dateStart"), end = row.Value("dateEnd") }),
            "files" => One("files", row.List("fileUrls.fileUrl").Select(file => new { name = file.Value("name"), type = "external", external = new { url = file.Value("url") } }).ToList()),
            _ => Lost(p, type),
        };
    }

    private static object? Lost(N8nParameters p, string type)
    {
        p.Lose($"A property of the type '{type}' cannot be written here.");
        return null;
    }

    private static Dictionary<string, object?> One(string name, object? value) => new() { [name] = value };

    private static object[] Rich(string? text) => [new { text = new { content = text ?? "" } }];

    private static object? Listed(JsonElement? value, string name) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(entry => new Dictionary<string, object?> { [name] = entry }).ToList(),
        { ValueKind: JsonValueKind.String } text when text.GetString()!.StartsWith('=') && text.GetString()![1..].Trim() is ['{', '{', .. var inner, '}', '}'] && !inner.Contains("}}", StringComparison.Ordinal) =>
            $"={{{{ [].concat(({inner.Trim()}) ?? []).flatMap(v => typeof v === 'string' ? v.split(',') : [v]).map(v => ({{ {name}: typeof v === 'string' ? v.trim() : v }})) }}}}",
        { } one => N8nValues.Text(one).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry => new Dictionary<string, object?> { [name] = entry }).ToList(),
    };

    private static void Blocks(N8nParameters p, Dictionary<string, object?> fields)
    {
        var blocks = p.List("blockUi.blockValues").Select(row => BlockOf(row, p)).OfType<object>().ToList();
        fields["children"] = blocks.Count > 0 ? blocks : null;
    }

    private static object? BlockOf(N8nParameters row, N8nParameters p)
    {
        var (type, text, marked, ticked, url) = (row.Choice("type", "paragraph"), row.Text("textContent"), row.Flag("richText"), row.Flag("checked"), row.Text("url"));
        if (marked) p.Lose("Its text had marks of its own; here it is plain.");
        return type switch
        {
            "image" => new Dictionary<string, object?> { ["object"] = "block", ["type"] = type, [type] = new { type = "external", external = new { url } } },
            "to_do" => new Dictionary<string, object?> { ["object"] = "block", ["type"] = type, [type] = new { rich_text = Rich(text), @checked = ticked } },
            _ => new Dictionary<string, object?> { ["object"] = "block", ["type"] = type, [type] = new { rich_text = Rich(text) } },
        };
    }
}
