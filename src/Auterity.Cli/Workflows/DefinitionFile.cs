using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

/// <summary>A definition in a file: bare, or wrapped with name and layout as export writes it.</summary>
internal sealed record DefinitionFile(JsonElement Definition, JsonElement? Layout)
{
    public static async Task<DefinitionFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var where = path == "-" ? "Standard input" : $"The file {path}";
        var root = TextInput.Parse(await TextInput.ReadAsync(path, cancellationToken), where);
        if (root.ValueKind != JsonValueKind.Object) throw Failure.Usage($"{where} holds no workflow: an object with nodes and edges is needed.");
        if (root.Read("definition").ValueKind == JsonValueKind.Object)
            return new DefinitionFile(root.Read("definition"), root.Read("layout") is { ValueKind: JsonValueKind.Object } layout ? layout : null);
        if (root.Read("connections").ValueKind == JsonValueKind.Object) throw Failure.Usage($"{where} is an export of n8n. Bring it in with: auterity workflows import {path}");
        return root.Read("nodes").ValueKind == JsonValueKind.Array ? new DefinitionFile(root, null) : throw Failure.Usage($"{where} holds no workflow: it has neither 'definition' nor 'nodes'.");
    }

    public static void AddTo(JsonObject body, DefinitionFile file)
    {
        body["definition"] = file.Definition.Node();
        if (file.Layout is { } layout) body["layout"] = layout.Node();
    }
}
