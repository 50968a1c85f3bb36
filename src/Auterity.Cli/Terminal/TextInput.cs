using System.Text.Json;

namespace Auterity.Cli.Terminal;

/// <summary>What a user hands over: a file, <c>-</c> for standard input, or JSON on the command line.</summary>
internal static class TextInput
{
    public static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (file == "-") return await Console.In.ReadToEndAsync(cancellationToken);
        return Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : throw Missing(file);
    }

    public static async Task<byte[]> ReadBytesAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-") return Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : throw Missing(file);
        using var buffer = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>JSON as it was typed, from <c>@file</c>, or from standard input with <c>-</c>; null when nothing was given.</summary>
    /// <exception cref="Failure">It is no JSON.</exception>
    public static async Task<JsonElement?> ReadJsonAsync(string? given, string option, CancellationToken cancellationToken)
    {
        if (given is null) return null;
        var where = given == "-" ? "Standard input" : given.StartsWith('@') ? $"The file {given[1..]}" : $"What follows {option}";
        var text = given == "-" || given.StartsWith('@') ? await ReadAsync(given.TrimStart('@'), cancellationToken) : given;
        return Parse(text, where);
    }

    public static JsonElement Parse(string text, string where)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 128 }).RootElement;
        }
        catch (JsonException e)
        {
            throw Failure.Usage($"{where} is not JSON: {e.Message.Replace(" LineNumber:", " Line:", StringComparison.Ordinal)}");
        }
    }

    private static bool Exists(string file) => File.Exists(file) || IsPipe(file);

    private static bool IsPipe(string file) => file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith("/proc/", StringComparison.Ordinal);

    private static Failure Missing(string file) =>
        Directory.Exists(file) ? Failure.Usage($"{file} is a folder; a file is needed.") : Failure.Usage($"There is no file {file}.");
}
