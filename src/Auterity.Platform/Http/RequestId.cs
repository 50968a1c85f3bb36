using System.Buffers;
using Microsoft.AspNetCore.Http;
using Serilog.Context;

namespace Auterity.Platform.Http;

/// <summary>Names every request: the caller's <c>X-Request-Id</c> if it is sane, else one of ours; echoed and logged.</summary>
internal static class RequestId
{
    private const string Header = "X-Request-Id";
    private const int Longest = 128;

    private static readonly SearchValues<char> Sane = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:");

    public static async Task Set(HttpContext context, RequestDelegate next)
    {
        var given = context.Request.Headers[Header].ToString();
        if (IsSane(given)) context.TraceIdentifier = given;
        context.Response.Headers[Header] = context.TraceIdentifier;
        using (LogContext.PushProperty("RequestId", context.TraceIdentifier))
            await next(context);
    }

    private static bool IsSane(string id) =>
        id.Length is > 0 and <= Longest && !id.AsSpan().ContainsAnyExcept(Sane);
}
