using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Units of work in a snapshot, with the steps of stepped nodes.</summary>
internal static class UnitCodec
{
    [Flags]
    private enum Has
    {
        Begun = 1,
        Error = 2,
        Items = 4,
        Steps = 8,
        Forgiven = 16,
        Round = 32,
        RetryAt = 64,
        Outcome = 128,
    }

    public static void Write(SnapshotWriter to, Activation owner, Unit[] units)
    {
        var bytes = to.Bytes;
        bytes.UInt((ulong)units.Length);
        foreach (var unit in units)
        {
            var has = HasOf(unit) | (unit.Items.Count > 0 ? Has.Items : 0) | (unit.Steps is not null ? Has.Steps : 0);
            bytes.Byte((byte)has);
            Write(bytes, unit, has);
            bytes.Byte((byte)unit.Leaves);
            if ((has & Has.Items) != 0) to.List(unit.Items, owner);
            if ((has & Has.Steps) != 0) Write(to, unit.Steps!);
        }
    }

    public static void Read(SnapshotReader from, Activation owner)
    {
        var bytes = from.Bytes;
        foreach (var unit in owner.LayOut(bytes.Count()))
        {
            var has = (Has)bytes.Byte();
            Read(bytes, unit, has);
            unit.Leaves = (Disposition)bytes.Byte();
            if ((has & Has.Items) != 0) unit.Items = from.List(owner);
            if ((has & Has.Steps) != 0) unit.Steps = ReadSteps(from);
        }
    }

    private static void Write(ByteWriter to, Attempts tried, Has has)
    {
        to.Byte((byte)tried.Status);
        to.Int(tried.Attempt);
        if ((has & Has.Forgiven) != 0) to.Int(tried.Forgiven);
        if ((has & Has.Round) != 0) to.Int(tried.Round);
        if ((has & Has.RetryAt) != 0) to.Int(tried.RetryAt);
        if ((has & Has.Error) != 0) ItemCodec.Write(to, tried.Error);
    }

    private static void Read(ByteReader from, Attempts tried, Has has)
    {
        tried.Begun = (has & Has.Begun) != 0;
        tried.Status = (UnitStatus)from.Byte();
        tried.Attempt = from.Int32();
        if ((has & Has.Forgiven) != 0) tried.Forgiven = from.Int32();
        if ((has & Has.Round) != 0) tried.Round = from.Int32();
        if ((has & Has.RetryAt) != 0) tried.RetryAt = from.Int();
        if ((has & Has.Error) != 0) tried.Error = ItemCodec.ReadError(from);
    }

    private static Has HasOf(Attempts tried) =>
        (tried.Begun ? Has.Begun : 0) | (tried.Error is not null ? Has.Error : 0) | (tried.Forgiven != 0 ? Has.Forgiven : 0) | (tried.Round != 0 ? Has.Round : 0)
        | (tried.RetryAt != 0 ? Has.RetryAt : 0);

    private static void Write(SnapshotWriter to, Steps steps)
    {
        var bytes = to.Bytes;
        to.Item(steps.State);
        bytes.Bool(steps.Before is not null);
        if (steps.Before is { } before) to.Item(before);
        bytes.Int(steps.From);
        bytes.Int(steps.Earlier);
        bytes.UInt((ulong)steps.Calls.Count);
        foreach (var call in steps.Calls)
            Write(to, call);
    }

    private static Steps ReadSteps(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var steps = new Steps { State = from.Item(), Before = bytes.Bool() ? from.Item() : null, From = bytes.Int32(), Earlier = bytes.Int32() };
        for (var left = bytes.Count(); left > 0; left--)
            steps.Calls.Add(ReadCall(from));
        return steps;
    }

    private static void Write(SnapshotWriter to, Call call)
    {
        var bytes = to.Bytes;
        bytes.Int(call.Request.Index);
        bytes.Int(call.Request.Node);
        to.Item(call.Request.Arguments);
        var has = HasOf(call) | (call.Outcome is not null ? Has.Outcome : 0);
        bytes.Byte((byte)has);
        Write(bytes, call, has);
        if (call.Outcome is not { } end) return;
        bytes.Int(end.At);
        bytes.Int(end.Activation);
        bytes.Int(end.Unit);
        bytes.Int(end.Index);
        bytes.Bool(end.Result is not null);
        if (end.Result is not null) to.Item(end.Result);
        ItemCodec.Write(bytes, end.Error);
    }

    private static Call ReadCall(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var call = new Call(new CallRequest(bytes.Int32(), bytes.Int32(), from.Item()));
        var has = (Has)bytes.Byte();
        Read(bytes, call, has);
        if ((has & Has.Outcome) != 0)
            call.Outcome = new CallEnded(bytes.Int(), bytes.Int32(), bytes.Int32(), bytes.Int32(), bytes.Bool() ? from.Item() : null, ItemCodec.ReadError(bytes));
        return call;
    }
}
