using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Execution.Shards;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Runs;

/// <summary>Workflows whose runs do something telling, and ways to follow runs.</summary>
internal static class RunFlows
{
    /// <summary>Answers with twice the number it gets.</summary>
    public const string Double = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"d","type":"data.set","name":"Double","parameters":{"fields":[{"name":"result","type":"number","value":"={{ $json.n * 2 }}"}],"includeOther":"none"}}],
         "edges":[{"from":"t","to":"d"}]}
        """;

    /// <summary>Waits for the signal <c>go</c> and returns what came with it.</summary>
    public const string Waiting = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"w","type":"flow.wait","name":"Hold on","parameters":{"for":"signal","signal":"go"}},{"id":"e","type":"flow.noop","name":"End"}],
         "edges":[{"from":"t","to":"w"},{"from":"w","to":"e"}]}
        """;

    /// <summary>Fails with a message; the step before it succeeds.</summary>
    public const string Failing = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},{"id":"a","type":"flow.noop","name":"Before"},
          {"id":"f","type":"code.javascript","name":"Breaks","parameters":{"code":"console.log('about to break'); throw new Error('Out of apples')"}}],
         "edges":[{"from":"t","to":"a"},{"from":"a","to":"f"}]}
        """;

    /// <summary>Holds its failing step for a person.</summary>
    public const string Held = """
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"f","type":"code.javascript","name":"Breaks","parameters":{"code":"throw new Error('Out of apples')"},"policy":{"onError":"hold"}},{"id":"e","type":"flow.noop","name":"End"}],
         "edges":[{"from":"t","to":"f"},{"from":"f","to":"e"}]}
        """;

    public static async Task<string> PublishedAsync(this HttpClient client, string definition, string name = "Flow")
    {
        var id = (await client.CreateAsync(definition, name)).Text("id");
        await client.PublishAsync(id);
        return id;
    }

    public static Task<HttpResponseMessage> StartAsync(this HttpClient client, string workflow, string body = "{}", string query = "", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflow}/runs{query}") { Content = Flows.Body(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Json.Token);
    }

    /// <summary>Starts a run and returns its id.</summary>
    public static async Task<string> RunAsync(this HttpClient client, string workflow, string body = "{}") =>
        (await (await client.StartAsync(workflow, body)).ReadAsync(HttpStatusCode.Created)).Text("id");

    /// <summary>The run's end.</summary>
    public static Task<JsonElement> EndOfAsync(this HttpClient client, string run) => client.GetJsonAsync($"/api/runs/{run}?wait=120");

    public static async Task<JsonElement[]> StepsAsync(this HttpClient client, string run, string query = "") =>
        [.. (await client.GetJsonAsync($"/api/runs/{run}/steps{query}")).GetProperty("steps").EnumerateArray()];

    public static Task<HttpResponseMessage> ActAsync(this HttpClient client, string run, string verb, string body = "{}") => client.PostJsonAsync($"/api/runs/{run}/{verb}", body);

    /// <summary>The run once it has come so far; looked at again whenever its shard tells of a change.</summary>
    public static async Task<JsonElement> UntilAsync(this Server server, HttpClient client, string run, Func<JsonElement, bool> reached)
    {
        var id = Guid.Parse(run);
        var changes = Channel.CreateUnbounded<long>();
        var watchers = server.Services.GetRequiredService<RunWatchers>();
        void Note(RunChanged change)
        {
            if (change.RunId == id) changes.Writer.TryWrite(change.Sequence);
        }

        watchers.OnChanged += Note;
        watchers.WatchRun(id);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Json.Token);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            while (true)
            {
                var view = await client.GetJsonAsync($"/api/runs/{run}");
                if (reached(view)) return view;
                await changes.Reader.ReadAsync(limit.Token);
            }
        }
        finally
        {
            watchers.LeaveRun(id);
            watchers.OnChanged -= Note;
        }
    }

    public static Task<JsonElement> UntilStatusAsync(this Server server, HttpClient client, string run, string status) => server.UntilAsync(client, run, view => view.Text("status") == status);
}
