using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Import.N8n;

namespace Auterity.Workflows.Tests.Import;

/// <summary>What each foreign node with these parameters becomes: one file of cases a family, in <c>Cases/</c>.</summary>
/// <remarks>A new case: write <c>n8n</c>, <c>version</c> and <c>parameters</c>, run once with <c>UPDATE_SNAPSHOTS=1</c>, and read the diff.</remarks>
public sealed class N8nMappingTests
{
    private static readonly JsonSerializerOptions Indented = new(JsonDefaults.Options) { WriteIndented = true, IndentSize = 2 };

    public static TheoryData<string> Families => [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Map_EveryCase_GivesWhatItSays(string family)
    {
        var path = Path.Combine(Folder(), $"{family}.json");
        var cases = JsonNode.Parse(File.ReadAllText(path))!.AsArray();

        var now = new JsonArray([.. cases.Select(one => Filled(one!.AsObject()))]);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, now.ToJsonString(Indented) + "\n");

        foreach (var (was, became) in JsonNode.Parse(File.ReadAllText(path))!.AsArray().Zip(now))
            Assert.Equal(was!.ToJsonString(Indented), became!.ToJsonString(Indented));
    }

    [Fact]
    public void Cases_Together_UseEveryOptionTheMappingsKnow()
    {
        var missing = new List<string>();
        foreach (var type in AllCases().GroupBy(one => (string)one["n8n"]!))
        {
            var known = type.SelectMany(one => AskedBy(NodeOf(one))).ToHashSet();
            var used = type.SelectMany(one => PathsIn(JsonSerializer.SerializeToElement(one["parameters"]), "")).ToHashSet();
            missing.AddRange(known.Except(used).Select(option => $"{type.Key}: {option}"));
        }

        Assert.True(missing.Count == 0, $"No case uses:\n{string.Join("\n", missing.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void Cases_Together_CoverEveryMapping() =>
        Assert.Empty(N8nMappings.Types.Except(AllCases().Select(one => (string)one["n8n"]!)).Order(StringComparer.Ordinal));

    /// <summary>Every case, translated.</summary>
    internal static IEnumerable<N8nTranslation> Results() => AllCases().Select(one => Translate(one, NodeOf(one)));

    private static IEnumerable<JsonObject> AllCases() => Directory.GetFiles(Folder(), "*.json").SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsArray()).Select(one => one!.AsObject());

    private static JsonObject Filled(JsonObject one)
    {
        var node = NodeOf(one);
        var result = Translate(one, node);
        var filled = new JsonObject();
        foreach (var name in (string[])["n8n", "version", "node", "wired", "parameters"])
            if (one[name] is { } value) filled[name] = value.DeepClone();
        filled["becomes"] = result.Node.Type;
        if (result.Status != Workflows.Import.ImportStatus.Stub) filled["with"] = JsonNode.Parse(result.Node.Parameters.GetRawText());
        if (result.Mapped.Outputs is not ["main"]) filled["outputs"] = new JsonArray([.. result.Mapped.Outputs.Select(port => (JsonNode?)port)]);
        if (result.Mapped.Inputs is not (["main"] or [])) filled["inputs"] = new JsonArray([.. result.Mapped.Inputs.Select(port => (JsonNode?)port)]);
        filled["status"] = result.Status.ToString().ToLowerInvariant();
        if (result.Reason is not null) filled["reason"] = result.Reason;
        return filled;
    }

    // As many connections as the case says: a filter has its second output only where something hangs on it.
    private static N8nTranslation Translate(JsonObject one, N8nNode node)
    {
        var wired = (int?)one["wired"] ?? 1;
        return N8nTranslation.Of(node, [.. Enumerable.Range(0, wired).Select(output => new N8nConnection(node, "main", output, node with { Index = 1 }, "main", 0))], null);
    }

    private static IEnumerable<string> AskedBy(N8nNode node)
    {
        var parameters = new N8nParameters(node, 2);
        N8nMappings.Map(parameters);
        return parameters.Asked;
    }

    private static N8nNode NodeOf(JsonObject one)
    {
        var node = one["node"]?.DeepClone().AsObject() ?? [];
        node["name"] = "Node";
        node["type"] = (string)one["n8n"]!;
        node["typeVersion"] = one["version"]?.DeepClone() ?? 1;
        node["parameters"] = one["parameters"]?.DeepClone() ?? new JsonObject();
        return new N8nNodeReader([]).Read(JsonSerializer.SerializeToElement(new[] { node }))[0];
    }

    private static IEnumerable<string> PathsIn(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => PathsIn(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")).Append(path),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(entry => PathsIn(entry, $"{path}[]")).Append(path),
        _ => [path],
    };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}
