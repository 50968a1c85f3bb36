using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Runs.Watching;

/// <summary>What happens in a run, until it is over. A server that is gone for a while interrupts it and does not end it.</summary>
internal sealed class RunFeed(ApiClient api, Guid runId, TimeProvider time)
{
    /// <summary>How often to look although the bell is connected: the net under it.</summary>
    private static readonly TimeSpan WithBell = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WithoutBell = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileLost = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<FeedNews> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var bell = new RunBell(api, runId, time);
        long after = 0;
        var lost = false;
        while (true)
        {
            var (page, failure) = await AskAsync(after, cancellationToken);
            if (failure is not null)
            {
                if (!lost) yield return new FeedNews.Lost(failure.Message);
                lost = true;
                // A server that was killed may have forgotten what it had not stored, and count differently now.
                after = 0;
                await bell.WaitAsync(WhileLost, cancellationToken);
                continue;
            }

            yield return new FeedNews.Steps([.. page.List("steps")], page.Text("status") ?? "", Anew: after == 0, Back: lost);
            lost = false;
            after = Math.Max(1, page.Number("next"));
            if (RunStatusText.IsOver(page.Text("status"))) yield break;
            await bell.WaitAsync(bell.IsConnected ? WithBell : WithoutBell, cancellationToken);
        }
    }

    private async Task<(JsonElement Page, Failure? Lost)> AskAsync(long after, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/runs/{runId}/steps?items=0&after={after}"), cancellationToken), null);
        }
        catch (Failure failure) when (failure.Code is ExitCode.Unreachable or ExitCode.ServerFault)
        {
            return (default, failure);
        }
    }
}

/// <summary>Something new about a run.</summary>
internal abstract record FeedNews
{
    /// <summary>Steps that changed.</summary>
    /// <param name="Changed">The steps as they are now.</param>
    /// <param name="Status">The run's status at that moment.</param>
    /// <param name="Anew">These are all steps: what was known before is void.</param>
    /// <param name="Back">The server had been gone.</param>
    public sealed record Steps(IReadOnlyList<JsonElement> Changed, string Status, bool Anew, bool Back) : FeedNews;

    /// <summary>The server does not answer; the feed goes on asking.</summary>
    public sealed record Lost(string Why) : FeedNews;
}
