using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

/// <summary>Finds the workflow somebody means, by id or by name.</summary>
internal static class WorkflowFinder
{
    private const int MostCandidates = 1_000;

    public static async Task<FoundWorkflow> FindAsync(ApiClient api, string given, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(given, out var id)) return await GetAsync(api, id, cancellationToken);

        var rows = await SearchAsync(api, given, archived: false, cancellationToken);
        var named = Named(rows, given);
        if (named.Count == 0) named = Named(await SearchAsync(api, given, archived: true, cancellationToken), given);
        return named.Count switch
        {
            1 => new FoundWorkflow(named[0].Id(), named[0].Text("name")!, named[0]),
            0 => throw NotFound(given, rows),
            _ => throw new Failure(ExitCode.Usage, $"{named.Count} workflows are called '{given}'. Give the id of one:", [.. named.Select(row => $"{row.Text("id")}  created {row.Text("createdAt")}")]),
        };
    }

    private static async Task<FoundWorkflow> GetAsync(ApiClient api, Guid id, CancellationToken cancellationToken)
    {
        var row = await api.GetAsync($"api/workflows/{id}", cancellationToken);
        return new FoundWorkflow(id, row.Text("name")!, row);
    }

    // Case matters only where it makes the difference.
    private static List<JsonElement> Named(List<JsonElement> rows, string given)
    {
        var alike = rows.Where(row => string.Equals(row.Text("name"), given, StringComparison.OrdinalIgnoreCase)).ToList();
        var exact = alike.Where(row => row.Text("name") == given).ToList();
        return exact.Count == 1 ? exact : alike;
    }

    private static Task<List<JsonElement>> SearchAsync(ApiClient api, string given, bool archived, CancellationToken cancellationToken) =>
        api.ListAsync(ApiPath.With("api/workflows", ("search", given), ("archived", archived ? "true" : null)), MostCandidates, cancellationToken);

    private static Failure NotFound(string given, List<JsonElement> similar) => new(
        ExitCode.NotFound,
        $"There is no workflow '{given}'. {(similar.Count == 0 ? "See them with: auterity workflows list" : "Did you mean one of these?")}",
        [.. similar.Take(5).Select(row => $"{row.Text("id")}  {row.Text("name")}")]);
}

/// <summary>A workflow; the row is a summary, or the whole when it was found by id.</summary>
internal sealed record FoundWorkflow(Guid Id, string Name, JsonElement Row);
