using System.Text;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Bench.Measures;

/// <summary>The same run again and again, one part of its work at a time.</summary>
internal sealed class BudgetRuns : IRunHost, IDisposable
{
    /// <summary>Runs in a commit, as many as gather at saturation.</summary>
    public const int Group = 500;

    private readonly StepServices services;
    private readonly CompiledWorkflow workflow;
    private readonly SqliteDatabase database;
    private readonly SqliteStatements statements;
    private readonly ByteWriter writer = new();
    private readonly Item input = new(Encoding.UTF8.GetBytes(Flows.Payload));
    private readonly List<RunEvent> events = [];
    private readonly RunState state;

    public BudgetRuns(IServiceProvider provider, CompiledWorkflow workflow)
    {
        this.workflow = workflow;
        services = provider.GetRequiredService<StepServices>();
        database = provider.GetRequiredService<SqliteDatabase>();
        var connection = (SqliteConnection)database.OpenWriteAsync(CancellationToken.None).GetAwaiter().GetResult();
        statements = new SqliteStatements(connection);

        var (run, payload) = RunOnce();
        state = new RunState(run.State.Plan);
        var reader = new ByteReader(payload);
        while (!reader.AtEnd)
        {
            events.Add(EventCodec.Read(reader, state));
            Transitions.Apply(state, events[^1]);
        }
    }

    public long Now { get; } = Micros.Of(TimeProvider.System.GetUtcNow());

    /// <summary>A run from its start to its end, as a shard's turn does it.</summary>
    public void Turn() => RunOnce();

    public void Dispose() => statements.Dispose();

    /// <summary>Its events as bytes.</summary>
    public void Encode()
    {
        writer.Clear();
        foreach (var happened in events)
            EventCodec.Write(writer, happened, state);
    }

    /// <summary>A group of such runs, committed.</summary>
    public void Store()
    {
        var group = new RunWrite[Group];
        var (run, payload) = RunOnce();
        var row = run.Row();
        for (var i = 0; i < group.Length; i++)
        {
            var id = RunId.New(TimeProvider.System.GetUtcNow(), i % 64);
            group[i] = new RunWrite
            {
                Shard = null!, Ticket = i, RunId = id, FirstSequence = 0, Count = 6, Payload = payload,
                Row = new RunRow
                {
                    Id = id, TenantId = row.TenantId, WorkflowId = row.WorkflowId, WorkflowVersion = 1, DefinitionHash = row.DefinitionHash, Shard = i % 64, Status = row.Status, Mode = row.Mode,
                    Trigger = row.Trigger, StartedAt = row.StartedAt, FinishedAt = row.FinishedAt, LastSequence = row.LastSequence, Steps = row.Steps,
                },
            };
        }

        using var lease = database.Gate.Enter(priority: true);
        statements.Begin();
        statements.Write(group);
        statements.End();
    }

    double IRunHost.Chance() => 0;

    void IRunHost.Dispatch(LiveRun run, Work work) => throw new InvalidOperationException("This run has nothing to do outside its turn.");

    bool IRunHost.MaySendAgain(LiveRun run, Activation activation) => true;

    void IRunHost.Answer(LiveRun run, Answer answer) => throw new InvalidOperationException("Nobody waits for this run.");

    NodeError? IRunHost.StartChild(LiveRun parent, ChildRun child) =>
        throw new InvalidOperationException("This run starts no others.");

    private (LiveRun Run, byte[] Payload) RunOnce()
    {
        var run = new LiveRun(RunId.New(Micros.ToInstant(Now), 0), workflow, 0, services, this, writer);
        run.Append(new RunStarted(Now, 0, new Item(input.Utf8), RunMode.Production, RunHeader.None));
        while (run.Advance(100)) { }
        if (!run.IsOver) throw new InvalidOperationException("The run did not end.");
        return (run, run.TakePack().Payload);
    }
}
