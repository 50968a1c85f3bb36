using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Credentials;

/// <summary>Finds the credential somebody means, by id or by name.</summary>
internal static class CredentialFinder
{
    private const int Most = 10_000;

    public static async Task<(Guid Id, string Name)> FindAsync(ApiClient api, string given, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(given, out var id)) return (id, (await api.GetAsync($"api/credentials/{id}", cancellationToken)).Text("name")!);
        var named = (await api.ListAsync("api/credentials", Most, cancellationToken)).Where(row => string.Equals(row.Text("name"), given, StringComparison.OrdinalIgnoreCase)).ToList();
        return named switch
        {
            [var one] => (one.Id(), one.Text("name")!),
            [] => throw new Failure(ExitCode.NotFound, $"There is no credential '{given}'. See them with: auterity credentials list"),
            _ => throw new Failure(ExitCode.Usage, $"{named.Count} credentials are called '{given}'. Give the id of one:", [.. named.Select(Line)]),
        };
    }

    private static string Line(JsonElement row) => $"{row.Text("id")}  {row.Text("type")}";
}
