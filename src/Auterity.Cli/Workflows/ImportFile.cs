using System.Text;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

/// <summary>One workflow to import: where it came from, its bytes, and what they are.</summary>
internal sealed record ImportFile(string Source, byte[] Json, string Format)
{
    private const string N8n = "n8n";
    private const string Own = "auterity";

    /// <summary>Files named by paths; folders are searched for <c>*.json</c>.</summary>
    public static List<string> Find(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            var before = files.Count;
            files.AddRange(Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
            if (files.Count == before) throw Failure.Usage($"There is no .json file in {path}.");
        }

        return files;
    }

    /// <summary>The workflows of a file; a list of exports is taken apart.</summary>
    /// <param name="path">A file, or <c>-</c>.</param>
    /// <param name="format">What the user says it is; null finds out.</param>
    public static async Task<IReadOnlyList<ImportFile>> ReadAsync(string path, string? format, CancellationToken cancellationToken)
    {
        var bytes = await TextInput.ReadBytesAsync(path, cancellationToken);
        var source = path == "-" ? "standard input" : path;
        try
        {
            var root = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 512, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }).RootElement;
            var many = Parts(root).Where(part => part.Read("nodes").ValueKind == JsonValueKind.Array).ToList();
            return many.Count < 2
                ? [new ImportFile(source, bytes, format ?? FormatOf(root))]
                : [.. many.Select((part, i) => new ImportFile($"{source} [{i}]", Encoding.UTF8.GetBytes(part.GetRawText()), format ?? FormatOf(part)))];
        }
        catch (JsonException)
        {
            // The server says where it goes wrong.
            return [new ImportFile(source, bytes, format ?? N8n)];
        }
    }

    private static IEnumerable<JsonElement> Parts(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.Read("data").ValueKind == JsonValueKind.Array => root.List("data"),
        JsonValueKind.Object when root.Read("workflows").ValueKind == JsonValueKind.Array => root.List("workflows"),
        _ => [],
    };

    // Our files have a definition, or edges; theirs have connections, or wrap them in something.
    private static string FormatOf(JsonElement root) =>
        root.Read("definition").ValueKind == JsonValueKind.Object || root.Read("edges").ValueKind == JsonValueKind.Array ? Own : N8n;
}
