namespace Auterity.Conformance.Reference;

/// <summary>The reference interpreter behind the seam every engine is tested through.</summary>
internal sealed class ReferenceEngine(Func<Schedule?>? schedule = null) : IEngineUnderTest
{
    public Task<ObservedRun> RunAsync(Scenario scenario, CancellationToken cancellationToken) =>
        Task.FromResult(ReferenceRun.Of(scenario, schedule?.Invoke()).Observe());
}
