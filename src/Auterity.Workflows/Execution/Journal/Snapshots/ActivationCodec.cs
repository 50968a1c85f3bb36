using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>An activation in a snapshot. Moments and ids are told by their distance from those of the activation before: most of them fit into a byte.</summary>
internal static class ActivationCodec
{
    [Flags]
    private enum Has
    {
        BackPass = 1,
        RunOutput = 2,
        Admitted = 4,
        Missing = 8,
        Error = 16,
        Units = 32,
        Wait = 64,
        Children = 128,
        Answer = 256,
        Log = 512,
        Parameters = 1024,
        Outputs = 2048,
        Started = 4096,
        Finished = 8192,
    }

    public static void Write(SnapshotWriter to, Activation activation, Activation? before)
    {
        var bytes = to.Bytes;
        to.Base = activation.Id;
        var has = HasOf(activation);
        bytes.UInt((ulong)has);
        bytes.Byte((byte)activation.Status);
        bytes.UInt((ulong)activation.Node.Index);
        bytes.Int(activation.Number);
        TokenCodec.Write(to, activation.Consumed);
        if ((has & Has.Missing) != 0) TokenCodec.Write(bytes, activation.Missing!);
        bytes.Int(activation.CreatedAt - (before?.CreatedAt ?? 0));
        if ((has & Has.Started) != 0) bytes.Int(activation.StartedAt - activation.CreatedAt);
        if ((has & Has.Finished) != 0) bytes.Int(activation.FinishedAt - activation.CreatedAt);
        bytes.Int(activation.ChangedAt - (before?.ChangedAt ?? 0));
        bytes.Int(activation.CompletionOrder - activation.Id);
        bytes.UInt((ulong)activation.Warnings);
        bytes.Int(activation.Calls);
        bytes.Int(activation.Brought);
        to.Loop(activation.Loop);
        if ((has & Has.Error) != 0) ItemCodec.Write(bytes, activation.Error);
        if ((has & Has.Units) != 0) UnitCodec.Write(to, activation, activation.Units!);
        if ((has & Has.Wait) != 0) Write(to, activation, activation.Wait!);
        if ((has & Has.Children) != 0) Write(to, activation.Children!);
        if ((has & Has.Outputs) != 0) Write(to, activation, activation.Outputs);
        if ((has & Has.Answer) != 0) EventCodec.WriteAnswer(bytes, activation.Answer!, EventCodec.IsSensitive(activation));
        if ((has & Has.Log) != 0) EventCodec.WriteTexts(bytes, activation.Log);
        if ((has & Has.Parameters) != 0) Write(bytes, activation.Parameters!);
    }

    public static Activation Read(SnapshotReader from, Activation? before)
    {
        var bytes = from.Bytes;
        var id = from.State.Activations.Count;
        from.Base = id;
        var has = (Has)bytes.UInt();
        var status = (ActivationStatus)bytes.Byte();
        var (node, number, consumed) = (from.State.Plan.Nodes[checked((int)bytes.UInt())], bytes.Int32(), TokenCodec.ReadPorts(from));
        var missing = (has & Has.Missing) != 0 ? TokenCodec.ReadInts(bytes) : null;
        var createdAt = bytes.Int() + (before?.CreatedAt ?? 0);
        var activation = new Activation
        {
            Id = id,
            Node = node,
            Number = number,
            Consumed = consumed,
            IsBackPass = (has & Has.BackPass) != 0,
            Missing = missing,
            CreatedAt = createdAt,
            Status = status,
            Admitted = (has & Has.Admitted) != 0,
            IsRunOutput = (has & Has.RunOutput) != 0,
        };
        from.State.Activations.Add(activation);
        if ((has & Has.Started) != 0) activation.StartedAt = bytes.Int() + createdAt;
        if ((has & Has.Finished) != 0) activation.FinishedAt = bytes.Int() + createdAt;
        activation.ChangedAt = bytes.Int() + (before?.ChangedAt ?? 0);
        activation.CompletionOrder = checked((int)(bytes.Int() + id));
        activation.Warnings = (StepWarnings)bytes.UInt();
        activation.Calls = bytes.Int32();
        activation.Brought = bytes.Int32();
        from.Loop(activation);
        if ((has & Has.Error) != 0) activation.Error = ItemCodec.ReadError(bytes);
        if ((has & Has.Units) != 0) UnitCodec.Read(from, activation);
        if ((has & Has.Wait) != 0) activation.Wait = new Wait(bytes.Int(), bytes.Text(), ReadOutput(from, activation), bytes.Int());
        if ((has & Has.Children) != 0) activation.Children = ReadChildren(from);
        if ((has & Has.Outputs) != 0) activation.Outputs = ReadOutputs(from, activation);
        if ((has & Has.Answer) != 0) activation.Answer = EventCodec.ReadAnswer(bytes, bytes.Bool());
        if ((has & Has.Log) != 0) activation.Log = EventCodec.ReadTexts(bytes) ?? [];
        if ((has & Has.Parameters) != 0) activation.Parameters = ReadParameters(bytes);
        return activation;
    }

    private static Has HasOf(Activation activation)
    {
        var has = (Has)0;
        if (activation.IsBackPass) has |= Has.BackPass;
        if (activation.IsRunOutput) has |= Has.RunOutput;
        if (activation.Admitted) has |= Has.Admitted;
        if (activation.Missing is not null) has |= Has.Missing;
        if (activation.Error is not null) has |= Has.Error;
        if (activation.Units is not null) has |= Has.Units;
        if (activation.Wait is not null) has |= Has.Wait;
        if (activation.Children is not null) has |= Has.Children;
        if (activation.Answer is not null) has |= Has.Answer;
        if (activation.Log is not null) has |= Has.Log;
        if (activation.Parameters is not null) has |= Has.Parameters;
        if (activation.Outputs.Length > 0) has |= Has.Outputs;
        if (activation.StartedAt != 0) has |= Has.Started;
        if (activation.FinishedAt != 0) has |= Has.Finished;
        return has;
    }

    private static void Write(SnapshotWriter to, Activation owner, PortOutput[] outputs)
    {
        to.Bytes.UInt((ulong)outputs.Length);
        foreach (var output in outputs)
            Write(to, owner, output);
    }

    private static PortOutput[] ReadOutputs(SnapshotReader from, Activation owner)
    {
        var outputs = new PortOutput[from.Bytes.Count()];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = ReadOutput(from, owner);
        return outputs;
    }

    private enum Form : byte
    {
        Skip,
        Blank,
        Items,

        /// <summary>A loop's: each item was an input item of some pass.</summary>
        Elsewhere,
    }

    private static void Write(SnapshotWriter to, Activation owner, PortOutput output)
    {
        if (output.IsSkip || ReferenceEquals(output, PortOutput.Blank))
        {
            to.Bytes.Byte((byte)(output.IsSkip ? Form.Skip : Form.Blank));
            return;
        }

        var elsewhere = output.Lineage as Lineage.OriginLineage;
        to.Bytes.Byte((byte)(elsewhere is null ? Form.Items : Form.Elsewhere));
        to.List(output.Items, owner);
        if (elsewhere is null) OutputCodec.Write(to.Bytes, output.Lineage);
        else TokenCodec.Write(to, elsewhere.Origins);
    }

    private static PortOutput ReadOutput(SnapshotReader from, Activation owner) => (Form)from.Bytes.Byte() switch
    {
        Form.Skip => PortOutput.Skip,
        Form.Blank => PortOutput.Blank,
        Form.Items => PortOutput.Of(from.List(owner), OutputCodec.ReadLineage(from.Bytes)),
        Form.Elsewhere => PortOutput.Of(from.List(owner), Lineage.Elsewhere(TokenCodec.ReadOrigins(from))),
        _ => throw new InvalidDataException("The snapshot holds an output in an unknown form."),
    };

    private static void Write(SnapshotWriter to, Activation owner, Wait wait)
    {
        to.Bytes.Int(wait.Until);
        to.Bytes.Text(wait.Signal);
        Write(to, owner, wait.AtDeadline);
        to.Bytes.Int(wait.Since);
    }

    /// <remarks>A child that was not asked for yet leaves a gap.</remarks>
    private static void Write(SnapshotWriter to, Child?[] children)
    {
        to.Bytes.UInt((ulong)children.Length);
        foreach (var child in children)
        {
            to.Bytes.Bool(child is not null);
            if (child is null) continue;
            to.Bytes.Guid(child.RunId);
            to.Bytes.Guid(child.WorkflowId);
            to.Item(child.Input);
            to.Bytes.Bool(child.Waits);
            to.Bytes.Bool(child.End is not null);
            if (child.End is not { } end) continue;
            to.Bytes.Int(end.At);
            to.Bytes.Int(end.Activation);
            to.Bytes.Int(end.Child);
            to.Bytes.Bool(end.Succeeded);
            to.List(end.Output, null);
            ItemCodec.Write(to.Bytes, end.Error);
        }
    }

    private static Child[] ReadChildren(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var children = new Child[bytes.Count()];
        for (var i = 0; i < children.Length; i++)
        {
            if (!bytes.Bool()) continue;
            children[i] = new Child { RunId = bytes.Guid(), WorkflowId = bytes.Guid(), Input = from.Item(), Waits = bytes.Bool() };
            if (bytes.Bool()) children[i].End = new ChildEnded(bytes.Int(), bytes.Int32(), bytes.Int32(), bytes.Bool(), from.List(null), ItemCodec.ReadError(bytes));
        }

        return children;
    }

    private static void Write(ByteWriter to, SortedDictionary<int, ReadOnlyMemory<byte>> parameters)
    {
        to.UInt((ulong)parameters.Count);
        foreach (var (unit, json) in parameters)
        {
            to.Int(unit);
            to.Bytes(json.Span);
        }
    }

    private static SortedDictionary<int, ReadOnlyMemory<byte>> ReadParameters(ByteReader from)
    {
        var parameters = new SortedDictionary<int, ReadOnlyMemory<byte>>();
        for (var left = from.Count(); left > 0; left--)
            parameters.Add(from.Int32(), from.Bytes());
        return parameters;
    }
}
