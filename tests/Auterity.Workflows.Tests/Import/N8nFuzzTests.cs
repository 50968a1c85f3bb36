using System.Text;
using System.Text.Json;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;
using CsCheck;

namespace Auterity.Workflows.Tests.Import;

public sealed class N8nFuzzTests
{
    private static readonly string[] Members =
    [
        "nodes", "connections", "main", "ai_tool", "node", "type", "index", "name", "id", "parameters", "position", "typeVersion", "credentials", "pinData", "json", "settings", "A", "B",
        "conditions", "rules", "values", "options", "mode", "operation", "assignments", "value", "url", "jsCode", "disabled", "onError", "retryOnFail", "maxTries", "data",
    ];

    private static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf(Members),
        Gen.OneOf(N8nMappings.Types.ToArray()),
        Gen.OneOf("={{ $json.x }}", "", "=", "-1", "1e999", "\\ud800", "\\u0000", "x.yTrigger", "continueErrorOutput", "Europe/Rome"),
        Gen.String[Gen.Char.AlphaNumeric, 0, 6]);

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, self) => depth > 6
        ? Scalar
        : Gen.Frequency((3, Scalar), (3, self.Array[0, 4].Select(entries => $"[{string.Join(",", entries)}]")), (5, ObjectOf(self))));

    private static Gen<string> Scalar => Gen.OneOf(Word.Select(word => $"\"{word}\""), Gen.OneOf("null", "true", "false", "0", "3", "-7", "1.5", "1e400", "99999999999999999999"));

    private static Gen<string> ObjectOf(Gen<string> self) =>
        Gen.Select(Word, self, (name, value) => $"\"{name}\":{value}").Array[0, 5].Select(members => $"{{{string.Join(",", members)}}}");

    [Fact]
    public void Import_GeneratedJson_SucceedsOrSaysWhyNot() => Value.Sample(json => ImportsOrRefuses(Encoding.UTF8.GetBytes(json)), iter: 5_000);

    [Fact]
    public void Import_GeneratedNodes_NeverFails() =>
        Gen.Select(NodeOf(Gen.OneOf(N8nMappings.Types.ToArray()), Value).Array[0, 6], ConnectionsGen).Sample(
            (nodes, connections) =>
            {
                var file = $$"""{"nodes":[{{string.Join(",", nodes)}}],"connections":{{connections}}}""";
                var result = N8nImporter.Import(Encoding.UTF8.GetBytes(file));
                N8nExporter.Export(result.Name, result.Definition, result.Layout);
            },
            iter: 5_000);

    [Fact]
    public void Import_MutatedRealExports_SucceedsOrSaysWhyNot()
    {
        var files = N8nCorpus.Files();
        Gen.Select(Gen.Int[0, files.Count - 1], Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, 3], Gen.Byte).Array[1, 4]).Sample(
            (file, edits) => ImportsOrRefuses(edits.Aggregate(files[file].Json, (json, edit) => Mutate(json, edit.Item1 % json.Length, edit.Item2, edit.Item3))),
            iter: 2_000);
    }

    private static readonly Gen<string> ConnectionsGen =
        Gen.Select(Gen.OneOf("A", "B", "C"), Gen.OneOf("main", "ai_tool", "error"), Gen.Int[0, 4], Gen.OneOf("A", "B", "C", "D"), Gen.Int[0, 3],
                (from, kind, output, to, input) => $$"""{"{{from}}": {"{{kind}}": [{{string.Concat(Enumerable.Repeat("[],", output))}} [{"node":"{{to}}","type":"{{kind}}","index": {{input}} }]] } }""")
            .Array[0, 5].Select(parts => parts.Length == 0 ? "{}" : parts[0]);

    private static Gen<string> NodeOf(Gen<string> type, Gen<string> value) =>
        Gen.Select(Gen.OneOf("A", "B", "C"), type, ObjectOf(value), Gen.OneOf("1", "1.1", "2", "2.1", "3", "3.4", "4.2", "\"2\"", "null"),
            (name, kind, parameters, version) => $$"""{"name":"{{name}}","type":"{{kind}}","typeVersion":{{version}},"parameters": {{parameters}} }""");

    private static bool ImportsOrRefuses(byte[] json)
    {
        try
        {
            var result = N8nImporter.Import(json);
            JsonDocument.Parse(N8nExporter.Export(result.Name, result.Definition, result.Layout).Json, Auterity.Sdk.JsonDefaults.Document);
            return true;
        }
        catch (ImportException e)
        {
            return e.Message.Length > 0;
        }
    }

    private static byte[] Mutate(byte[] json, int at, int kind, byte value) => kind switch
    {
        0 => [.. json[..at], value, .. json[(at + 1)..]],
        1 => [.. json[..at], .. json[Math.Min(json.Length, at + value)..], 0x20],
        2 => [.. json[..at], .. "null"u8, .. json[at..]],
        _ => [.. json[..at], .. json[Math.Max(0, at - value)..]],
    };
}
