using System.Collections;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The items of a port whose data is in the blob store: counted at once, read when somebody looks.</summary>
/// <param name="count">How many there are.</param>
/// <param name="id">Hash of the data.</param>
/// <param name="size">Its length in bytes.</param>
/// <param name="read">Reads and decodes them.</param>
internal sealed class StoredItems(int count, string id, int size, Func<Item[]> read) : IReadOnlyList<Item>
{
    private readonly Lazy<Item[]> items = new(read, LazyThreadSafetyMode.PublicationOnly);

    public int Count => count;

    public string Id => id;

    public int Size => size;

    /// <summary>Whether somebody has looked.</summary>
    public bool IsRead => items.IsValueCreated;

    public Item this[int index] => items.Value[index];

    public IEnumerator<Item> GetEnumerator() => ((IEnumerable<Item>)items.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
