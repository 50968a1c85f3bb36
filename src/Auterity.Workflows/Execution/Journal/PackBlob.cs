using System.Buffers;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Something in the blob store that events refer to: it is stored before they are (ENGINE rule 25).</summary>
internal sealed class PackBlob
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly LargeJson? json;
    private ReadOnlyMemory<byte>? content;

    /// <summary>What is stored already.</summary>
    public PackBlob(string id) => Id = id;

    /// <summary>Items of a port, encoded.</summary>
    public PackBlob(string id, ReadOnlyMemory<byte> content) : this(id) => this.content = content;

    public PackBlob(LargeJson json) : this(json.Id) => this.json = json;

    /// <summary>SHA-256 of the content, lower-case hex.</summary>
    public string Id { get; }

    /// <summary>What is yet to be stored; null when it is there.</summary>
    /// <remarks>Not one expression: in <c>a ? null : memory</c> the null would become an empty memory.</remarks>
    public ReadOnlyMemory<byte>? Content
    {
        get
        {
            if (json is null) return content;
            if (json.IsStored) return null;
            return json.Utf8;
        }
    }

    /// <summary>A file that was stored when it was made; null for a name that is no content hash.</summary>
    public static PackBlob? Of(BinaryRef file) => file.Id.Length == 64 && file.Id.AsSpan().IndexOfAnyExcept(Digits) < 0 ? new PackBlob(file.Id) : null;

    public void MarkStored(Func<string, ReadOnlyMemory<byte>> read)
    {
        content = null;
        json?.MarkStored(read);
    }
}
