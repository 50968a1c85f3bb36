using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>One call of a vendor's API, as data: how a record of fields becomes a request, and which part of the answer becomes items.</summary>
/// <remarks>
/// Templates are JSON with <c>{field}</c> in texts; see <see cref="VendorTemplate"/>. A field that is not set takes its member away.
/// </remarks>
/// <param name="Name">Name of the operation, for example <c>message.send</c>; never renamed.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below the base address, with <c>{field}</c> for values; all of them are needed.</param>
internal sealed record VendorOperation(string Name, string Method, string Path)
{
    /// <summary>Query parameters as a template object; null for none.</summary>
    public string? Query { get; init; }

    /// <summary>Headers as a template object; null for none.</summary>
    public string? Headers { get; init; }

    /// <summary>Body as a template; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>What the body is sent as. Default: JSON.</summary>
    public BodyKind Kind { get; init; } = BodyKind.Json;

    /// <summary>Field of a multipart body, or the whole of a binary one, that takes the file named by <see cref="VendorInput.File"/>.</summary>
    public string? FileField { get; init; }

    /// <summary>Where the items are in the answer, dotted; null takes the answer as it is.</summary>
    public string? Items { get; init; }

    /// <summary>How further pages are asked for; null for answers without pages.</summary>
    public VendorPaging? Paging { get; init; }

    /// <summary>The answer is a file.</summary>
    public bool ReturnsFile { get; init; }

    /// <summary>Fields that must be set besides those of the path.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Base address of this operation where the vendor has several, or <c>{field}</c> that holds it; null for the node's own.</summary>
    public string? BaseUrl { get; init; }
}

/// <summary>How the next page is named.</summary>
internal enum PageBy
{
    /// <summary>A cursor that the answer carries.</summary>
    Cursor,

    /// <summary>A page number, counted up.</summary>
    Number,

    /// <summary>How many entries to pass over.</summary>
    Offset,

    /// <summary>An address that the answer carries in its <c>Link</c> header.</summary>
    Link,

    /// <summary>An address that the answer carries in its body.</summary>
    NextUrl,
}

/// <summary>How an operation is paged.</summary>
/// <param name="By">How the next page is named.</param>
/// <param name="Parameter">Parameter that names the page.</param>
internal sealed record VendorPaging(PageBy By, string Parameter = "")
{
    /// <summary>Where the cursor or address is in the answer, dotted.</summary>
    public string? Next { get; init; }

    /// <summary>Parameter for the entries a page; null when there is none.</summary>
    public string? SizeParameter { get; init; }

    /// <summary>Most entries a page. Default: 100.</summary>
    public int Size { get; init; } = 100;

    /// <summary>Number of the first page. Default: 1.</summary>
    public int First { get; init; } = 1;

    /// <summary>Page and size go into the JSON body, not the query.</summary>
    public bool InBody { get; init; }
}
