using System.Text.Json.Nodes;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Collects connections in the shape of an export: by source name, kind and output index.</summary>
internal sealed class N8nConnectionWriter
{
    public JsonObject Written { get; } = [];

    public void Add(string from, string kind, int output, string to, string type, int input)
    {
        var kinds = Child(Written, from, () => new JsonObject());
        var outputs = Child(kinds, kind, () => new JsonArray());
        while (outputs.Count <= output)
            outputs.Add(new JsonArray());
        outputs[output]!.AsArray().Add(new JsonObject { ["node"] = to, ["type"] = type, ["index"] = input });
    }

    private static T Child<T>(JsonObject parent, string name, Func<T> create) where T : JsonNode
    {
        if (parent[name] is T child) return child;
        var created = create();
        parent[name] = created;
        return created;
    }
}
