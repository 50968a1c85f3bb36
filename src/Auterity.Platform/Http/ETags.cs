using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Http;

/// <summary>The caller's <c>If-Match</c>: the version it thinks it changes. Without the header any version matches.</summary>
/// <remarks>Add it to a handler's parameters and answer <see cref="Problems.Stale"/> when <see cref="Matches"/> is false.</remarks>
public readonly record struct IfMatch(IReadOnlyList<string>? Tags)
{
    public bool Matches(int version) => Tags is null || Tags.Contains("*") || Tags.Contains(ETags.Of(version));

    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch;
        return new(header.Count == 0 ? default : new IfMatch([.. header.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]));
    }
}

/// <summary>The version of a thing, as a header.</summary>
public static class ETags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Sets the answer's <c>ETag</c>.</summary>
    public static void SetETag(this HttpContext context, int version) => context.Response.Headers.ETag = Of(version);

    /// <summary>Whether the caller already has this version (<c>If-None-Match</c>), so that 304 is enough.</summary>
    public static bool HasVersion(this HttpRequest request, int version) =>
        request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(Of(version));
}
