using System.Diagnostics.CodeAnalysis;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>The address of a shard: Orleans makes sure that one process has it, and finds that process for the others.</summary>
[Alias("auterity.shard")]
internal interface IShardGrain : IGrainWithIntegerKey
{
    /// <summary>Brings the shard up, if it is not; answers the name of its process.</summary>
    [Alias("wake")]
    Task<string> WakeAsync();

    [Alias("start")]
    Task<StartReply> StartAsync(StartMessage start);

    [Alias("command")]
    Task<CommandReply> CommandAsync(CommandMessage command);
}

/// <summary>Owns nothing but the shard object; see <see cref="Shard"/> for the work.</summary>
[Reentrant]
[KeepAlive]
[PreferLocalPlacement]
[SuppressMessage("Reliability", "CA1001", Justification = "Orleans ends a grain with OnDeactivateAsync, which disposes the shard.")]
internal sealed class ShardGrain(ShardContext context, ShardDirectory directory, PayloadStore payloads) : Grain, IShardGrain
{
    private Shard? shard;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var number = (int)this.GetPrimaryKeyLong();
        // The epoch rises first: from here on an earlier owner's writes are refused, so what is loaded next is complete.
        var epoch = await directory.TakeAsync(number, context.Journal, cancellationToken);
        shard = new Shard(number, epoch, context);
        await shard.StartAsync(cancellationToken);
        directory.Add(shard, DeactivateOnIdle);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (shard is null) return;
        directory.Remove(shard);
        await shard.DisposeAsync();
    }

    public Task<string> WakeAsync() => Task.FromResult(Environment.MachineName + "/" + Environment.ProcessId);

    public async Task<StartReply> StartAsync(StartMessage start)
    {
        var workflow = await context.Workflows.GetAsync(new WorkflowReference(start.TenantId, start.WorkflowId, start.Version, start.Hash), CancellationToken.None);
        var outcome = await ShardDirectory.StartAsync(shard!, start.ToRequest(workflow, payloads));
        return new StartReply(outcome.RunId, (int)outcome.Status);
    }

    public async Task<CommandReply> CommandAsync(CommandMessage command)
    {
        var outcome = await ShardDirectory.CommandAsync(shard!, command.TenantId, command.RunId, command.ToCommand(payloads));
        return new CommandReply((int)outcome.Status, outcome.Refused, outcome.Found);
    }
}

/// <summary>A start on its way to another process.</summary>
[GenerateSerializer, Alias("auterity.start"), Immutable]
internal sealed record StartMessage(
    [property: Id(0)] Guid TenantId,
    [property: Id(1)] Guid WorkflowId,
    [property: Id(2)] int Version,
    [property: Id(3)] byte[] Hash,
    [property: Id(4)] int Trigger,
    [property: Id(5)] byte[] Input,
    [property: Id(6)] int Mode,
    [property: Id(7)] string? Label,
    [property: Id(8)] string? StartKey,
    [property: Id(9)] string? By,
    [property: Id(10)] Guid? RunId,
    [property: Id(11)] byte[]? KeyHash,
    [property: Id(12)] byte[]? BodyHash,
    [property: Id(13)] int Until)
{
    public static StartMessage Of(StartRequest request)
    {
        var writer = new ByteWriter();
        ItemCodec.Write(writer, request.Input);
        var identity = request.Workflow.Identity;
        return new StartMessage(
            identity.TenantId, identity.Id, identity.Version, identity.Hash, request.Trigger, writer.Written.ToArray(), (int)request.Mode,
            request.Header.Label, request.Header.StartKey, request.Header.By, request.RunId, request.Key?.KeyHash, request.Key?.BodyHash, request.Until);
    }

    public StartRequest ToRequest(CompiledWorkflow workflow, PayloadStore payloads) =>
        new(workflow, Trigger, ItemCodec.Read(new ByteReader(Input, id => payloads.Read(TenantId, id))), (RunMode)Mode, new RunHeader(Label, StartKey, By: By))
        {
            RunId = RunId,
            Until = Until,
            Key = KeyHash is null ? null : new RunKeyRow
            {
                TenantId = TenantId, WorkflowId = WorkflowId, KeyHash = KeyHash, BodyHash = BodyHash!, RunId = RunId!.Value, CreatedAt = DateTimeOffset.UnixEpoch,
            },
        };
}

[GenerateSerializer, Alias("auterity.start-reply"), Immutable]
internal sealed record StartReply([property: Id(0)] Guid RunId, [property: Id(1)] int Status);

/// <summary>A command on its way to another process.</summary>
[GenerateSerializer, Alias("auterity.command"), Immutable]
internal sealed record CommandMessage(
    [property: Id(0)] Guid TenantId,
    [property: Id(1)] Guid RunId,
    [property: Id(2)] string Kind,
    [property: Id(3)] string? By,
    [property: Id(4)] string? Name,
    [property: Id(5)] byte[]? Items,
    [property: Id(6)] string? DedupeId,
    [property: Id(7)] string? NodeId,
    [property: Id(8)] int Step,
    [property: Id(9)] int Unit,
    [property: Id(10)] int Decision)
{
    public static CommandMessage Of(Guid tenantId, Guid runId, RunCommand command)
    {
        var empty = new CommandMessage(tenantId, runId, command.GetType().Name, command.By, null, null, null, null, 0, 0, 0);
        return command switch
        {
            RunCommand.Signal signal => empty with
            {
                Name = signal.Name,
                Items = Bytes([signal.Payload]),
                DedupeId = signal.DedupeId,
                NodeId = signal.NodeId,
                Step = signal.Activation,
            },
            RunCommand.Decide decide => empty with
            {
                Step = decide.Step,
                Unit = decide.Unit,
                Decision = (int)decide.Decision,
                Items = decide.Output is null ? null : Bytes(decide.Output),
            },
            _ => empty,
        };
    }

    public RunCommand ToCommand(PayloadStore payloads) => Kind switch
    {
        nameof(RunCommand.Cancel) => new RunCommand.Cancel(By),
        nameof(RunCommand.Pause) => new RunCommand.Pause(By),
        nameof(RunCommand.Resume) => new RunCommand.Resume(By),
        nameof(RunCommand.Retry) => new RunCommand.Retry(By),
        nameof(RunCommand.Signal) => new RunCommand.Signal(Name!, Read(payloads)![0], DedupeId, NodeId, Step, By),
        nameof(RunCommand.Decide) => new RunCommand.Decide(Step, Unit, (Decision)Decision, Read(payloads), By),
        _ => throw new NotSupportedException($"This version does not know the command '{Kind}'."),
    };

    private static byte[] Bytes(IReadOnlyList<Item> items)
    {
        var writer = new ByteWriter();
        ItemCodec.Write(writer, items);
        return writer.Written.ToArray();
    }

    private IReadOnlyList<Item>? Read(PayloadStore payloads) => Items is null ? null : ItemCodec.ReadItems(new ByteReader(Items, id => payloads.Read(TenantId, id)));
}

[GenerateSerializer, Alias("auterity.command-reply"), Immutable]
internal sealed record CommandReply([property: Id(0)] int Status, [property: Id(1)] string? Refused, [property: Id(2)] bool Found);
