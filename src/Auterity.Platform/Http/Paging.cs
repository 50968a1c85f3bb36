using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Auterity.Platform.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows, newest first unless the list says otherwise.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How much of a list is wanted, and from where.</summary>
/// <param name="Limit">Rows a page, 1 to 200. Default: 50.</param>
/// <param name="Cursor">The <c>next</c> of the page before.</param>
public readonly record struct PageQuery(
    [property: FromQuery(Name = "limit"), Description("Rows a page, 1 to 200")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before")] string? Cursor)
{
    public const int Default = 50;

    public const int Largest = 200;

    /// <summary>The rows to return. A limit out of range is a bad request.</summary>
    public int Size => Limit switch
    {
        null => Default,
        >= 1 and <= Largest => Limit.Value,
        _ => throw new Microsoft.AspNetCore.Http.BadHttpRequestException($"limit is {Limit}; it must be between 1 and {Largest}."),
    };
}
