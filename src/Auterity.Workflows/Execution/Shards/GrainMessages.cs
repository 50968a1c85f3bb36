using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Journal;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Execution.Shards;

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
    [property: Id(13)] int Until,
    [property: Id(14)] Guid? ForkOf,
    [property: Id(15)] int ForkPoint,
    [property: Id(16)] byte[]? ForkOutput,
    [property: Id(17)] IRunListener? Listener,
    [property: Id(18)] bool WantsAnswer,
    [property: Id(19)] DateTimeOffset KeyedAt)
{
    /// <param name="request">What to start.</param>
    /// <param name="listener">Who hears of its end; null when nobody waits.</param>
    public static StartMessage Of(StartRequest request, IRunListener? listener)
    {
        var writer = new ByteWriter { Seal = ItemSeal.InTransit };
        ItemCodec.Write(writer, request.Input);
        var output = new ByteWriter { Seal = ItemSeal.InTransit };
        if (request.ForkOutput is { } items) ItemCodec.Write(output, items);
        var identity = request.Workflow.Identity;
        return new StartMessage(
            identity.TenantId, identity.Id, identity.Version, identity.Hash, request.Trigger, writer.Written.ToArray(), (int)request.Mode,
            request.Header.Label, request.Header.StartKey, request.Header.By, request.RunId, request.Key?.KeyHash, request.Key?.BodyHash, request.Until,
            request.Fork?.RunId, request.Fork?.Point ?? 0, request.ForkOutput is null ? null : output.Written.ToArray(), listener, request.Waiter is { WantsAnswer: true },
            request.Key?.CreatedAt ?? default);
    }

    public StartRequest ToRequest(CompiledWorkflow workflow, PayloadStore payloads) =>
        new(workflow, Trigger, ItemCodec.Read(new ByteReader(Input, id => payloads.Read(TenantId, id), ItemSeal.InTransit)), (RunMode)Mode, new RunHeader(Label, StartKey, By: By))
        {
            RunId = RunId,
            Until = Until,
            Key = KeyHash is null ? null : new RunKeyRow
            {
                TenantId = TenantId, WorkflowId = WorkflowId, KeyHash = KeyHash, BodyHash = BodyHash!, RunId = RunId!.Value, CreatedAt = KeyedAt,
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
    [property: Id(10)] int Decision,
    [property: Id(11)] int Call = -1)
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
                Call = decide.Call,
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
        nameof(RunCommand.Decide) => new RunCommand.Decide(Step, Unit, (Decision)Decision, Read(payloads), By) { Call = Call },
        _ => throw new NotSupportedException($"This version does not know the command '{Kind}'."),
    };

    private static byte[] Bytes(IReadOnlyList<Item> items)
    {
        var writer = new ByteWriter { Seal = ItemSeal.InTransit };
        ItemCodec.Write(writer, items);
        return writer.Written.ToArray();
    }

    private IReadOnlyList<Item>? Read(PayloadStore payloads) => Items is null ? null : ItemCodec.ReadItems(new ByteReader(Items, id => payloads.Read(TenantId, id), ItemSeal.InTransit));
}

[GenerateSerializer, Alias("auterity.command-reply"), Immutable]
internal sealed record CommandReply([property: Id(0)] int Status, [property: Id(1)] string? Refused, [property: Id(2)] bool Found, [property: Id(3)] bool HasMoved);
