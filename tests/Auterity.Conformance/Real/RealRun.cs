using System.Text.Json;
using Auterity.Conformance.Simulation;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Journal.Snapshots;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Conformance.Real;

/// <summary>One run on a shard of its own: real threads, a real journal; only the clock stands still until nothing else can happen.</summary>
internal sealed class RealRun : IDefinitionSource, IAsyncDisposable
{
    private readonly IJournal journal;
    private readonly NoServices services;
    private readonly Scenario scenario;
    private readonly VirtualTime time = new();
    private readonly Ledger ledger = new();
    private readonly CompiledWorkflow workflow;
    private readonly StepWorkers workers;
    private readonly ShardContext context;
    private readonly Queue<Stimulus> stimuli;
    private readonly RunWaiter waiter = new(wantsAnswer: false);
    private readonly DateTimeOffset begun;
    private readonly DoubtLog doubts = new();
    private readonly RunReader reader;
    private readonly Snapshotter snapshots;
    private Shard? shard;

    public Shard Shard => shard!;

    public ShardContext Context => context;

    public VirtualTime Time => time;

    public RunWatchers Watchers { get; } = new();

    /// <summary>The one other workflow that is published; null for none.</summary>
    public WorkflowDefinition? Called { get; init; }

    /// <summary>Its id.</summary>
    public static Guid CalledId { get; } = Guid.Parse("00000000-0000-0000-0000-000000000003");

    /// <summary>Times a snapshot was passed over.</summary>
    public int Doubts => doubts.Count;

    /// <summary>Whether the definition is not stored any more.</summary>
    public bool DefinitionIsLost { get; init; }

    public RealRun(IJournal journal, PayloadStore payloads, Scenario scenario, params IEnumerable<Node> more)
    {
        this.journal = journal;
        services = new NoServices(payloads);
        this.scenario = scenario;
        begun = time.GetUtcNow();
        stimuli = new Queue<Stimulus>(scenario.Stimuli.OrderBy(stimulus => stimulus.At));
        var catalog = SimulatedEngine.CatalogOf(ledger, time, more);
        workflow = SimulatedEngine.Compile(scenario, catalog);
        var cache = new WorkflowCache(this, catalog.FindType);
        var options = new EngineOptions();
        reader = new RunReader(journal, cache, services, doubts);
        snapshots = new Snapshotter(journal, reader, options, NullLogger<Snapshotter>.Instance);
        workers = new StepWorkers(cache, payloads, new EffectLimits(time), time, options);
        context = new ShardContext(journal, cache, services, workers, Watchers, time, options, reader, snapshots, NullLogger<Shard>.Instance);
    }

    Task<StoredDefinition?> IDefinitionSource.FindAsync(WorkflowReference reference, CancellationToken cancellationToken) =>
        Task.FromResult(DefinitionIsLost ? null : reference.WorkflowId == CalledId ? new StoredDefinition(workflow.Identity with { Id = CalledId }, Called!) : new StoredDefinition(workflow.Identity, scenario.Definition));

    Task<WorkflowReference?> IDefinitionSource.FindPublishedAsync(Guid tenantId, Guid workflowId, CancellationToken cancellationToken) =>
        Task.FromResult(Called is not null && workflowId == CalledId ? new WorkflowReference(tenantId, workflowId, workflow.Identity.Version, workflow.Identity.Hash) : null);

    /// <summary>Takes the shard over and brings it up.</summary>
    public async Task OpenAsync(int number, CancellationToken cancellationToken)
    {
        var epochs = await journal.TakeAsync([number], "conformance", cancellationToken);
        shard = new Shard(number, epochs[number], context);
        await snapshots.StartAsync(cancellationToken);
        await shard.StartAsync(cancellationToken);
    }

    /// <summary>Starts the run; returns its id once it is on disk.</summary>
    public async Task<Guid> StartAsync(CancellationToken cancellationToken) => (await TryStartAsync(Request() with { Waiter = waiter }, cancellationToken)).RunId;

    /// <summary>A start of the run, to be altered.</summary>
    public StartRequest Request() => new(workflow, workflow.IndexOfId(scenario.Trigger), SimulatedEngine.Payload(scenario), RunMode.Production, RunHeader.None);

    public Task<StartOutcome> TryStartAsync(StartRequest request, CancellationToken cancellationToken) =>
        ShardDirectory.StartAsync(shard!, request).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);

    public Task<CommandOutcome> CommandAsync(Guid runId, RunCommand command, CancellationToken cancellationToken) =>
        ShardDirectory.CommandAsync(shard!, workflow.Identity.TenantId, runId, command).WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);

    public async Task<ObservedRun> RunAsync(int number, CancellationToken cancellationToken)
    {
        await OpenAsync(number, cancellationToken);
        var runId = await StartAsync(cancellationToken);
        while (true)
        {
            await SettleAsync(runId, cancellationToken);
            if (stimuli.Count == 0 && (waiter.News.IsCompleted || await IsStuckAsync(runId, cancellationToken))) break;
            var next = stimuli.TryPeek(out var stimulus) ? begun.AddSeconds(stimulus.At) : DateTimeOffset.MaxValue;
            if (time.Next is { } timer && timer < next) next = timer;
            time.MoveTo(next);
            await SettleAsync(runId, cancellationToken);
            while (stimuli.TryPeek(out stimulus) && begun.AddSeconds(stimulus.At) <= time.GetUtcNow())
                await ApplyAsync(runId, stimuli.Dequeue(), cancellationToken);
        }

        var run = await ReadAsync(runId, cancellationToken);
        return SimulatedObservation.Of(run, ledger) with { Kept = KeptAt(run) };
    }

    public async ValueTask DisposeAsync()
    {
        if (shard is null) return;
        await snapshots.StopAsync(CancellationToken.None);
        snapshots.Dispose();
        await shard.DisposeAsync();
        shard = null;
        workers.Dispose();
    }

    /// <summary>Waits until nothing can happen before time moves: seen twice, because a message may have been on its way.</summary>
    /// <remarks>The pause between two calls of an attachment is nobody's timer that could be seen: some quiet milliseconds are taken for it.</remarks>
    public async Task SettleAsync(Guid runId, CancellationToken cancellationToken)
    {
        for (var (quiet, busy) = (0, 0); quiet < 2;)
        {
            var done = new TaskCompletionSource<ShardGlance>(TaskCreationOptions.RunContinuationsAsynchronously);
            shard!.Post(new ShardMessage.Look(runId, done));
            var glance = await done.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
            if (glance.IsSettled && glance.InFlight == ledger.Blocked(time.GetUtcNow())) quiet++;
            else if (glance.IsSettled && ++busy > 200) return;
            else quiet = 0;
            if (quiet == 0) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Whether only help from outside could move the run.</summary>
    private async Task<bool> IsStuckAsync(Guid runId, CancellationToken cancellationToken)
    {
        if (ledger.Blocked(time.GetUtcNow()) > 0) return false;
        var run = await ReadAsync(runId, cancellationToken);
        return RunPlanner.WakeAt(run.State) == 0 && run.Status() is not Workflows.Runs.RunStatus.Running;
    }

    /// <summary>Lets time pass.</summary>
    public async Task PassAsync(Guid runId, TimeSpan time, CancellationToken cancellationToken)
    {
        for (var until = this.time.GetUtcNow() + time; this.time.GetUtcNow() < until;)
        {
            this.time.MoveTo(this.time.GetUtcNow() + TimeSpan.FromSeconds(1));
            await SettleAsync(runId, cancellationToken);
        }
    }

    /// <summary>The run as the journal has it.</summary>
    public async Task<LiveRun> ReadAsync(Guid runId, CancellationToken cancellationToken) =>
        await reader.FindAsync(runId, cancellationToken) ?? throw new InvalidOperationException("The run is not in the journal.");

    /// <summary>The run from its first event, whatever snapshot there is.</summary>
    public async Task<LiveRun> ReplayAsync(Guid runId, CancellationToken cancellationToken) =>
        await reader.RebuildAsync((await journal.FindWholeAsync(runId, cancellationToken))!, cancellationToken);

    private List<ActivationId> KeptAt(LiveRun run) => scenario.ForkAt is { } at
        ? [.. RunFork.Kept(run.State, run.State.Activations.Single(step => step.Node.Id == at.Node && step.Number == at.Number)).Select(kept => new ActivationId(kept.Node.Id, kept.Number))]
        : [];

    private async Task ApplyAsync(Guid runId, Stimulus stimulus, CancellationToken cancellationToken)
    {
        RunCommand? command = stimulus switch
        {
            Stimulus.Signal signal => new RunCommand.Signal(signal.Name, signal.Items.Count == 1 ? signal.Items[0] : Item.From(JsonSerializer.SerializeToElement(signal.Items.Select(item => item.Json))), null, null, 0, null),
            Stimulus.Pause => new RunCommand.Pause(null),
            Stimulus.Resume => new RunCommand.Resume(null),
            Stimulus.Cancel => new RunCommand.Cancel(null),
            Stimulus.Answer answer => SimulatedEngine.DecisionOf(await ReadAsync(runId, cancellationToken), answer),
            _ => null,
        };
        if (command is null) return;
        await CommandAsync(runId, command, cancellationToken);
        await SettleAsync(runId, cancellationToken);
    }
}

/// <summary>Counts what is told about snapshots.</summary>
internal sealed class DoubtLog : ILogger<RunReader>
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref count);
}
