using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace Auterity.Cli.Bench;

/// <summary>A closed loop: every caller sends its next request when it has the answer to the last.</summary>
internal sealed class BenchLoad(Uri hook, int connections, TimeProvider time)
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"n":21,"customer":"measured","note":"A body of the size that many callers send, so that parsing it counts as well."}""");
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(30);

    public async Task<BenchResult> RunAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, AllowAutoRedirect = false }) { Timeout = LongestCall };
        var errors = new ConcurrentDictionary<string, int>();
        var began = time.GetTimestamp();
        var callers = Enumerable.Range(0, connections).Select(_ => Task.Run(() => CallAsync(http, began, length, errors, cancellationToken), cancellationToken));
        var durations = (await Task.WhenAll(callers)).SelectMany(each => each).Order().ToArray();
        return new BenchResult(connections, time.GetElapsedTime(began), durations, errors.OrderByDescending(error => error.Value).ToDictionary());
    }

    private async Task<List<double>> CallAsync(HttpClient http, long began, TimeSpan length, ConcurrentDictionary<string, int> errors, CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>(10_000);
        while (time.GetElapsedTime(began) < length)
        {
            var sent = time.GetTimestamp();
            var error = await CallAsync(http, cancellationToken);
            if (error is null) milliseconds.Add(time.GetElapsedTime(sent).TotalMilliseconds);
            else errors.AddOrUpdate(error, 1, (_, count) => count + 1);
        }

        return milliseconds;
    }

    /// <summary>What went wrong; null when the answer was the right one.</summary>
    private async Task<string?> CallAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await http.PostAsync(hook, content, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            return !response.IsSuccessStatusCode ? $"HTTP {(int)response.StatusCode}" : answer.Contains("42", StringComparison.Ordinal) && answer.Contains("large", StringComparison.Ordinal) ? null : "wrong answer";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {LongestCall.TotalSeconds:0} s";
        }
        catch (HttpRequestException e)
        {
            return $"connection: {e.HttpRequestError}";
        }
    }
}
