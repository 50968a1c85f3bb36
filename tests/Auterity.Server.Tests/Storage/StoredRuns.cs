using System.Net;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Server.Tests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Storage;

/// <summary>Workflows and questions of the storage tests.</summary>
internal static class StoredRuns
{
    /// <summary>Creates and publishes a workflow; returns its id.</summary>
    public static async Task<string> CreateFlowAsync(this HttpClient client, string definition)
    {
        var id = (await client.CreateAsync(definition, "flow " + Guid.CreateVersion7())).Text("id");
        await client.PublishAsync(id);
        return id;
    }

    public static async Task<JsonElement> StartRunAsync(this HttpClient client, string workflow, string input, int wait = 0, HttpStatusCode expected = HttpStatusCode.Created) =>
        await (await client.PostJsonAsync($"/api/workflows/{workflow}/runs{(wait > 0 ? $"?wait={wait}" : "")}", "{\"input\":" + input + "}")).ReadAsync(expected);

    public static Task<JsonElement> FinishedAsync(this HttpClient client, string run) => client.GetJsonAsync($"/api/runs/{run}?wait=120");

    /// <summary>Steps of a run by node id.</summary>
    public static async Task<Dictionary<string, JsonElement>> StepsAsync(this HttpClient client, string run, int items = 1) =>
        (await client.GetJsonAsync($"/api/runs/{run}/steps?items={items}")).GetProperty("steps").EnumerateArray().ToDictionary(step => step.Text("nodeId"), step => step);

    /// <summary>One number from the database.</summary>
    public static async Task<long> AskAsync(this Server server, string sql, string? run = null)
    {
        await using var connection = await server.Services.GetRequiredService<Database>().OpenReadAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (run is not null) command.AddId("@id", Guid.Parse(run));
        return Convert.ToInt64(await command.ExecuteScalarAsync(Json.Token), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A database that outlives a server: two servers on it are a restart.</summary>
    public static async Task<(IAsyncDisposable? Database, string[] Settings)> LastingAsync(Backend backend)
    {
        if (backend == Backend.Sqlite) return (null, []);
        var database = await PostgresServer.CreateDatabaseAsync();
        return (database, [$"--AUTERITY_DATABASE={database.ConnectionString}"]);
    }
}
