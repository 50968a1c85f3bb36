using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>A run's whole state in a snapshot. A new field of the state belongs here, in both directions.</summary>
internal static class StateCodec
{
    public static void Write(SnapshotWriter to, RunState state)
    {
        // 1. The start, then activations in their order: each refers to earlier ones alone.
        var bytes = to.Bytes;
        EventCodec.Write(bytes, state.Start!, state);
        to.Know(state.Start!.Input);
        bytes.UInt((ulong)state.Activations.Count);
        Activation? before = null;
        foreach (var activation in state.Activations)
        {
            ActivationCodec.Write(to, activation, before);
            before = activation;
        }

        // 2. The loops they belong to, and what waits between them.
        to.Base = state.Activations.Count;
        FlowCodec.WriteLoops(to);
        foreach (var edge in state.Edges)
            FlowCodec.Write(to, edge);
        for (var i = 0; i < state.Nodes.Length; i++)
            FlowCodec.Write(to, state.Nodes[i], state.Plan.Nodes[i].Inputs.Length);
        foreach (var region in state.Regions)
            FlowCodec.Write(to, region);

        // 3. The run as a whole.
        WriteQueues(to, state);
        WriteCounters(bytes, state);
        WriteEnding(to, state);
    }

    public static void Read(SnapshotReader from, RunState state)
    {
        var bytes = from.Bytes;
        state.Start = (RunStarted)EventCodec.Read(bytes, state);
        from.Know(state.Start.Input);
        var count = bytes.Count();
        state.Activations.EnsureCapacity(count);
        Activation? before = null;
        for (; count > 0; count--)
            before = ActivationCodec.Read(from, before);

        from.Base = state.Activations.Count;
        FlowCodec.ReadLoops(from);
        foreach (var edge in state.Edges)
            FlowCodec.Read(from, edge);
        for (var i = 0; i < state.Nodes.Length; i++)
            FlowCodec.Read(from, state.Nodes[i], state.Plan.Nodes[i].Inputs.Length);
        foreach (var region in state.Regions)
            FlowCodec.Read(from, region);

        ReadQueues(from, state);
        ReadCounters(bytes, state);
        ReadEnding(from, state);
    }

    private static void WriteQueues(SnapshotWriter to, RunState state)
    {
        var bytes = to.Bytes;
        TokenCodec.Write(bytes, [.. state.Ready.Ids()]);
        // The bottom of the stack first: it is pushed in this order again.
        bytes.UInt((ulong)state.Travelling.Count);
        foreach (var (edge, token) in state.Travelling.Reverse())
        {
            bytes.UInt((ulong)edge.Index);
            TokenCodec.Write(to, token);
        }

        // The order in the heap: added again in this order, it is the same heap.
        bytes.UInt((ulong)state.Due.Count);
        foreach (var (due, at) in state.Due.UnorderedItems)
        {
            to.Near(due.Activation);
            bytes.Int(due.Unit);
            bytes.Int(due.Call);
            bytes.Int(at);
        }

        bytes.UInt((ulong)state.Signals.Count);
        foreach (var signal in state.Signals)
            EventCodec.Write(bytes, signal, state);
        bytes.UInt((ulong)state.SignalIds.Count);
        foreach (var id in state.SignalIds)
            bytes.Text(id);
        TokenCodec.Write(bytes, [.. state.Failing.Select(activation => activation.Id)]);
    }

    private static void ReadQueues(SnapshotReader from, RunState state)
    {
        var bytes = from.Bytes;
        foreach (var id in TokenCodec.ReadInts(bytes))
            state.Ready.Add(state.Activations[id]);
        for (var left = bytes.Count(); left > 0; left--)
            state.Travelling.Push((state.Plan.Edges[checked((int)bytes.UInt())], TokenCodec.Read(from)));
        for (var left = bytes.Count(); left > 0; left--)
            state.Due.Enqueue(new Due(from.Near(), bytes.Int32(), bytes.Int32()), bytes.Int());
        for (var left = bytes.Count(); left > 0; left--)
            state.Signals.Add((SignalReceived)EventCodec.Read(bytes, state));
        for (var left = bytes.Count(); left > 0; left--)
            state.SignalIds.Add(bytes.Text()!);
        foreach (var id in TokenCodec.ReadInts(bytes))
            state.Failing.Add(state.Activations[id]);
    }

    private static void WriteCounters(ByteWriter to, RunState state)
    {
        to.Int(state.Open);
        to.Int(state.LoopsInProgress);
        to.Int(state.ItemTokens);
        to.Int(state.Fired);
        to.Int(state.ItemLimit);
        to.Int(state.ItemByteLimit);
        to.Int(state.ByteLimit);
        to.Int(state.Completions);
        to.Int(state.ActivationLimit);
        to.Int(state.Strays);
        to.Int(state.Reopenings);
        to.Int(state.PausedSince);
        to.Int(state.PausedFor);
        to.Int(state.LastAt);
    }

    private static void ReadCounters(ByteReader from, RunState state)
    {
        state.Open = from.Int32();
        state.LoopsInProgress = from.Int32();
        state.ItemTokens = from.Int32();
        state.Fired = from.Int32();
        state.ItemLimit = from.Int32();
        state.ItemByteLimit = from.Int32();
        state.ByteLimit = from.Int();
        state.Completions = from.Int32();
        state.ActivationLimit = from.Int();
        state.Strays = from.Int32();
        state.Reopenings = from.Int32();
        state.PausedSince = from.Int();
        state.PausedFor = from.Int();
        state.LastAt = from.Int();
    }

    private static void WriteEnding(SnapshotWriter to, RunState state)
    {
        var bytes = to.Bytes;
        bytes.Bool(state.Stopped);
        to.Perhaps(state.Failed);
        bytes.Bool(state.Cancel is not null);
        if (state.Cancel is { } cancel) EventCodec.Write(bytes, cancel, state);
        bytes.Bool(state.End is not null);
        if (state.End is { } end) EventCodec.Write(bytes, end, state);
    }

    private static void ReadEnding(SnapshotReader from, RunState state)
    {
        var bytes = from.Bytes;
        state.Stopped = bytes.Bool();
        state.Failed = from.Perhaps();
        if (bytes.Bool()) state.Cancel = (CancelRequested)EventCodec.Read(bytes, state);
        if (bytes.Bool()) state.End = (RunEnded)EventCodec.Read(bytes, state);
    }
}
