namespace Auterity.Workflows.Import.N8n;

/// <summary>Names a foreign node type that a mapping translates.</summary>
/// <param name="type">The type as exports write it, for example <c>n8n-nodes-base.set</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class N8nMappingAttribute(string type) : Attribute
{
    public string Type { get; } = type;
}

/// <summary>Translates one family of foreign nodes, in all their versions. Found by its attribute; a new one is a new file.</summary>
internal abstract class N8nMapping
{
    /// <summary>The node it becomes. Pure. Every parameter it leaves unread is reported as lost.</summary>
    public abstract MappedNode Map(N8nParameters parameters);
}

/// <summary>What a foreign node becomes.</summary>
/// <param name="Type">Our node type.</param>
/// <param name="Parameters">Its parameters: anything that serialises to an object.</param>
internal sealed record MappedNode(string Type, object Parameters)
{
    /// <summary>Our output port for each foreign <c>main</c> output, by index; null where nothing ever leaves. Default: one port, <c>main</c>.</summary>
    public IReadOnlyList<string?> Outputs { get; init; } = ["main"];

    /// <summary>Our input port for each foreign <c>main</c> input, by index. Default: one port, <c>main</c>.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = ["main"];

    /// <summary>Our credential slot that takes the foreign credential. Default: auth.</summary>
    public string CredentialSlot { get; init; } = "auth";

    /// <summary>The node keeps everything and runs nothing; the reason says why.</summary>
    public static MappedNode Stub(string reason) => new(StubType, new { }) { StubReason = reason };

    public const string StubType = "n8n.stub";

    public const string StubTriggerType = "n8n.stubTrigger";

    /// <summary>Why it is only a stub; null when it is not.</summary>
    public string? StubReason { get; private init; }

    public bool IsStub => StubReason is not null;
}
