using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Units of work in a snapshot, with the steps of stepped nodes and their calls.</summary>
internal static class UnitCodec
{
    [Flags]
    private enum Has
    {
        Begun = 1,
        Error = 2,
        Forgiven = 4,
        Round = 8,
        RetryAt = 16,

        /// <summary>A unit's items, a call's outcome.</summary>
        Result = 32,
        Steps = 64,
    }

    public static void Write(SnapshotWriter to, Activation owner, Unit[] units)
    {
        to.Bytes.UInt((ulong)units.Length);
        foreach (var unit in units)
        {
            var has = HasOf(unit) | (unit.Items.Count > 0 ? Has.Result : 0) | (unit.Steps is not null ? Has.Steps : 0);
            Write(to.Bytes, unit, has);
            to.Bytes.Byte((byte)unit.Leaves);
            if ((has & Has.Result) != 0) to.List(unit.Items, owner);
            if ((has & Has.Steps) != 0) Write(to, unit.Steps!);
        }
    }

    public static void Read(SnapshotReader from, Activation owner)
    {
        foreach (var unit in owner.LayOut(from.Bytes.Count()))
        {
            var has = Read(from.Bytes, unit);
            unit.Leaves = (Disposition)from.Bytes.Byte();
            if ((has & Has.Result) != 0) unit.Items = from.List(owner);
            if ((has & Has.Steps) != 0) unit.Steps = ReadSteps(from);
        }
    }

    private static void Write(SnapshotWriter to, Steps steps)
    {
        var bytes = to.Bytes;
        to.Item(steps.State);
        bytes.Bool(steps.Before is not null);
        if (steps.Before is not null) to.Item(steps.Before);
        bytes.Int(steps.From);
        bytes.Int(steps.Earlier);
        bytes.UInt((ulong)steps.Calls.Count);
        foreach (var call in steps.Calls)
        {
            bytes.Int(call.Request.Index);
            bytes.Int(call.Request.Node);
            to.Item(call.Request.Arguments);
            var has = HasOf(call) | (call.Outcome is not null ? Has.Result : 0);
            Write(bytes, call, has);
            if (call.Outcome is { } end) Write(to, end);
        }
    }

    private static Steps ReadSteps(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var steps = new Steps { State = from.Item(), Before = bytes.Bool() ? from.Item() : null, From = bytes.Int32(), Earlier = bytes.Int32() };
        for (var left = bytes.Count(); left > 0; left--)
        {
            var call = new Call(new CallRequest(bytes.Int32(), bytes.Int32(), from.Item()));
            if ((Read(bytes, call) & Has.Result) != 0)
                call.Outcome = new CallEnded(bytes.Int(), bytes.Int32(), bytes.Int32(), bytes.Int32(), bytes.Bool() ? from.Item() : null, ItemCodec.ReadError(bytes));
            steps.Calls.Add(call);
        }

        return steps;
    }

    private static void Write(SnapshotWriter to, CallEnded end)
    {
        to.Bytes.Int(end.At);
        to.Bytes.Int(end.Activation);
        to.Bytes.Int(end.Unit);
        to.Bytes.Int(end.Index);
        to.Bytes.Bool(end.Result is not null);
        if (end.Result is not null) to.Item(end.Result);
        ItemCodec.Write(to.Bytes, end.Error);
    }

    private static Has HasOf(Attempts tried) =>
        (tried.Begun ? Has.Begun : 0) | (tried.Error is not null ? Has.Error : 0) | (tried.Forgiven != 0 ? Has.Forgiven : 0) | (tried.Round != 0 ? Has.Round : 0) | (tried.RetryAt != 0 ? Has.RetryAt : 0);

    private static void Write(ByteWriter to, Attempts tried, Has has)
    {
        to.Byte((byte)has);
        to.Byte((byte)tried.Status);
        to.Int(tried.Attempt);
        if ((has & Has.Forgiven) != 0) to.Int(tried.Forgiven);
        if ((has & Has.Round) != 0) to.Int(tried.Round);
        if ((has & Has.RetryAt) != 0) to.Int(tried.RetryAt);
        if ((has & Has.Error) != 0) ItemCodec.Write(to, tried.Error);
    }

    private static Has Read(ByteReader from, Attempts tried)
    {
        var has = (Has)from.Byte();
        tried.Begun = (has & Has.Begun) != 0;
        tried.Status = (UnitStatus)from.Byte();
        tried.Attempt = from.Int32();
        if ((has & Has.Forgiven) != 0) tried.Forgiven = from.Int32();
        if ((has & Has.Round) != 0) tried.Round = from.Int32();
        if ((has & Has.RetryAt) != 0) tried.RetryAt = from.Int();
        if ((has & Has.Error) != 0) tried.Error = ItemCodec.ReadError(from);
        return has;
    }
}
