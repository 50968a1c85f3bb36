using Xunit;

namespace Auterity.Conformance;

/// <summary>Every named case on one engine. Derive once per engine.</summary>
public abstract class ConformanceSuite
{
    protected abstract IEngineUnderTest Engine { get; }

    /// <summary>Cases this engine does not meet yet, by name, each with the reason.</summary>
    protected virtual IReadOnlyDictionary<string, string> Gaps { get; } = new Dictionary<string, string>();

    public static TheoryData<string> Names => [.. AllCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Run_NamedCase_DoesWhatTheRulesSay(string name)
    {
        if (Gaps.TryGetValue(name, out var reason)) Assert.Skip(reason);
        var expected = AllCases.ByName[name];

        var run = await Engine.RunAsync(expected.Scenario, TestContext.Current.CancellationToken);

        Assert.Equal(ExpectedText(expected), ActualText(expected, run));
    }

    [Fact]
    public async Task Run_DisabledTrigger_IsRefused()
    {
        var definition = Graph.Of("T → A", ("T", Kind.Trigger.Off()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Engine.RunAsync(new Scenario(definition, "T", Notation.Items("1")), TestContext.Current.CancellationToken));
    }

    private static string Sorted(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private static string ExpectedText(Case expected) => string.Join('\n', new[]
    {
        $"{expected.Status} {expected.Error}".TrimEnd(),
        expected.Steps is null ? null : string.Join('\n', Notation.Lines(expected.Steps)),
        expected.Output is null ? null : $"output: {expected.Output}",
        expected.Calls is null ? null : string.Join('\n', Notation.Lines(expected.Calls)),
        expected.Dropped is null ? null : $"dropped: {expected.Dropped}",
        expected.UnusedSignals is null ? null : $"unused: {expected.UnusedSignals}",
        expected.Order is null ? null : $"order: {expected.Order}",
        expected.Kept is null ? null : $"kept: {Sorted(expected.Kept.Split(' '))}",
    }.OfType<string>());

    private static string ActualText(Case expected, ObservedRun run) => string.Join('\n', new[]
    {
        $"{run.Status} {run.Error}".TrimEnd(),
        expected.Steps is null ? null : string.Join('\n', Notation.Lines(run.Steps)),
        expected.Output is null ? null : $"output: {Notation.TextOf(run.Output)}",
        expected.Calls is null ? null : string.Join('\n', CallLines(run)),
        expected.Dropped is null ? null : $"dropped: {run.Dropped}",
        expected.UnusedSignals is null ? null : $"unused: {string.Join(' ', run.UnusedSignals)}",
        expected.Order is null ? null : $"order: {string.Join(' ', run.Order)}",
        expected.Kept is null ? null : $"kept: {Sorted(run.Kept.Select(id => id.ToString()))}",
    }.OfType<string>());

    private static IEnumerable<string> CallLines(ObservedRun run) => run.Calls
        .GroupBy(call => $"{call.Id}[{call.Item}]")
        .Select(calls => (calls.Key, Times: calls.Count(), Keys: calls.Select(call => call.Key).Distinct().Count()))
        .Select(calls => $"{calls.Key} ×{calls.Times}{(calls.Keys > 1 ? $", {calls.Keys} keys" : "")}")
        .Order(StringComparer.Ordinal);
}
