using Auterity.Workflows.Execution.Effects;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Workflows.Tests.Execution;

public sealed class EffectLimitsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly EffectLimits limits;

    public EffectLimitsTests() => limits = new EffectLimits(time);

    [Fact]
    public async Task Enter_AllSlotsHeld_WaitsInOrderUntilOneIsGivenBack()
    {
        var first = await Enter("a", 2);
        await Enter("a", 2);
        var third = Enter("a", 2);
        var fourth = Enter("a", 2);

        first.Dispose();

        await third;
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public async Task Enter_OtherKey_DoesNotWait()
    {
        await Enter("a", 1);

        await Enter("b", 1);
    }

    [Fact]
    public async Task Enter_SlotGivenBackTwice_LetsOneIn()
    {
        var first = await Enter("a", 1);
        var second = Enter("a", 1);
        var third = Enter("a", 1);

        first.Dispose();
        first.Dispose();

        await second;
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Enter_HolderVanished_GoesOnAfterTheLease()
    {
        await Enter("a", 1);
        var second = Enter("a", 1);

        time.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        await second;
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesTheQueue()
    {
        using var cancelling = new CancellationTokenSource();
        var first = await Enter("a", 1);
        var second = limits.EnterAsync("a", 1, Lease, cancelling.Token);
        var third = Enter("a", 1);

        await cancelling.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await third;
    }

    [Fact]
    public async Task Sweep_KeyInUse_IsKept()
    {
        var first = await Enter("a", 1);
        limits.Sweep();
        var second = Enter("a", 1);
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();
        limits.Sweep();

        await Enter("a", 1);
    }

    [Fact]
    public async Task Pass_BurstAndThenSpaced_KeepsTheRate()
    {
        var window = TimeSpan.FromSeconds(10);
        var passes = Enumerable.Range(0, 7).Select(_ => limits.PassAsync("a", 5, window, Token)).ToArray();

        Assert.Equal([true, true, true, true, true, false, false], passes.Select(pass => pass.IsCompleted));
        time.Advance(TimeSpan.FromSeconds(2));
        await passes[5];
        Assert.False(passes[6].IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        await passes[6];
    }

    [Fact]
    public void Take_AnyArrivals_NeverMoreThanTheBurstAndTheRate() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 3_000].List[1, 60]).Sample((count, gaps) =>
    {
        var window = TimeSpan.FromSeconds(1);
        var gate = new RateGate();
        var now = DateTimeOffset.UnixEpoch;
        var begun = new List<DateTimeOffset>();
        foreach (var gap in gaps)
        {
            now += TimeSpan.FromMilliseconds(gap);
            begun.Add(now + gate.Take(now, count, window));
        }

        begun.Sort();
        // A full burst and then the even rate: never more than twice the count in any window.
        for (var i = 0; i + (2 * count) < begun.Count; i++)
            Assert.True(begun[i + (2 * count)] - begun[i] >= window, $"{(2 * count) + 1} in less than {window}");
    });

    private Task<IDisposable> Enter(string key, int limit) => limits.EnterAsync(key, limit, Lease, Token);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
