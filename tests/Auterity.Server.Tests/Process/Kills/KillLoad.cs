using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Auterity.Server.Tests.Process.Kills;

/// <summary>Callers who start runs in every way while the server dies under them, and who remember every promise they got.</summary>
internal sealed class KillLoad(IReadOnlyDictionary<string, string> workflows, Func<HttpClient> server, int seed)
{
    private const int Callers = 6;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Kinds and whether their starts carry a key.</summary>
    private static readonly (string Kind, bool Keyed)[] Starts =
    [
        ("pure", false), ("pure", true), ("hook", false), ("answer", true), ("wait", true), ("signal", true), ("atLeast", true), ("atMost", true),
        ("atMost", false), ("flaky", false), ("broken", false), ("fan", true), ("parent", true),
    ];

    private TaskCompletionSource promised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int next;

    /// <summary>Faults of the server leave the outcome of a start open; without this they fail the test.</summary>
    public bool ToleratesFaults { get; init; }

    public ConcurrentBag<Promise> Promises { get; } = [];

    /// <summary>Completed by the next promise that somebody gets.</summary>
    public Task NextAsync() => Volatile.Read(ref promised).Task;

    /// <summary>Starts, one after the other per caller, until told to stop; then finishes what must be repeated.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(new Random(seed + caller), stop), CancellationToken.None)));

    private async Task CallAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref next);
            var (kind, keyed) = Starts[random.Next(Starts.Length)];
            var promise = new Promise(kind, keyed, number);
            Promises.Add(promise);
            await MakeAsync(promise);
            // A second caller with the same key must be told of the same run.
            if (keyed && promise.RunId is not null && random.Next(4) == 0) await MakeAsync(promise);
            if (kind == "signal" && promise.RunId is not null) await UntilAsync(() => TrySignalAsync(promise));
            await Pause.MillisecondsAsync(random.Next(0, 30), CancellationToken.None);
        }
    }

    private async Task MakeAsync(Promise promise)
    {
        // A keyed start whose outcome nobody heard of is repeated until it is heard of.
        if (promise.Keyed) await UntilAsync(() => TryStartAsync(promise));
        else await TryStartAsync(promise);
    }

    private static async Task UntilAsync(Func<Task<bool>> attempt)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await attempt())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Longest, $"The server did not take a call for {Longest}.");
            await Pause.MillisecondsAsync(100, CancellationToken.None);
        }
    }

    private async Task<bool> TryStartAsync(Promise promise)
    {
        try
        {
            using var request = RequestOf(promise);
            using var response = await server().SendAsync(request, CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (response.StatusCode == HttpStatusCode.TooManyRequests) return false;
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable || (ToleratesFaults && (int)response.StatusCode >= 500))
            {
                promise.Unheard = true;
                return false;
            }

            Assert.True(response.IsSuccessStatusCode, $"{promise}: {(int)response.StatusCode} {text}");
            promise.Given(promise.IsHook ? response.Headers.GetValues("X-Run-Id").Single() : JsonDocument.Parse(text).RootElement.Text("id"));
            Interlocked.Exchange(ref promised, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            promise.Unheard = true;
            return false;
        }
    }

    private async Task<bool> TrySignalAsync(Promise promise)
    {
        try
        {
            using var response = await server().PostAsync(
                $"/api/runs/{promise.RunId}/signal", KillFlows.Body($$"""{"name":"go","payload":{"n":{{promise.Number}}},"dedupeId":"s{{promise.Number}}"}"""), CancellationToken.None);
            // 409: an earlier attempt, whose answer was cut off, has ended the run.
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Conflict;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private HttpRequestMessage RequestOf(Promise promise)
    {
        var number = promise.Number.ToString(CultureInfo.InvariantCulture);
        if (promise.IsHook)
            return new HttpRequestMessage(HttpMethod.Post, "/hooks/" + promise.Kind) { Content = KillFlows.Body($$"""{"n":{{number}},"key":"k{{number}}"}""") };
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/workflows/{workflows[promise.Kind]}/runs")
        {
            Content = KillFlows.Body($$$"""{"input":{"n":{{{number}}}},"label":"{{{number}}}"}"""),
        };
        if (promise.Keyed) request.Headers.Add("Idempotency-Key", "k" + number);
        return request;
    }
}

/// <summary>One start, and what its caller was told.</summary>
internal sealed record Promise(string Kind, bool Keyed, int Number)
{
    /// <summary>The run that a 2xx named; null when the caller never heard of one.</summary>
    public string? RunId { get; private set; }

    /// <summary>At least one attempt ended without an answer: a run may be there or not.</summary>
    public bool Unheard { get; set; }

    public bool IsHook => Kind is "hook" or "answer";

    public void Given(string runId)
    {
        Assert.True(RunId is null || RunId == runId, $"{Kind} {Number}: the key gave run {RunId} first and {runId} later.");
        RunId = runId;
    }
}
