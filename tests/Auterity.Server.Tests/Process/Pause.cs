namespace Auterity.Server.Tests.Process;

/// <summary>Real time, for tests whose other half is another process.</summary>
internal static class Pause
{
    public static Task MillisecondsAsync(int milliseconds, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, cancellationToken);
}
