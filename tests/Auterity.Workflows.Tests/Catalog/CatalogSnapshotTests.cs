using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Tests.Catalog;

/// <summary>Types, versions, ports and fields that stored workflows name, one file a node type. A red diff here breaks somebody's workflow.</summary>
/// <remarks>A new or deliberately changed node: run the tests once with <c>UPDATE_SNAPSHOTS=1</c> and read the diff.</remarks>
public sealed class CatalogSnapshotTests
{
    // Nothing is run here, so no node needs its services.
    private static readonly NodeCatalog Catalog = new(NodeCatalog.ClassesOf(typeof(NodeCatalog).Assembly).Select(type => (Node)RuntimeHelpers.GetUninitializedObject(type)));

    public static TheoryData<string> Types => [.. Catalog.Views.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Types))]
    public void NodeType_Always_EqualsItsSnapshot(string name)
    {
        var path = Path.Combine(Folder(), $"{name}.txt");
        var now = TextOf(Catalog.Views.Single(view => NameOf(view) == name));

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, now);

        Assert.True(File.Exists(path), $"{name} has no snapshot: run with UPDATE_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(path), now);
    }

    [Fact]
    public void Views_EveryNode_SerialisesWithItsSchema()
    {
        var views = JsonSerializer.SerializeToElement(Catalog.Views, JsonDefaults.Options);

        Assert.Equal(Catalog.Types.Count, views.GetArrayLength());
        Assert.All(views.EnumerateArray(), view => Assert.Equal("object", view.GetProperty("parameters").GetProperty("type").GetString()));
    }

    [Fact]
    public void Snapshots_Always_BelongToANodeType() =>
        Assert.Empty(Directory.GetFiles(Folder()).Select(Path.GetFileNameWithoutExtension).Except(Catalog.Views.Select(NameOf)));

    private static string NameOf(NodeView view) => $"{view.Type}@{view.Version}";

    private static string TextOf(NodeView view)
    {
        var lines = new List<string>
        {
            $"kind: {view.Kind}, {view.Delivery}",
            $"inputs: {string.Join(' ', view.Inputs)}",
            $"outputs: {string.Join(' ', view.Outputs)}",
        };
        if (view.RequiredInputs.Count > 0) lines.Add($"required: {string.Join(' ', view.RequiredInputs)}");
        if (view.Attachments.Count > 0) lines.Add($"attachments: {string.Join(' ', view.Attachments)}");
        lines.AddRange(view.Credentials.Select(slot => $"credential {slot.Slot}: {string.Join(' ', slot.Types)}{(slot.Required ? ", required" : "")}"));
        lines.AddRange(Fields(view.Parameters, ""));
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Fields(JsonElement schema, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object) yield break;
        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var line in Fields(items, path + "[]")) yield return line;
        }

        if (!schema.TryGetProperty("properties", out var properties)) yield break;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        foreach (var field in properties.EnumerateObject())
        {
            var name = $"{path}.{field.Name}".TrimStart('.');
            yield return $"{name}: {KindOf(field.Value)}{(required.Contains(field.Name) ? ", required" : "")}";
            foreach (var line in Fields(field.Value, name)) yield return line;
        }
    }

    private static string KindOf(JsonElement field)
    {
        var kind = field.TryGetProperty("enum", out var values) ? string.Join('|', values.EnumerateArray())
            : field.TryGetProperty("type", out var type) ? type.ToString()
            : field.TryGetProperty("$ref", out var reference) ? reference.ToString() : "any";
        return field.TryGetProperty("default", out var standard) ? $"{kind} = {standard.GetRawText()}" : kind;
    }

    private static string Folder([CallerFilePath] string here = "") => Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "Snapshots")).FullName;
}
