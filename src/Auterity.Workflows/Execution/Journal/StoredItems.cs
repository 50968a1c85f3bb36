using System.Collections;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The items of a port whose data is in the blob store: counted at once, read when somebody looks.</summary>
/// <param name="count">How many there are.</param>
/// <param name="id">Hash of the blob.</param>
/// <param name="size">Its length in bytes.</param>
/// <param name="owner">The activation whose inputs the items refer to; null when they refer to none.</param>
/// <param name="read">Reads and decodes them.</param>
internal sealed class StoredItems(int count, string id, int size, Activation? owner, Func<Item[]> read) : IReadOnlyList<Item>
{
    private readonly Lazy<Item[]> items = new(read, LazyThreadSafetyMode.PublicationOnly);

    public int Count => count;

    public string Id => id;

    public int Size => size;

    public Activation? Owner => owner;

    public Item this[int index] => items.Value[index];

    public IEnumerator<Item> GetEnumerator() => ((IEnumerable<Item>)items.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
