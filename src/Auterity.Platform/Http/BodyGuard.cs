using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Http;

/// <summary>Refuses what no endpoint can use: NUL in the query, and JSON that is not UTF-8, which the parser would let through until somebody reads it.</summary>
internal static class BodyGuard
{
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.QueryString.Value is { Length: > 0 } query && query.Contains("%00", StringComparison.Ordinal))
            throw new BadHttpRequestException("The query holds the character NUL (%00). Remove it.");
        if (request.HasJsonContentType()) request.Body = new Utf8Stream(request.Body);
        return next(context);
    }
}
