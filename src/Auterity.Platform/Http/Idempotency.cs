using System.Security.Cryptography;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Http;

/// <summary>Marks an endpoint that starts something: the same <c>Idempotency-Key</c> starts it once and gets the same answer for seven days.</summary>
/// <remarks>Runs are not marked: their starts are deduplicated by the engine itself, in the transaction that accepts them.</remarks>
public sealed class IdempotentEndpoint
{
    internal static IdempotentEndpoint Mark { get; } = new();
}

/// <summary>
/// <code>key new ─ run ─ keep answer │ same key, same body ─ wait for it or replay │ same key, other body ─ 422</code>
/// </summary>
public static class Idempotency
{
    private const string Header = "Idempotency-Key";

    /// <summary>Most characters of a key.</summary>
    public const int LongestKey = 255;

    /// <summary>How long a repetition waits for the first request before it is told to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Lets callers repeat a request safely with an <c>Idempotency-Key</c>. Needs a signed-in caller.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(IdempotentEndpoint.Mark);

    internal static async Task Keep(HttpContext context, RequestDelegate next)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<IdempotentEndpoint>() is null || context.User.FindTenantId() is not { } tenant)
        {
            await next(context);
            return;
        }

        if (key.Length > LongestKey || key.Contains('\0', StringComparison.Ordinal))
            throw new BadHttpRequestException($"The {Header} is longer than {LongestKey} characters or holds NUL.");

        var route = $"{context.Request.Method} {context.Request.Path}";
        var store = context.RequestServices.GetRequiredService<IdempotencyStore>();
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var hash = await HashBodyAsync(context.Request, context.RequestAborted);
        var earlier = await store.ClaimAsync(tenant, route, key, hash, context.RequestAborted);
        var until = time.GetUtcNow() + LongestWait;
        while (earlier is { Status: 0 } && earlier.BodyHash.AsSpan().SequenceEqual(hash) && await store.WaitAsync(tenant, route, key, until - time.GetUtcNow(), context.RequestAborted))
            earlier = await store.ClaimAsync(tenant, route, key, hash, context.RequestAborted);

        if (earlier is null) await RunAsync(context, next, store, tenant, route, key);
        else await AnswerAsync(context, earlier, hash);
    }

    private static async Task<byte[]> HashBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        var hash = await SHA256.HashDataAsync(request.Body, cancellationToken);
        request.Body.Position = 0;
        return hash;
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, IdempotencyStore store, Guid tenant, string route, string key)
    {
        var outside = context.Response.Body;
        using var body = new MemoryStream();
        context.Response.Body = body;
        Action<IdempotentAnswer>? fill = null;
        try
        {
            await next(context);
            if (IsKept(context.Response.StatusCode)) fill = answer => Fill(answer, context.Response, body);
        }
        finally
        {
            context.Response.Body = outside;
            // The answer is kept even if the caller has gone: it will ask again.
            await store.FinishAsync(tenant, route, key, fill, CancellationToken.None);
        }

        body.Position = 0;
        await body.CopyToAsync(outside, context.RequestAborted);
    }

    /// <summary>Whether asking again would be answered alike. A refusal for now is not kept: the caller was told to come back.</summary>
    private static bool IsKept(int status) => status is < StatusCodes.Status500InternalServerError
        and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests);

    private static void Fill(IdempotentAnswer answer, HttpResponse response, MemoryStream body)
    {
        answer.Status = response.StatusCode;
        answer.ContentType = response.ContentType;
        answer.Location = response.Headers.Location;
        answer.EntityTag = response.Headers.ETag;
        answer.Body = body.ToArray();
    }

    private static async Task AnswerAsync(HttpContext context, IdempotentAnswer earlier, byte[] hash)
    {
        if (!earlier.BodyHash.AsSpan().SequenceEqual(hash))
        {
            await Problems.Unprocessable("idempotency-key-reused", "This Idempotency-Key was used with another body. Send the same body, or a new key.").ExecuteAsync(context);
            return;
        }

        if (earlier.Status == 0)
        {
            context.Response.Headers.RetryAfter = "1";
            await Problems.Conflict("idempotency-key-at-work", "The first request with this Idempotency-Key is still at work. Ask again in a second.").ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = earlier.Status;
        context.Response.ContentType = earlier.ContentType;
        if (earlier.Location is not null) context.Response.Headers.Location = earlier.Location;
        if (earlier.EntityTag is not null) context.Response.Headers.ETag = earlier.EntityTag;
        context.Response.Headers["Idempotent-Replayed"] = "true";
        if (earlier.Body is { Length: > 0 } body) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
