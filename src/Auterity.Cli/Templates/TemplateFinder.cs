using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Templates;

/// <summary>Finds the template somebody means, by id or by name.</summary>
internal static class TemplateFinder
{
    private const int MostCandidates = 1_000;

    public static async Task<JsonElement> FindAsync(ApiClient api, string given, CancellationToken cancellationToken)
    {
        var rows = await api.ListAsync("api/templates", MostCandidates, cancellationToken);
        if (rows.FirstOrDefault(row => row.Text("id") == given) is { ValueKind: JsonValueKind.Object } byId) return byId;
        var named = rows.Where(row => string.Equals(row.Text("name"), given, StringComparison.OrdinalIgnoreCase)).ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw new Failure(ExitCode.NotFound, $"There is no template '{given}'. See them with: auterity templates list"),
            _ => throw new Failure(ExitCode.Usage, $"{named.Count} templates are called '{given}'. Give the id of one:", [.. named.Select(row => $"{row.Text("id")}  {(row.Flag("builtIn") ? "built in" : "own")}")]),
        };
    }

    /// <summary>Path of the template, and of what can be done with it.</summary>
    public static async Task<string> PathAsync(ApiClient api, string given, string? what, int? version, CancellationToken cancellationToken)
    {
        var found = await FindAsync(api, given, cancellationToken);
        return ApiPath.With($"api/templates/{Uri.EscapeDataString(found.Text("id")!)}{(what is null ? "" : $"/{what}")}", ("version", version?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
