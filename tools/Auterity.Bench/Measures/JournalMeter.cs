using System.Diagnostics.Metrics;

namespace Auterity.Bench.Measures;

/// <summary>Counts the journal's commits and writes in this process.</summary>
internal sealed class JournalMeter : IDisposable
{
    private readonly MeterListener listener = new();
    private long commits;
    private long writes;

    public JournalMeter()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "auterity.journal.group") self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((_, group, _, _) =>
        {
            Interlocked.Increment(ref commits);
            Interlocked.Add(ref writes, group);
        });
        listener.Start();
    }

    /// <summary>Commits and writes so far.</summary>
    public (long Commits, long Writes) Read() => (Interlocked.Read(ref commits), Interlocked.Read(ref writes));

    public void Dispose() => listener.Dispose();
}
