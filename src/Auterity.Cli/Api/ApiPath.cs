namespace Auterity.Cli.Api;

/// <summary>Paths of the API.</summary>
internal static class ApiPath
{
    /// <summary>The path with those parameters that have a value.</summary>
    public static string With(string path, params (string Name, string? Value)[] query)
    {
        var given = query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? path : path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', given);
    }
}
