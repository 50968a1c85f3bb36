using System.Text.Json;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Templates;

/// <summary>A template in a file, as <c>templates export</c> writes it.</summary>
internal static class TemplateFile
{
    /// <summary>Whether somebody means a file, not an id: it is there, or it looks like one.</summary>
    public static bool IsMeant(string given) => given == "-" || given.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || File.Exists(given);

    public static async Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var where = path == "-" ? "Standard input" : $"The file {path}";
        var root = TextInput.Parse(await TextInput.ReadAsync(path, cancellationToken), where);
        return root.ValueKind == JsonValueKind.Object ? root : throw Failure.Usage($"{where} holds no template: an object with name, summary, category and definition is needed.");
    }
}
