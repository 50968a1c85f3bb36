using System.Diagnostics;
using System.Threading.Channels;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Owns the runs of one partition: decides for them one turn at a time, in memory, and lets nothing out before it is on disk.</summary>
/// <remarks>
/// <code>
/// mailbox ──Turn──▶ runs ──events──▶ journal writer
///    ▲                │                   │
///    └── reports ◀── effects ◀── Flushed ─┘
/// </code>
/// </remarks>
internal sealed partial class Shard : IRunHost, IJournalSink, IAsyncDisposable
{
    private const int CommandsPerRun = 100;
    private const int MessagesPerTurn = 256;
    private const int MostUnflushed = 1024 * 1024;

    private static readonly TimeSpan IdleBeforeEviction = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Horizon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SlowTurn = TimeSpan.FromMilliseconds(20);

    private readonly ShardContext context;
    private readonly ILogger log;
    private readonly Channel<ShardMessage> mailbox = Channel.CreateUnbounded<ShardMessage>();
    private readonly Dictionary<Guid, Resident> residents = [];
    private readonly Dictionary<Guid, List<ShardMessage>> parked = [];
    private readonly Queue<Resident> dirty = new();
    private readonly Queue<(long Ticket, Resident? For, Action Release)> gated = new();
    private readonly PriorityQueue<Guid, long> wakeUps = new();
    private readonly Random chance;
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer timer;
    private readonly ByteWriter writer = new();
    private readonly ShardLease lease;
    private readonly long takenAt;
    private Task pump = Task.CompletedTask;
    private long lastGate;
    private long nextTicket = 1;
    private long flushed;
    private long now;
    private long timerAt = long.MaxValue;
    private long nextSweep;
    private long horizonAt;
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool lost;
    private bool left;

    public Shard(int number, long epoch, ShardContext context)
    {
        Number = number;
        this.context = context;
        log = context.Log;
        lease = new ShardLease(number, epoch, this);
        takenAt = Micros.Of(context.Time.GetUtcNow());
        chance = new Random(HashCode.Combine(number, epoch));
        timer = context.Time.CreateTimer(static shard => ((Shard)shard!).Post(ShardMessage.Tick.Instance), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Number { get; }

    public long Epoch => lease.Epoch;

    /// <summary>Somebody else owns the shard now; this object only waits to be thrown away.</summary>
    public bool IsLost => lost;

    /// <summary>Completed once nothing of the shard is left in this process.</summary>
    public Task Closed => closed.Task;

    /// <summary>Runs in memory.</summary>
    public int ResidentCount => residents.Count;

    long IRunHost.Now => now;

    double IRunHost.Chance() => chance.NextDouble();

    /// <summary>Loads what was running and begins to take messages.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var live = await context.Journal.LoadLiveAsync(Number, cancellationToken);
        foreach (var stored in live)
            parked[stored.Row.Id] = [];
        pump = Task.Run(PumpAsync, CancellationToken.None);
        foreach (var stored in live)
            Post(await ReplayAsync(stored.Row.Id, stored, cancellationToken));
        Post(ShardMessage.Tick.Instance);
    }

    /// <returns>False when the shard takes nothing more, because it has left.</returns>
    public bool Post(ShardMessage message) => mailbox.Writer.TryWrite(message);

    /// <summary>Whether new runs should go elsewhere or wait.</summary>
    public bool IsBusy => mailbox.Reader.Count > 20_000 || context.Journal.IsCongested || residents.Count > context.Options.MaxResidentRuns;

    public void Flushed(long ticket) => Post(new ShardMessage.Flushed(ticket));

    public void Rejected(Guid runId, long firstSequence, string reason) => Post(new ShardMessage.Rejected(runId, firstSequence, reason));

    public void Lost()
    {
        if (Interlocked.Exchange(ref left, true)) return;
        lost = true;
        ShardLost(Number, Epoch);
        mailbox.Writer.TryComplete();
        StopWork();
        context.OnLost(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (!lost) await FlushAsync();
        Interlocked.Exchange(ref left, true);
        mailbox.Writer.TryComplete();
        await timer.DisposeAsync();
        await pump;
        StopWork();
        closed.TrySetResult();
    }

    /// <summary>Tells steps under way to end. What they do then, however long it takes or badly it goes, is no matter of the shard's.</summary>
    private void StopWork() => _ = CancelAsync(stopping);

    private async Task CancelAsync(CancellationTokenSource work)
    {
        try
        {
            await work.CancelAsync();
        }
        catch (Exception e)
        {
            WorkNotStopped(Number, e);
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            await TakeTurnsAsync();
        }
        catch (Exception e)
        {
            // What is in memory can no longer be trusted; what is on disk can. The shard comes back from there.
            ShardFaulted(Number, e);
            Lost();
        }

        Abandon();
    }

    private async Task TakeTurnsAsync()
    {
        var batch = new List<ShardMessage>(MessagesPerTurn);
        while (!lost && await mailbox.Reader.WaitToReadAsync())
        {
            do
            {
                batch.Clear();
                while (batch.Count < MessagesPerTurn && mailbox.Reader.TryRead(out var message))
                    batch.Add(message);
                Turn(batch);
            }
            while (dirty.Count > 0 && !lost);
        }
    }

    /// <summary>Handles what has arrived, advances the runs it concerns, and hands their events to the journal. No waiting in here.</summary>
    private void Turn(List<ShardMessage> batch)
    {
        var since = Stopwatch.GetTimestamp();
        now = Math.Max(now, Micros.Of(context.Time.GetUtcNow()));
        foreach (var message in batch)
            Take(message);
        for (var left = dirty.Count; left > 0 && !lost; left--)
            Advance(dirty.Dequeue());
        if (draining) CheckDrained();
        else Rearm();
        if (Stopwatch.GetElapsedTime(since) is var took && took > SlowTurn && context.TellsSlowTurn(now)) TurnWasSlow(Number, took.TotalMilliseconds, batch.Count);
    }

    /// <summary>A shard that is about to leave looks at no clock: due runs are the next owner's.</summary>
    private void Rearm()
    {
        Sweep();
        SetTimer();
    }

    /// <summary>Handles a message; whoever sent one that cannot be handled hears so.</summary>
    private void Take(ShardMessage message)
    {
        try
        {
            Handle(message);
        }
        catch (Exception e)
        {
            MessageFailed(Number, message.GetType().Name, e);
            Answer(message, e);
        }
    }

    private void Handle(ShardMessage message)
    {
        switch (message)
        {
            case ShardMessage.Start start:
                unanswered.Add(start);
                Accept(start);
                break;
            case ShardMessage.Reported reported: TakeReport(reported); break;
            case ShardMessage.Flushed done: Release(done.Ticket); break;
            case ShardMessage.Loaded loaded: TakeLoaded(loaded); break;
            case ShardMessage.Command command: WithRun(command.RunId, command, resident => Change(resident, command)); break;
            case ShardMessage.ChildOver over: WithRun(over.ParentId, over, resident => ChildOver(resident, over)); break;
            case ShardMessage.Await wait: WithRun(wait.RunId, wait, resident => AddWaiter(resident, wait)); break;
            case ShardMessage.Adopt adopt: WithRun(adopt.ParentId, adopt, resident => Adopt(resident, adopt)); break;
            case ShardMessage.KeyChecked key: TakeKey(key); break;
            case ShardMessage.DueSoon due: TakeDue(due); break;
            case ShardMessage.Rejected rejected: Reject(rejected); break;
            case ShardMessage.EndRejected end: WithRun(end.RunId, end, resident => EndRejected(resident, end)); break;
            case ShardMessage.Look look: look.Done.TrySetResult(Glance(look.RunId)); break;
            case ShardMessage.Snapshotted made: TakeSnapshot(made); break;
            case ShardMessage.Drain drain: drains.Add(drain); break;
            case ShardMessage.Tick: timerAt = long.MaxValue; break;
        }
    }

    private void Accept(ShardMessage.Start message)
    {
        if (message.Done.Task.IsCompleted) return;
        var request = message.Request;
        if (request.Key is { } key && !KeyIsOurs(message, key)) return;
        var id = request.RunId ?? RunId.New(Micros.ToInstant(now), Number);
        if (request.RunId is not null && residents.TryGetValue(id, out var existing))
        {
            if (request.Waiter is { } late) AddWaiter(existing, new ShardMessage.Await(id, request.Workflow.Identity.TenantId, late));
            Gate(existing.LastTicket, () => Reply(message, new StartOutcome(id, StartStatus.Existing)));
            return;
        }

        Confirm(StartRun(id, request), message, id);
    }

    /// <summary>Says that a run was accepted once it is on disk, or that the database refused it.</summary>
    private void Confirm(Resident resident, ShardMessage.Start message, Guid id)
    {
        void Tell(StartStatus status)
        {
            resident.OnRefused -= Tell;
            // Written, the table knows the key; refused, it has started nothing and may be used again.
            if (message.Request.Key is { } key) keys.Remove(KeyOf(key));
            Reply(message, new StartOutcome(id, status));
        }

        resident.OnRefused += Tell;
        resident.After(() => Tell(StartStatus.Accepted));
    }

    private void Reply(ShardMessage.Start message, StartOutcome outcome)
    {
        unanswered.Remove(message);
        message.Done.TrySetResult(outcome);
    }

    private Resident StartRun(Guid id, StartRequest request)
    {
        var run = new LiveRun(id, request.Workflow, request.Trigger, context.Services, this, writer);
        var resident = new Resident(run) { Key = request.Key, Start = new RunStarted(now, request.Trigger, InputOf(request), request.Mode, request.Header, request.Until, request.Fork) };
        if (request.Prepare is { } prepare) resident.Later(() => prepare(run));
        residents[id] = resident;
        if (request.Waiter is not null) resident.Waiters.Add(request.Waiter);
        MarkDirty(resident);
        return resident;
    }

    private static Item InputOf(StartRequest request) =>
        request.Workflow.Nodes[request.Trigger].Definition.Policy.Sensitive ? request.Input.AsSensitive() : request.Input;

    private void Advance(Resident resident)
    {
        resident.IsDirty = false;
        // It was refused after it had been marked: somebody has been told, and what is in memory counts for nothing.
        if (resident.IsRefused) return;
        var run = resident.Run;
        bool more;
        try
        {
            if (resident.Start is { } start)
            {
                run.Append(start);
                resident.Start = null;
            }

            foreach (var change in resident.TakeChanges())
                change();
            // A run that computes faster than the disk takes it waits for the disk (ENGINE rule 9).
            resident.IsStalled = resident.Unflushed > MostUnflushed;
            more = !draining && !resident.IsStalled && run.Advance(CommandsPerRun);
        }
        catch (Exception e)
        {
            Faulted(resident, e);
            return;
        }

        var wrote = Submit(resident, unfinished: more || draining || resident.IsStalled);
        if (resident.IsRefused) return;
        Let(resident);
        // Last: an answer given in the same breath goes out before the end is told.
        if (wrote && run.IsOver) Gate(resident, () => Finished(resident));
        if (more) MarkDirty(resident);
        else if (!draining && !resident.IsStalled) Rest(resident);
    }

    /// <summary>Nothing more to do for now: remember when to look again.</summary>
    private void Rest(Resident resident)
    {
        resident.IdleSince = now;
        if (RunPlanner.WakeAt(resident.Run.State) is not (> 0 and var wake) || wake == resident.WakeAt) return;
        resident.WakeAt = wake;
        wakeUps.Enqueue(resident.Run.Id, wake);
    }

    private void MarkDirty(Resident resident)
    {
        if (resident.IsDirty) return;
        resident.IsDirty = true;
        dirty.Enqueue(resident);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shard {Shard} (epoch {Epoch}) is owned by somebody else now")]
    private partial void ShardLost(int shard, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step of shard {Shard} failed while it was told to end")]
    private partial void WorkNotStopped(int shard, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A turn of shard {Shard} took {Milliseconds:0.0} ms for {Messages} messages")]
    private partial void TurnWasSlow(int shard, double milliseconds, int messages);

    [LoggerMessage(Level = LogLevel.Error, Message = "Shard {Shard} could not handle {Message}")]
    private partial void MessageFailed(int shard, string message, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Shard {Shard} failed; it is read again from the journal")]
    private partial void ShardFaulted(int shard, Exception fault);
}
