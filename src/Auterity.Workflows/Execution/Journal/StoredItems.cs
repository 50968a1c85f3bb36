using System.Collections;
using Auterity.Sdk;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>The items of a port whose data is in the blob store: counted at once, read when somebody looks.</summary>
/// <param name="count">How many there are.</param>
/// <param name="read">Reads and decodes them.</param>
internal sealed class StoredItems(int count, Func<Item[]> read) : IReadOnlyList<Item>
{
    private readonly Lazy<Item[]> items = new(read, LazyThreadSafetyMode.PublicationOnly);

    public int Count => count;

    public Item this[int index] => items.Value[index];

    public IEnumerator<Item> GetEnumerator() => ((IEnumerable<Item>)items.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
