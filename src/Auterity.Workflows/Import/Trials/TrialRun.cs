using System.Diagnostics;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Import.Trials;

/// <summary>One run of the real engine to its end, in this thread: waits are skipped ahead, signals come as soon as somebody waits for them.</summary>
internal sealed class TrialRun : IRunHost
{
    /// <summary>Said of a run that has not ended when its time is up.</summary>
    public const string TooLong = "took too long";

    private const int MostSignals = 50;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly TrialClock clock;
    private readonly TrialWorld world;
    private readonly Queue<Work> queue = new();
    private readonly List<(Work Work, Task<Report> Task)> underWay = [];
    private readonly Queue<ParentLink> children = [];
    private readonly StepServices services;
    private readonly Random chance = new(1);
    private readonly LiveRun run;
    private int signals;

    public TrialRun(CompiledWorkflow workflow, int trigger, StepServices services, TrialWorld world, TrialClock clock)
    {
        this.world = world;
        this.services = services;
        this.clock = clock;
        run = new LiveRun(Guid.Parse("01900000-0000-7000-8000-000000000001"), workflow, trigger, services, this, new ByteWriter());
    }

    public RunState State => run.State;

    public RunStatus Status => run.Row().Status;

    long IRunHost.Now => Micros.Of(clock.GetUtcNow());

    double IRunHost.Chance() => chance.NextDouble();

    void IRunHost.Dispatch(LiveRun asked, Work work) => queue.Enqueue(work);

    bool IRunHost.MaySendAgain(LiveRun asked, Activation activation) => true;

    void IRunHost.Answer(LiveRun asked, Answer answer)
    {
        // Nobody waits for it.
    }

    NodeError? IRunHost.StartChild(LiveRun parent, ChildRun child)
    {
        children.Enqueue(child.Link);
        return null;
    }

    /// <summary>Runs until the end, or until nothing can happen any more.</summary>
    /// <returns>Why it stopped before its end; null when it ended.</returns>
    public async Task<string?> ToEndAsync(Item payload, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        run.Append(new RunStarted(Micros.Of(clock.GetUtcNow()), run.State.Plan.Trigger, payload, RunMode.Test, RunHeader.None));
        while (true)
        {
            if (!await SettleAsync(watch, limit, cancellationToken)) return TooLong;
            if (run.IsOver) return null;
            if (world.SignalsFirst && Signal()) continue;
            if (NextMoment() is { } next) clock.MoveTo(next);
            else if (!Signal()) return "waits for ever";
        }
    }

    private async Task<bool> SettleAsync(Stopwatch watch, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (watch.Elapsed < limit)
        {
            if (run.Advance(100)) continue;
            if (run.HasEvents) run.TakePack();
            if (children.TryDequeue(out var child)) await EndAsync(child, cancellationToken);
            else if (queue.TryDequeue(out var work)) Begin(work, cancellationToken);
            else if (underWay.FindIndex(entry => entry.Task.IsCompleted) is >= 0 and var done)
            {
                var report = await underWay[done].Task;
                underWay.RemoveAt(done);
                run.Take(report);
            }
            else if (underWay.Count > 0)
            {
                // What is under way now either works on another thread, which takes moments, or waits for the clock.
                var first = Task.WhenAny(underWay.Select(entry => entry.Task));
                if (await Task.WhenAny(first, Task.Delay(Moment, TimeProvider.System, cancellationToken)) != first) return true;
            }
            else return true;
        }

        return false;
    }

    // What another workflow returns comes from outside, too.
    private async Task EndAsync(ParentLink child, CancellationToken cancellationToken)
    {
        var caller = run.State.Activations[child.Activation];
        var items = child.Waits ? await world.ReturnedAsync(caller.Node.Id, caller.Number, services.BlobsOf(Guid.Empty), cancellationToken) : [];
        run.Append(new ChildEnded(Micros.Of(clock.GetUtcNow()), child.Activation, child.Child, true, items, null));
    }

    private void Begin(Work work, CancellationToken cancellationToken)
    {
        var at = work.Activation.StartedAt;
        switch (work)
        {
            case Work.Pure: run.Take(StepRunner.RunPure(run.View, work.Activation, at, work, cancellationToken)); break;
            case Work.Step step: run.Take(CallRunner.RunStep(run.View, step, at, cancellationToken)); break;
            case Work.Attempt attempt: underWay.Add((work, StepRunner.RunAttemptAsync(run.View, attempt, at, clock, cancellationToken))); break;
            case Work.LookUp lookUp: underWay.Add((work, CallRunner.LookUpAsync(run.View, lookUp, at, clock, cancellationToken))); break;
            case Work.Call call: underWay.Add((work, CallRunner.RunCallAsync(run.View, call, at, clock, cancellationToken))); break;
        }
    }

    private DateTimeOffset? NextMoment()
    {
        DateTimeOffset? wake = RunPlanner.WakeAt(run.State) is > 0 and var at ? Micros.ToInstant(at) : null;
        var timer = underWay.Count > 0 ? clock.Next : null;
        return wake is null ? timer : timer is null || wake < timer ? wake : timer;
    }

    private bool Signal()
    {
        if (signals++ >= MostSignals || run.State.Activations.Find(step => step is { Status: ActivationStatus.Waiting, Wait.Signal: not null }) is not { } waiting) return false;
        if (world.SignalFor(waiting.Node.Id) is not { } signal) return false;
        RunCommands.Apply(run, new RunCommand.Signal(waiting.Wait!.Signal!, signal, null, waiting.Node.Id, waiting.Number, null), Micros.Of(clock.GetUtcNow()));
        return true;
    }
}
