using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The parts of events that are more than a number.</summary>
internal static partial class EventCodec
{
    private static void WriteCompleted(ByteWriter to, NodeCompleted e, RunState run)
    {
        to.Int(e.Activation);
        to.Int(e.StartedAt);
        var isSealed = e.Answer is not null && IsSensitive(run.Activations[e.Activation]);
        to.Byte((byte)((e.IsRunOutput ? 1 : 0) | (e.StopsRun ? 2 : 0) | (e.Answer is not null ? 4 : 0) | (e.Log is not null ? 8 : 0) | (isSealed ? 16 : 0)));
        to.UInt((ulong)e.Outputs.Count);
        foreach (var output in e.Outputs)
            OutputCodec.Write(to, output, run.Activations[e.Activation].Inputs, run.Start?.Input);
        if (isSealed) WriteSealed(to, e.Answer!);
        else if (e.Answer is not null) WriteAnswer(to, e.Answer);
        if (e.Log is not null) WriteTexts(to, e.Log);
    }

    private static NodeCompleted ReadCompleted(ByteReader from, long at, RunState run)
    {
        var activation = from.Int32();
        var startedAt = from.Int();
        var flags = from.Byte();
        var outputs = new PortOutput[from.Count()];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = OutputCodec.Read(from, run.Activations[activation].Inputs, run.Start?.Input);
        return new NodeCompleted(at, activation, startedAt, outputs)
        {
            IsRunOutput = (flags & 1) != 0,
            StopsRun = (flags & 2) != 0,
            Answer = (flags & 4) == 0 ? null : ReadAnswer(from, isSealed: (flags & 16) != 0),
            Log = (flags & 8) != 0 ? ReadTexts(from) : null,
        };
    }

    private static void WriteRecorded(ByteWriter to, StepRecorded e)
    {
        to.Int(e.Activation);
        to.UInt((ulong)e.Record.Warnings);
        to.UInt((ulong)e.Record.Parameters.Count);
        foreach (var (unit, json) in e.Record.Parameters)
        {
            to.Int(unit);
            to.Bytes(json.Span);
        }
    }

    private static StepRecorded ReadRecorded(ByteReader from, long at)
    {
        var activation = from.Int32();
        var warnings = (StepWarnings)from.UInt();
        var parameters = new UnitParameters[from.Count()];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = new UnitParameters(from.Int32(), from.Bytes());
        return new StepRecorded(at, activation, new StepRecord(parameters, warnings));
    }

    private static WaitCreated ReadWait(ByteReader from, long at, RunState run)
    {
        var activation = from.Int32();
        return new WaitCreated(at, activation, from.Int(), from.Text(), OutputCodec.Read(from, run.Activations[activation].Inputs));
    }

    private static WaitResolved ReadResolved(ByteReader from, long at, RunState run)
    {
        var activation = from.Int32();
        return new WaitResolved(at, activation, (WaitEnd)from.Byte(), OutputCodec.Read(from, run.Activations[activation].Inputs));
    }

    private static UnitOutput[] ReadUnits(ByteReader from)
    {
        var units = new UnitOutput[from.Count()];
        for (var i = 0; i < units.Length; i++)
            units[i] = new UnitOutput(from.Int32(), ItemCodec.ReadItems(from));
        return units;
    }

    private static CallRequest[] ReadCalls(ByteReader from)
    {
        var calls = new CallRequest[from.Count()];
        for (var i = 0; i < calls.Length; i++)
            calls[i] = new CallRequest(from.Int32(), from.Int32(), ItemCodec.Read(from));
        return calls;
    }

    private static int[] ReadInts(ByteReader from)
    {
        var values = new int[from.Count()];
        for (var i = 0; i < values.Length; i++)
            values[i] = from.Int32();
        return values;
    }

    /// <summary>Bit of the disposition's byte that says that a log follows.</summary>
    private const int HasLog = 0x80;

    private static UnitFailed ReadUnitFailed(ByteReader from, long at)
    {
        var (activation, unit, attempt, error, flags) = (from.Int32(), from.Int32(), from.Int32(), ItemCodec.ReadError(from)!, from.Byte());
        return new UnitFailed(at, activation, unit, attempt, error, (Disposition)(flags & ~HasLog), from.Int(), from.Int32()) { Log = (flags & HasLog) != 0 ? ReadTexts(from) : null };
    }

    public static void WriteTexts(ByteWriter to, IReadOnlyList<string>? texts)
    {
        to.UInt((ulong)(texts?.Count ?? 0));
        foreach (var text in texts ?? [])
            to.Text(text);
    }

    public static List<string>? ReadTexts(ByteReader from)
    {
        var count = from.Count();
        if (count == 0) return null;
        var texts = new List<string>(count);
        for (var i = 0; i < count; i++)
            texts.Add(from.Text() ?? "");
        return texts;
    }

    /// <summary>Whether what the step tells a caller was made of sensitive data.</summary>
    public static bool IsSensitive(Activation activation) =>
        activation.Node.Policy.Sensitive || activation.HasSensitiveInput;

    /// <summary>An answer and, before it, whether it is sealed.</summary>
    public static void WriteAnswer(ByteWriter to, Answer answer, bool isSealed)
    {
        to.Bool(isSealed);
        if (isSealed) WriteSealed(to, answer);
        else WriteAnswer(to, answer);
    }

    public static Answer ReadAnswer(ByteReader from, bool isSealed) => isSealed ? ReadAnswer(new ByteReader(from.Seal.Open(from.Bytes().Span))) : ReadAnswer(from);

    private static void WriteSealed(ByteWriter to, Answer answer)
    {
        var plain = new ByteWriter();
        WriteAnswer(plain, answer);
        to.Bytes(to.Seal.Close(plain.Written));
    }

    private static void WriteAnswer(ByteWriter to, Answer answer)
    {
        to.Int(answer.Status);
        to.UInt((ulong)answer.Headers.Count);
        foreach (var (name, value) in answer.Headers)
        {
            to.Text(name);
            to.Text(value);
        }

        to.Bool(answer.Body is not null);
        if (answer.Body is { } body) to.Bytes(body.Span);
        to.Bool(answer.Binary is not null);
        if (answer.Binary is { } binary) ItemCodec.Write(to, binary);
    }

    private static Answer ReadAnswer(ByteReader from)
    {
        var status = from.Int32();
        var count = from.Count();
        var headers = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
            headers[from.Text()!] = from.Text() ?? "";
        // Not a conditional: its null would become an empty memory.
        ReadOnlyMemory<byte>? body = null;
        if (from.Bool()) body = from.Bytes();
        return new Answer(status, headers, body, from.Bool() ? ItemCodec.ReadFile(from) : null);
    }

    private static void WriteHeader(ByteWriter to, RunHeader header)
    {
        to.Text(header.Label);
        to.Text(header.StartKey);
        to.Text(header.By);
        to.Bool(header.IsErrorRun);
        to.Bool(header.Parent is not null);
        if (header.Parent is not { } parent) return;
        to.Guid(parent.RunId);
        to.Int(parent.Activation);
        to.Int(parent.Child);
        to.Bool(parent.Waits);
        to.Int(parent.Depth);
    }

    private static RunHeader ReadHeader(ByteReader from)
    {
        var label = from.Text();
        var key = from.Text();
        var by = from.Text();
        var isErrorRun = from.Bool();
        var parent = from.Bool() ? new ParentLink(from.Guid(), from.Int32(), from.Int32(), from.Bool(), from.Int32()) : null;
        return new RunHeader(label, key, parent, isErrorRun, by);
    }

    private static void WriteFork(ByteWriter to, ForkOrigin? fork)
    {
        to.Bool(fork is not null);
        if (fork is null) return;
        to.Guid(fork.RunId);
        to.Int(fork.Point);
        to.UInt((ulong)fork.Kept.Count);
        foreach (var kept in fork.Kept)
            to.Int(kept);
    }

    private static ForkOrigin? ReadFork(ByteReader from)
    {
        if (!from.Bool()) return null;
        var run = from.Guid();
        var point = from.Int32();
        return new ForkOrigin(run, ReadInts(from), point);
    }
}
