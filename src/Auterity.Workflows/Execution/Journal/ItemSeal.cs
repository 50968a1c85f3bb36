namespace Auterity.Workflows.Execution.Journal;

/// <summary>Seals the sensitive data of one run on its way to the journal, and opens it on its way back.</summary>
internal abstract class ItemSeal
{
    /// <summary>Refuses: where nobody thought of a seal, nothing sensitive may be written.</summary>
    public static ItemSeal None { get; } = new Missing();

    /// <summary>Leaves everything readable: for messages between processes, which are stored nowhere.</summary>
    public static ItemSeal InTransit { get; } = new Envelope();

    public abstract byte[] Close(ReadOnlySpan<byte> plain);

    public abstract byte[] Open(ReadOnlySpan<byte> box);

    private sealed class Missing : ItemSeal
    {
        public override byte[] Close(ReadOnlySpan<byte> plain) => throw NoKey();

        public override byte[] Open(ReadOnlySpan<byte> box) => throw NoKey();

        private static InvalidOperationException NoKey() => new("Sensitive data reached a place that has no key for it.");
    }

    private sealed class Envelope : ItemSeal
    {
        public override byte[] Close(ReadOnlySpan<byte> plain) => plain.ToArray();

        public override byte[] Open(ReadOnlySpan<byte> box) => box.ToArray();
    }
}
