using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>What waits between activations in a snapshot: edges, nodes with their ports, sessions of regions, loops.</summary>
internal static class FlowCodec
{
    public static void Write(SnapshotWriter to, EdgeState edge)
    {
        to.Bytes.Bool(edge.Arrived);
        to.Bytes.Int(edge.Delivered);
        WriteQueue(to, edge.Tokens);
        WriteQueue(to, edge.Door);
        to.Bytes.Bool(edge.Latch is not null);
        if (edge.Latch is { } latch) TokenCodec.Write(to, latch);
    }

    public static void Read(SnapshotReader from, EdgeState edge)
    {
        edge.Arrived = from.Bytes.Bool();
        edge.Delivered = from.Bytes.Int32();
        edge.Tokens = ReadQueue(from);
        edge.Door = ReadQueue(from);
        if (from.Bytes.Bool()) edge.Latch = TokenCodec.Read(from);
    }

    public static void Write(SnapshotWriter to, NodeState node, int inputs)
    {
        var bytes = to.Bytes;
        bytes.Int(node.Next);
        bytes.Int(node.Running);
        bytes.Int(node.Release);
        to.Perhaps(node.LastCompleted);
        to.Loop(node.Loop);
        WriteActivations(to, node.Behind);
        WriteActivations(to, node.HeldBack?.Values);
        for (var i = 0; i < inputs; i++)
        {
            bytes.Bool(node.FindPort(i) is not null);
            if (node.FindPort(i) is { } port) Write(to, port);
        }
    }

    public static void Read(SnapshotReader from, NodeState node, int inputs)
    {
        var bytes = from.Bytes;
        node.Next = bytes.Int32();
        node.Running = bytes.Int32();
        node.Release = bytes.Int32();
        node.LastCompleted = from.Perhaps();
        node.Loop = from.Loop();
        if (ReadActivations(from) is { } behind) node.Behind = new Queue<Activation>(behind);
        if (ReadActivations(from) is { } heldBack) node.HeldBack = new SortedDictionary<int, Activation>(heldBack.ToDictionary(activation => activation.Number));
        for (var i = 0; i < inputs; i++)
            if (bytes.Bool())
                Read(from, node.Port(i));
    }

    public static void Write(SnapshotWriter to, RegionState region)
    {
        var bytes = to.Bytes;
        bytes.Bool(region.IsOpen);
        bytes.Bool(region.Entered);
        bytes.Int(region.From);
        bytes.Int(region.Live);
        bytes.Int(region.LiveItems);
        bytes.Int(region.Loops);
        bytes.Int(region.Passes);
        bytes.Int(region.PassLimit);
        bytes.Bool(region.Entry is not null);
        if (region.Entry is not null) TokenCodec.Write(to, region.Entry);
        bytes.Bool(region.Carried is not null);
        if (region.Carried is not null) TokenCodec.Write(bytes, [.. region.Carried.Select(edge => edge.Index)]);
    }

    public static void Read(SnapshotReader from, RegionState region)
    {
        var bytes = from.Bytes;
        region.IsOpen = bytes.Bool();
        region.Entered = bytes.Bool();
        region.From = bytes.Int32();
        region.Live = bytes.Int32();
        region.LiveItems = bytes.Int32();
        region.Loops = bytes.Int32();
        region.Passes = bytes.Int32();
        region.PassLimit = bytes.Int();
        if (bytes.Bool()) region.Entry = TokenCodec.ReadPorts(from);
        if (bytes.Bool()) region.Carried = [.. TokenCodec.ReadInts(bytes).Select(edge => from.State.Plan.Edges[edge])];
    }

    /// <summary>The loops that activations belong to, in the order of their numbers.</summary>
    public static void WriteLoops(SnapshotWriter to)
    {
        var bytes = to.Bytes;
        bytes.UInt((ulong)to.LoopCount);
        foreach (var loop in to.Loops)
        {
            to.Near(loop.Opener);
            bytes.Int(loop.BatchSize);
            bytes.Bool(loop.StopWhenNothingReturns);
            bytes.Int(loop.Taken);
            to.List(loop.Collected, null);
            TokenCodec.Write(to, loop.Origins);
        }
    }

    public static void ReadLoops(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var loops = new LoopState[bytes.Count()];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new LoopState { Opener = from.Near(), BatchSize = bytes.Int32(), StopWhenNothingReturns = bytes.Bool(), Taken = bytes.Int32() };
            loops[i].Collected.AddRange(from.List(null));
            loops[i].Origins.AddRange(TokenCodec.ReadOrigins(from));
        }

        from.Know(loops);
    }

    private static void Write(SnapshotWriter to, PortState port)
    {
        TokenCodec.Write(to, port.Offers);
        to.Bytes.UInt((ulong)port.Waves.Count);
        foreach (var (number, wave) in port.Waves)
        {
            to.Bytes.Int(number);
            to.Bytes.Bool(wave.HadItems);
            TokenCodec.Write(to, wave.Skips);
        }

        to.Bytes.Bool(port.Last is not null);
        if (port.Last is not null) TokenCodec.Write(to, port.Last);
        to.Bytes.Int(port.Dropped);
    }

    private static void Read(SnapshotReader from, PortState port)
    {
        foreach (var offer in TokenCodec.ReadPorts(from))
            port.Offers.Enqueue(offer);
        for (var left = from.Bytes.Count(); left > 0; left--)
        {
            var number = from.Bytes.Int32();
            var wave = port.Waves[number] = new Wave { HadItems = from.Bytes.Bool() };
            wave.Skips.AddRange(TokenCodec.ReadAll(from));
        }

        if (from.Bytes.Bool()) port.Last = TokenCodec.ReadAll(from);
        port.Dropped = from.Bytes.Int32();
    }

    private static void WriteQueue(SnapshotWriter to, Queue<Token>? tokens)
    {
        to.Bytes.Bool(tokens is not null);
        if (tokens is not null) TokenCodec.Write(to, tokens);
    }

    private static Queue<Token>? ReadQueue(SnapshotReader from) => from.Bytes.Bool() ? new Queue<Token>(TokenCodec.ReadAll(from)) : null;

    private static void WriteActivations(SnapshotWriter to, IReadOnlyCollection<Activation>? activations)
    {
        to.Bytes.Bool(activations is not null);
        if (activations is not null) TokenCodec.Write(to.Bytes, [.. activations.Select(activation => activation.Id)]);
    }

    private static Activation[]? ReadActivations(SnapshotReader from) =>
        from.Bytes.Bool() ? [.. TokenCodec.ReadInts(from.Bytes).Select(id => from.State.Activations[id])] : null;
}
