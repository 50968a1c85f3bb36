using System.Diagnostics;
using System.Text.Json;
using Auterity.Bench.Report;
using Auterity.Bench.Servers;

namespace Auterity.Bench.Cases;

/// <summary>The process is killed while effects are under way: how long until the last of them is begun again?</summary>
internal static class ResumeCase
{
    private const int Runs = 100;

    public static async Task RunAsync(Setting setting)
    {
        await using var store = await setting.NewStoreAsync();
        var calls = 0;
        using var called = new SemaphoreSlim(0);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        setting.Echo.OnCall = _ =>
        {
            Interlocked.Increment(ref calls);
            called.Release();
            return answer.Task;
        };
        using (var victim = await ServerProcess.StartAsync(store))
        {
            var workflow = await victim.Api.PublishAsync(Flows.Effect(setting.Echo.Address));
            for (var i = 0; i < Runs; i++)
                await victim.Api.PostAsync($"/api/workflows/{workflow}/runs", $$"""{"input":{{JsonSerializer.Serialize(new { n = i })}}}""");
            await WaitAsync(called);
            victim.Kill();
        }

        var since = Stopwatch.GetTimestamp();
        using var server = await ServerProcess.StartAsync(store);
        await WaitAsync(called);
        setting.Table.Add(new Row($"resume: {Runs} effects after kill -9", setting.Database, Stopwatch.GetElapsedTime(since).TotalSeconds, "s") { Target = Target.Most(30) });
        answer.TrySetResult();
        setting.Echo.OnCall = null;
    }

    private static async Task WaitAsync(SemaphoreSlim called)
    {
        for (var i = 0; i < Runs; i++)
            if (!await called.WaitAsync(TimeSpan.FromSeconds(120)))
                throw new TimeoutException($"Only {i} of {Runs} effects were begun.");
    }
}
