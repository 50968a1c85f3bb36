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
    }

    public static void Write(SnapshotWriter to, Activation owner, Unit[] units)
    {
        var bytes = to.Bytes;
        bytes.UInt((ulong)units.Length);
        foreach (var unit in units)
        {
            var has = HasOf(unit);
            bytes.Byte((byte)has);
            bytes.Byte((byte)unit.Status);
            bytes.Byte((byte)unit.Leaves);
            bytes.Int(unit.Attempt);
            if ((has & Has.Forgiven) != 0) bytes.Int(unit.Forgiven);
            if ((has & Has.Round) != 0) bytes.Int(unit.Round);
            if ((has & Has.RetryAt) != 0) bytes.Int(unit.RetryAt);
            if ((has & Has.Error) != 0) ItemCodec.Write(bytes, unit.Error);
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
            unit.Begun = (has & Has.Begun) != 0;
            unit.Status = (UnitStatus)bytes.Byte();
            unit.Leaves = (Disposition)bytes.Byte();
            unit.Attempt = bytes.Int32();
            if ((has & Has.Forgiven) != 0) unit.Forgiven = bytes.Int32();
            if ((has & Has.Round) != 0) unit.Round = bytes.Int32();
            if ((has & Has.RetryAt) != 0) unit.RetryAt = bytes.Int();
            if ((has & Has.Error) != 0) unit.Error = ItemCodec.ReadError(bytes);
            if ((has & Has.Items) != 0) unit.Items = from.List(owner);
            if ((has & Has.Steps) != 0) unit.Steps = ReadSteps(from);
        }
    }

    private static Has HasOf(Unit unit) =>
        (unit.Begun ? Has.Begun : 0) | (unit.Error is not null ? Has.Error : 0) | (unit.Items.Count > 0 ? Has.Items : 0) | (unit.Steps is not null ? Has.Steps : 0)
        | (unit.Forgiven != 0 ? Has.Forgiven : 0) | (unit.Round != 0 ? Has.Round : 0) | (unit.RetryAt != 0 ? Has.RetryAt : 0);

    private static void Write(SnapshotWriter to, Steps steps)
    {
        var bytes = to.Bytes;
        to.Item(steps.State);
        bytes.Int(steps.From);
        bytes.UInt((ulong)steps.Calls.Count);
        foreach (var call in steps.Calls)
        {
            bytes.Int(call.Index);
            bytes.Int(call.Node);
            to.Item(call.Arguments);
        }

        bytes.UInt((ulong)steps.Outcomes.Count);
        foreach (var (index, end) in steps.Outcomes)
        {
            bytes.Int(index);
            bytes.Int(end.At);
            bytes.Int(end.Activation);
            bytes.Int(end.Unit);
            bytes.Int(end.Index);
            bytes.Bool(end.Result is not null);
            if (end.Result is not null) to.Item(end.Result);
            ItemCodec.Write(bytes, end.Error);
        }
    }

    private static Steps ReadSteps(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var steps = new Steps { State = from.Item(), From = bytes.Int32() };
        for (var left = bytes.Count(); left > 0; left--)
            steps.Calls.Add(new CallRequest(bytes.Int32(), bytes.Int32(), from.Item()));
        for (var left = bytes.Count(); left > 0; left--)
            steps.Outcomes.Add(bytes.Int32(), new CallEnded(bytes.Int(), bytes.Int32(), bytes.Int32(), bytes.Int32(), bytes.Bool() ? from.Item() : null, ItemCodec.ReadError(bytes)));
        return steps;
    }
}
