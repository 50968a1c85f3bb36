using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Auterity.Server.Tests.Process.Kills;

/// <summary>Holds what callers were promised against what became of the runs and what the world saw.</summary>
internal sealed class KillAccount(IReadOnlyDictionary<string, string> workflows, HttpClient client, Recorder world)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly HashSet<string> sentAgain = [];
    private readonly HashSet<string> decided = [];

    public int Decisions => decided.Count;

    public async Task SettleAsync(IReadOnlyCollection<Promise> promises)
    {
        var runs = await EndAllAsync();
        var accepted = promises.Where(promise => promise.RunId is not null).ToList();
        foreach (var promise in accepted)
            Assert.True(runs.TryGetValue(promise.RunId!, out var run) && run.Text("status") == "succeeded", $"{promise}: {(run.ValueKind == JsonValueKind.Object ? run.ToString() : "the run is gone")}");

        CountRuns(promises, runs.Values);
        CountChildren(accepted, runs.Values);
        foreach (var promise in accepted)
            CountCalls(promise);
        var keys = world.Calls.Where(call => !call.Path.Contains("Most", StringComparison.Ordinal)).GroupBy(call => call.Path);
        Assert.All(keys, path => Assert.Single(path.Select(call => call.Key).Distinct()));
        Assert.All(world.Calls.Where(call => !call.Path.Contains("Most", StringComparison.Ordinal)), call => Assert.NotEqual("", call.Key));
        await RepeatAsync(accepted);
    }

    /// <summary>Waits until every run has ended; what needs a decision gets one: even numbers are sent again, odd ones were done.</summary>
    private async Task<Dictionary<string, JsonElement>> EndAllAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var open = await ListAsync("status=queued,running,waiting,paused,needsDecision");
            if (open.Count == 0) return (await ListAsync("")).ToDictionary(run => run.Text("id"));
            foreach (var run in open.Where(run => run.Text("status") == "needsDecision"))
                await DecideAsync(run.Text("id"));
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Longest, $"{open.Count} runs did not end, the first is {await client.GetStringAsync($"/api/runs/{open[0].Text("id")}", Json.Token)} {await client.GetStringAsync($"/api/runs/{open[0].Text("id")}/steps", Json.Token)}");
            await Pause.MillisecondsAsync(200, Json.Token);
        }
    }

    private async Task DecideAsync(string runId)
    {
        var run = await client.GetJsonAsync($"/api/runs/{runId}");
        if (!run.TryGetProperty("attention", out var attention) || attention.ValueKind != JsonValueKind.Array) return;
        foreach (var step in attention.EnumerateArray())
        {
            Assert.Equal("unknown-outcome", step.GetProperty("error").Text("code"));
            Assert.NotEqual("", step.GetProperty("error").Text("message"));
            var again = decided.Count % 2 == 0;
            using var answer = await client.PostAsync($"/api/runs/{runId}/decide", KillFlows.Body($$"""{"step":{{step.GetProperty("step")}},"decision":"{{(again ? "again" : "done")}}"}"""), Json.Token);
            // In a cluster the owner before may only be frozen: sending again has to wait until it cannot be at it any more.
            if (again && answer.StatusCode == HttpStatusCode.Conflict) continue;
            await answer.ReadAsync(HttpStatusCode.OK);
            decided.Add(runId);
            if (again) sentAgain.Add(runId);
        }
    }

    /// <summary>Exactly one run for every promise, at most one for a start that nobody heard of, none beside.</summary>
    private void CountRuns(IReadOnlyCollection<Promise> promises, IReadOnlyCollection<JsonElement> runs)
    {
        foreach (var kind in promises.GroupBy(promise => promise.Kind))
        {
            var found = runs.Where(run => run.Text("workflowId") == workflows[kind.Key]).ToList();
            var promised = kind.Where(promise => promise.RunId is not null).Select(promise => promise.RunId!).ToHashSet();
            var unheard = kind.Count(promise => promise.RunId is null && promise.Unheard);
            Assert.InRange(found.Count, promised.Count, promised.Count + unheard);
            if (kind.First().IsHook) continue;
            var byNumber = found.GroupBy(run => int.Parse(run.Text("label"), CultureInfo.InvariantCulture)).ToDictionary(group => group.Key, group => group.ToList());
            Assert.All(byNumber.Values, same => Assert.Single(same));
            Assert.Subset(kind.Select(promise => promise.Number).ToHashSet(), byNumber.Keys.ToHashSet());
        }
    }

    private void CountChildren(IReadOnlyCollection<Promise> accepted, IReadOnlyCollection<JsonElement> runs)
    {
        var parents = runs.Where(run => run.Text("workflowId") == workflows["parent"]).Select(run => run.Text("id")).ToHashSet();
        var children = runs.Where(run => run.Text("workflowId") == workflows["child"]).ToList();
        Assert.Equal(parents.Count, children.Count);
        Assert.Equal(parents, children.Select(run => run.Text("parentId")).ToHashSet());
        Assert.All(children, run => Assert.Equal("succeeded", run.Text("status")));
        Assert.All(accepted.Where(promise => promise.Kind == "parent"), promise => Assert.Contains(promise.RunId!, parents));
    }

    private void CountCalls(Promise promise)
    {
        switch (promise.Kind)
        {
            case "atLeast": Assert.NotEmpty(world.To($"/atLeast/{promise.Number}")); break;
            case "parent": Assert.NotEmpty(world.To($"/child/{promise.Number}")); break;
            case "broken": Assert.NotEmpty(world.To($"/broken/{promise.Number}")); break;
            case "flaky": Assert.True(world.To($"/flaky/{promise.Number}").Count() >= 3); break;
            case "atMost": CountAtMost(promise, $"/atMost/{promise.Number}"); break;
            case "fan":
                Assert.NotEmpty(world.To($"/fanLeast/{promise.Number}"));
                CountAtMost(promise, $"/fanMost/{promise.Number}");
                break;
        }
    }

    private void CountAtMost(Promise promise, string path)
    {
        var calls = world.To(path).Count();
        var most = sentAgain.Contains(promise.RunId!) ? 2 : 1;
        Assert.True(calls <= most, $"{promise} was sent {calls} times.");
        if (!decided.Contains(promise.RunId!)) Assert.True(calls == 1, $"{promise} succeeded without a decision, but was sent {calls} times.");
    }

    /// <summary>Long after: the same keys still give the same runs.</summary>
    private async Task RepeatAsync(IEnumerable<Promise> accepted)
    {
        foreach (var promise in accepted.Where(promise => promise is { Keyed: true, IsHook: false }).Take(50))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflows[promise.Kind]}/runs")
            {
                Content = KillFlows.Body($$$"""{"input":{"n":{{{promise.Number}}}},"label":"{{{promise.Number}}}"}"""),
            };
            request.Headers.Add("Idempotency-Key", "k" + promise.Number.ToString(CultureInfo.InvariantCulture));
            using var response = await client.SendAsync(request, Json.Token);
            // What was accepted before is told with 200; what only seemed to be is begun now.
            promise.Given((await response.ReadAsync(response.StatusCode == HttpStatusCode.Created ? HttpStatusCode.Created : HttpStatusCode.OK)).Text("id"));
        }
    }

    private async Task<List<JsonElement>> ListAsync(string filter)
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await client.GetJsonAsync($"/api/runs?limit=200&{filter}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return all;
    }
}
