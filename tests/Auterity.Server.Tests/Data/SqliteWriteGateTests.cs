using Auterity.Platform.Data;

namespace Auterity.Server.Tests.Data;

public sealed class SqliteWriteGateTests
{
    private readonly SqliteWriteGate gate = new();

    [Fact]
    public async Task Enter_Taken_WaitsInOrder()
    {
        var first = await gate.EnterAsync(false, Json.Token);
        var second = gate.EnterAsync(false, Json.Token).AsTask();
        var third = gate.EnterAsync(false, Json.Token).AsTask();

        first.Dispose();
        var lease = await second;
        Assert.False(third.IsCompleted);
        lease.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Enter_WithPriority_PassesThoseWhoWait()
    {
        var holder = await gate.EnterAsync(false, Json.Token);
        var ordinary = gate.EnterAsync(false, Json.Token).AsTask();
        var journal = gate.EnterAsync(true, Json.Token).AsTask();

        holder.Dispose();
        var lease = await journal;

        Assert.False(ordinary.IsCompleted);
        lease.Dispose();
        (await ordinary).Dispose();
    }

    [Fact]
    public async Task Enter_BehindEndlessPriority_GetsItsTurn()
    {
        var holder = await gate.EnterAsync(false, Json.Token);
        var ordinary = gate.EnterAsync(false, Json.Token).AsTask();
        var journal = Enumerable.Range(0, SqliteWriteGate.LongestPriorityStreak + 1).Select(_ => gate.EnterAsync(true, Json.Token).AsTask()).ToList();

        holder.Dispose();
        foreach (var task in journal.Take(SqliteWriteGate.LongestPriorityStreak)) (await task).Dispose();
        var lease = await ordinary;

        Assert.False(journal[^1].IsCompleted);
        lease.Dispose();
        (await journal[^1]).Dispose();
    }

    [Fact]
    public async Task Enter_GivenUp_IsPassedOver()
    {
        using var giveUp = new CancellationTokenSource();
        var holder = await gate.EnterAsync(false, Json.Token);
        var gone = gate.EnterAsync(false, giveUp.Token).AsTask();
        var next = gate.EnterAsync(false, Json.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        holder.Dispose();

        (await next).Dispose();
        (await gate.EnterAsync(false, Json.Token)).Dispose();
    }

    [Fact]
    public async Task Dispose_Twice_LetsOnlyOneIn()
    {
        var holder = await gate.EnterAsync(false, Json.Token);
        var second = gate.EnterAsync(false, Json.Token).AsTask();
        var third = gate.EnterAsync(false, Json.Token).AsTask();

        holder.Dispose();
        holder.Dispose();

        await second;
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Enter_FromManyThreads_LetsOneInAtATime()
    {
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var lease = await gate.EnterAsync(worker == 0, Json.Token);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
            }
        })));

        Assert.Equal(1, most);
        Assert.Equal(8000, gate.Entries);
    }
}
