using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal.Snapshots;

/// <summary>Tokens and origins in a snapshot: what refers to activations, by how far back they are.</summary>
internal static class TokenCodec
{
    private const int Skip = 1;
    private const int Source = 2;
    private const int Session = 4;
    private const int PortShift = 3;

    public static void Write(SnapshotWriter to, Token token)
    {
        var bytes = to.Bytes;
        bytes.UInt((ulong)((token.Port << PortShift) | (token.IsSkip ? Skip : 0) | (token.Source is not null ? Source : 0) | (token.Session is not null ? Session : 0)));
        if (token.Source is { } source) to.Near(source);
        if (token.Session is not { } session) return;
        bytes.UInt((ulong)session.Region.Index);
        bytes.Int(session.From);
        bytes.Int(session.To);
    }

    public static Token Read(SnapshotReader from)
    {
        var bytes = from.Bytes;
        var head = checked((int)bytes.UInt());
        var source = (head & Source) != 0 ? from.Near() : null;
        var session = (head & Session) != 0 ? new EndedSession(from.State.Plan.Regions[checked((int)bytes.UInt())], bytes.Int32(), bytes.Int32()) : null;
        return new Token(source, head >> PortShift, (head & Skip) != 0, session);
    }

    public static void Write(SnapshotWriter to, IReadOnlyCollection<Token> tokens)
    {
        to.Bytes.UInt((ulong)tokens.Count);
        foreach (var token in tokens)
            Write(to, token);
    }

    public static Token[] ReadAll(SnapshotReader from)
    {
        var count = from.Bytes.Count();
        if (count == 0) return [];
        var tokens = new Token[count];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = Read(from);
        return tokens;
    }

    public static void Write(SnapshotWriter to, IReadOnlyCollection<Token[]> ports)
    {
        to.Bytes.UInt((ulong)ports.Count);
        foreach (var tokens in ports)
            Write(to, tokens);
    }

    public static Token[][] ReadPorts(SnapshotReader from)
    {
        var count = from.Bytes.Count();
        if (count == 0) return [];
        var ports = new Token[count][];
        for (var i = 0; i < ports.Length; i++)
            ports[i] = ReadAll(from);
        return ports;
    }

    public static void Write(SnapshotWriter to, IReadOnlyCollection<Origin> origins)
    {
        to.Bytes.UInt((ulong)origins.Count);
        foreach (var origin in origins)
        {
            to.Near(origin.Activation);
            to.Bytes.UInt((ulong)origin.Port);
            to.Bytes.UInt((ulong)origin.Index);
        }
    }

    public static Origin[] ReadOrigins(SnapshotReader from)
    {
        var origins = new Origin[from.Bytes.Count()];
        for (var i = 0; i < origins.Length; i++)
            origins[i] = new Origin(from.Near(), checked((int)from.Bytes.UInt()), checked((int)from.Bytes.UInt()));
        return origins;
    }

    public static void Write(ByteWriter to, IReadOnlyList<int> values)
    {
        to.UInt((ulong)values.Count);
        foreach (var value in values)
            to.Int(value);
    }

    public static int[] ReadInts(ByteReader from)
    {
        var values = new int[from.Count()];
        for (var i = 0; i < values.Length; i++)
            values[i] = from.Int32();
        return values;
    }
}
