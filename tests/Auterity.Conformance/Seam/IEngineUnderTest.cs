namespace Auterity.Conformance;

/// <summary>Anything that can run a scenario: the reference interpreter, the simulator, a server, a cluster.</summary>
public interface IEngineUnderTest
{
    /// <summary>Runs a scenario until the run has ended or can only go on with help from outside, and says what happened.</summary>
    /// <remarks>Time is the engine's own: sleeps, retries and deadlines are skipped over, never waited for.</remarks>
    /// <exception cref="InvalidOperationException">The trigger cannot fire, because it is disabled.</exception>
    Task<ObservedRun> RunAsync(Scenario scenario, CancellationToken cancellationToken);
}
