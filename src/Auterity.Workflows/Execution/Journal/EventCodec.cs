using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Turns events into bytes and back. Numbers of kinds are never reused; fields are only added at the end of a kind with a new number.</summary>
/// <remarks>Reading needs the run's state so far, because outputs refer to inputs: read an event, apply it, read the next.</remarks>
internal static partial class EventCodec
{
    private enum Kind : byte
    {
        RunStarted = 1,
        NodeStarted = 2,
        NodeCompleted = 3,
        LoopAdvanced = 4,
        UnitStarted = 5,
        UnitsCompleted = 6,
        UnitFailed = 7,
        WaitCreated = 8,
        WaitResolved = 9,
        SignalReceived = 10,
        JoinForced = 11,
        ChildStarted = 12,
        ChildEnded = 13,
        CallsRequested = 14,
        CallEnded = 15,
        DecisionMade = 16,
        LimitReached = 17,
        RunPaused = 18,
        RunResumed = 19,
        CancelRequested = 20,
        RunEnded = 21,
        RunReopened = 22,
        LateCompletion = 23,
        NodeFailed = 24,
        StepRecorded = 25,
        CallStarted = 26,
        CallFailed = 27,
        CallDecided = 28,
    }

    /// <summary>Writes one event. <paramref name="run"/> must not have applied it yet.</summary>
    public static void Write(ByteWriter to, RunEvent happened, RunState run)
    {
        switch (happened)
        {
            case RunStarted e:
                Head(to, Kind.RunStarted, e);
                to.Int(e.Trigger);
                ItemCodec.Write(to, e.Input);
                to.Byte((byte)e.Mode);
                WriteHeader(to, e.Header);
                to.Int(e.Until);
                WriteFork(to, e.Fork);
                break;
            case NodeStarted e:
                Head(to, Kind.NodeStarted, e);
                to.Int(e.Activation);
                break;
            case NodeCompleted e:
                Head(to, Kind.NodeCompleted, e);
                WriteCompleted(to, e, run);
                break;
            case LoopAdvanced e:
                Head(to, Kind.LoopAdvanced, e);
                to.Int(e.Activation);
                to.Int(e.BatchSize);
                to.Bool(e.StopWhenNothingReturns);
                break;
            case UnitStarted e:
                Head(to, Kind.UnitStarted, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Attempt);
                to.Int(e.Round);
                break;
            case UnitsCompleted e:
                Head(to, Kind.UnitsCompleted, e);
                to.Int(e.Activation);
                to.UInt((ulong)e.Units.Count);
                foreach (var unit in e.Units)
                {
                    to.Int(unit.Unit);
                    ItemCodec.Write(to, unit.Items);
                }

                WriteTexts(to, e.Log);
                break;
            case UnitFailed e:
                Head(to, Kind.UnitFailed, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Attempt);
                ItemCodec.Write(to, e.Error);
                to.Byte((byte)((int)e.Disposition | (e.Log is null ? 0 : HasLog)));
                to.Int(e.RetryAt);
                to.Int(e.Round);
                if (e.Log is not null) WriteTexts(to, e.Log);
                break;
            case StepRecorded e:
                Head(to, Kind.StepRecorded, e);
                WriteRecorded(to, e);
                break;
            case NodeFailed e:
                Head(to, Kind.NodeFailed, e);
                to.Int(e.Activation);
                ItemCodec.Write(to, e.Error);
                break;
            case WaitCreated e:
                Head(to, Kind.WaitCreated, e);
                to.Int(e.Activation);
                to.Int(e.Until);
                to.Text(e.Signal);
                OutputCodec.Write(to, e.AtDeadline, run.Activations[e.Activation].Inputs);
                break;
            case WaitResolved e:
                Head(to, Kind.WaitResolved, e);
                to.Int(e.Activation);
                to.Byte((byte)e.How);
                OutputCodec.Write(to, e.Output, run.Activations[e.Activation].Inputs);
                break;
            case SignalReceived e:
                Head(to, Kind.SignalReceived, e);
                to.Text(e.Name);
                ItemCodec.Write(to, e.Payload);
                to.Text(e.DedupeId);
                to.Int(e.Activation);
                break;
            case JoinForced e:
                Head(to, Kind.JoinForced, e);
                to.Int(e.Node);
                to.UInt((ulong)e.MissingEdges.Count);
                foreach (var edge in e.MissingEdges)
                    to.Int(edge);
                break;
            case ChildStarted e:
                Head(to, Kind.ChildStarted, e);
                to.Int(e.Activation);
                to.Int(e.Child);
                to.Guid(e.RunId);
                to.Guid(e.WorkflowId);
                ItemCodec.Write(to, e.Input);
                to.Bool(e.Waits);
                break;
            case ChildEnded e:
                Head(to, Kind.ChildEnded, e);
                to.Int(e.Activation);
                to.Int(e.Child);
                to.Bool(e.Succeeded);
                ItemCodec.Write(to, e.Output);
                ItemCodec.Write(to, e.Error);
                break;
            case CallsRequested e:
                Head(to, Kind.CallsRequested, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                ItemCodec.Write(to, e.State);
                to.UInt((ulong)e.Calls.Count);
                foreach (var call in e.Calls)
                {
                    to.Int(call.Index);
                    to.Int(call.Node);
                    ItemCodec.Write(to, call.Arguments);
                }

                break;
            case CallEnded e:
                Head(to, Kind.CallEnded, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Index);
                to.Bool(e.Result is not null);
                if (e.Result is not null) ItemCodec.Write(to, e.Result);
                ItemCodec.Write(to, e.Error);
                break;
            case CallStarted e:
                Head(to, Kind.CallStarted, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Index);
                to.Int(e.Attempt);
                to.Int(e.Round);
                break;
            case CallFailed e:
                Head(to, Kind.CallFailed, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Index);
                to.Int(e.Attempt);
                ItemCodec.Write(to, e.Error);
                to.Byte((byte)e.Disposition);
                to.Int(e.RetryAt);
                to.Int(e.Round);
                break;
            case CallDecided e:
                Head(to, Kind.CallDecided, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Int(e.Index);
                to.Byte((byte)e.Decision);
                to.Bool(e.Result is not null);
                if (e.Result is not null) ItemCodec.Write(to, e.Result);
                to.Text(e.By);
                to.Int(e.Round);
                break;
            case DecisionMade e:
                Head(to, Kind.DecisionMade, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Byte((byte)e.Decision);
                to.Bool(e.Output is not null);
                if (e.Output is not null) ItemCodec.Write(to, e.Output);
                to.Text(e.By);
                to.Int(e.Round);
                break;
            case LimitReached e:
                Head(to, Kind.LimitReached, e);
                to.Int(e.Activation);
                to.Text(e.Limit);
                break;
            case RunPaused e:
                Head(to, Kind.RunPaused, e);
                to.Text(e.By);
                break;
            case RunResumed e:
                Head(to, Kind.RunResumed, e);
                to.Text(e.By);
                break;
            case CancelRequested e:
                Head(to, Kind.CancelRequested, e);
                to.Text(e.By);
                to.Bool(e.TimedOut);
                break;
            case RunEnded e:
                Head(to, Kind.RunEnded, e);
                to.Byte((byte)e.Outcome);
                ItemCodec.Write(to, e.Error);
                to.Int(e.OutputActivation);
                break;
            case RunReopened e:
                Head(to, Kind.RunReopened, e);
                to.Text(e.By);
                break;
            case LateCompletion e:
                Head(to, Kind.LateCompletion, e);
                to.Int(e.Activation);
                to.Int(e.Unit);
                to.Bool(e.Succeeded);
                ItemCodec.Write(to, e.Error);
                break;
            default:
                throw new InvalidOperationException($"No code for {happened.GetType().Name}.");
        }
    }

    /// <summary>Reads the next event; <paramref name="run"/> must have applied all earlier ones.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or were written by a newer version.</exception>
    public static RunEvent Read(ByteReader from, RunState run)
    {
        var kind = (Kind)from.Byte();
        var at = from.Int();
        return kind switch
        {
            Kind.RunStarted => new RunStarted(at, from.Int32(), ItemCodec.Read(from), (RunMode)from.Byte(), ReadHeader(from), from.Int32(), ReadFork(from)),
            Kind.NodeStarted => new NodeStarted(at, from.Int32()),
            Kind.NodeCompleted => ReadCompleted(from, at, run),
            Kind.LoopAdvanced => new LoopAdvanced(at, from.Int32(), from.Int32(), from.Bool()),
            Kind.UnitStarted => new UnitStarted(at, from.Int32(), from.Int32(), from.Int32(), from.Int32()),
            Kind.UnitsCompleted => new UnitsCompleted(at, from.Int32(), ReadUnits(from)) { Log = ReadTexts(from) },
            Kind.UnitFailed => ReadUnitFailed(from, at),
            Kind.StepRecorded => ReadRecorded(from, at),
            Kind.NodeFailed => new NodeFailed(at, from.Int32(), ItemCodec.ReadError(from)!),
            Kind.WaitCreated => ReadWait(from, at, run),
            Kind.WaitResolved => ReadResolved(from, at, run),
            Kind.SignalReceived => new SignalReceived(at, from.Text()!, ItemCodec.Read(from), from.Text(), from.Int32()),
            Kind.JoinForced => new JoinForced(at, from.Int32(), ReadInts(from)),
            Kind.ChildStarted => new ChildStarted(at, from.Int32(), from.Int32(), from.Guid(), from.Guid(), ItemCodec.Read(from), from.Bool()),
            Kind.ChildEnded => new ChildEnded(at, from.Int32(), from.Int32(), from.Bool(), ItemCodec.ReadItems(from), ItemCodec.ReadError(from)),
            Kind.CallsRequested => new CallsRequested(at, from.Int32(), from.Int32(), ItemCodec.Read(from), ReadCalls(from)),
            Kind.CallEnded => new CallEnded(at, from.Int32(), from.Int32(), from.Int32(), from.Bool() ? ItemCodec.Read(from) : null, ItemCodec.ReadError(from)),
            Kind.CallStarted => new CallStarted(at, from.Int32(), from.Int32(), from.Int32(), from.Int32(), from.Int32()),
            Kind.CallFailed => new CallFailed(at, from.Int32(), from.Int32(), from.Int32(), from.Int32(), ItemCodec.ReadError(from)!, (Disposition)from.Byte(), from.Int(), from.Int32()),
            Kind.CallDecided => new CallDecided(at, from.Int32(), from.Int32(), from.Int32(), (Decision)from.Byte(), from.Bool() ? ItemCodec.Read(from) : null, from.Text(), from.Int32()),
            Kind.DecisionMade => new DecisionMade(at, from.Int32(), from.Int32(), (Decision)from.Byte(), from.Bool() ? ItemCodec.ReadItems(from) : null, from.Text(), from.Int32()),
            Kind.LimitReached => new LimitReached(at, from.Int32(), from.Text()!),
            Kind.RunPaused => new RunPaused(at, from.Text()),
            Kind.RunResumed => new RunResumed(at, from.Text()),
            Kind.CancelRequested => new CancelRequested(at, from.Text(), from.Bool()),
            Kind.RunEnded => new RunEnded(at, (RunOutcome)from.Byte(), ItemCodec.ReadError(from), from.Int32()),
            Kind.RunReopened => new RunReopened(at, from.Text()),
            Kind.LateCompletion => new LateCompletion(at, from.Int32(), from.Int32(), from.Bool(), ItemCodec.ReadError(from)),
            _ => throw new InvalidDataException($"The journal holds an event of kind {(byte)kind}, which this version does not know."),
        };
    }

    private static void Head(ByteWriter to, Kind kind, RunEvent e)
    {
        to.Byte((byte)kind);
        to.Int(e.At);
    }
}
