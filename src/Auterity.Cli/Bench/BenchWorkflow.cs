using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Bench;

/// <summary>The workflow that is measured; it exists as long as the measurement.</summary>
internal sealed class BenchWorkflow : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private const int Attempts = 20;

    private readonly ApiClient api;
    private readonly Screen screen;
    private readonly TimeProvider time;
    private readonly Guid id;

    private BenchWorkflow(ApiClient api, Screen screen, TimeProvider time, Guid id, string hook)
    {
        (this.api, this.screen, this.time, this.id) = (api, screen, time, id);
        Hook = new Uri($"{api.Url.ToString().TrimEnd('/')}/hooks/{hook}");
    }

    /// <summary>Where it answers.</summary>
    public Uri Hook { get; }

    public static async Task<BenchWorkflow> PublishAsync(ApiClient api, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var path = $"auterity-bench-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var tenant = (await api.GetAsync("api/me", cancellationToken)).Read("tenant").Text("slug");
        var created = await api.PostAsync("api/workflows", new JsonObject { ["name"] = $"Bench (temporary) {path[^6..]}", ["description"] = "Made by 'auterity bench', which removes it when it has measured.", ["definition"] = Definition(path) }, cancellationToken);
        var workflow = new BenchWorkflow(api, screen, time, created.Id(), tenant == "default" ? path : $"{tenant}/{path}");
        try
        {
            await api.PostAsync($"api/workflows/{workflow.id}/publish", new JsonObject { ["activate"] = true }, cancellationToken);
            return workflow;
        }
        catch
        {
            await workflow.DisposeAsync();
            throw;
        }
    }

    /// <summary>Removed even after Ctrl+C. Runs under way end within moments once nobody calls any more.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await api.SendAsync(new ApiRequest(HttpMethod.Delete, $"api/workflows/{id}"), CancellationToken.None);
                return;
            }
            catch (Failure failure) when (attempt < Attempts && failure.ProblemCode == "runs-alive")
            {
                await Task.Delay(Pause, time, CancellationToken.None);
            }
            catch (Failure failure)
            {
                screen.Note($"The workflow of the measurement is still there: {failure.Message} Remove it with: auterity workflows delete {id} --yes");
                return;
            }
        }
    }

    private static JsonNode Definition(string path) => JsonNode.Parse($$$"""
        {
          "nodes": [
            { "id": "hook", "type": "trigger.webhook", "name": "Call", "parameters": { "path": "{{{path}}}", "respond": "respondNode" } },
            { "id": "double", "type": "data.set", "name": "Double", "parameters": { "fields": [ { "name": "twice", "type": "number", "value": "={{ $json.body.n * 2 }}" } ], "includeOther": "none" } },
            { "id": "large", "type": "flow.if", "name": "Large?", "parameters": { "conditions": { "conditions": [ { "left": "={{ $json.twice }}", "operator": { "type": "number", "operation": "gt" }, "right": 10 } ] } } },
            { "id": "name", "type": "data.set", "name": "Name it", "parameters": { "fields": [ { "name": "size", "type": "string", "value": "large" } ] } },
            { "id": "answer", "type": "http.respond", "name": "Answer", "parameters": { "respondWith": "firstItem" } }
          ],
          "edges": [ { "from": "hook", "to": "double" }, { "from": "double", "to": "large" }, { "from": "large", "output": "true", "to": "name" }, { "from": "name", "to": "answer" } ],
          "settings": { "keep": "nothing" }
        }
        """)!;
}
