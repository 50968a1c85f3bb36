using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Server.Tests;

/// <summary>Endpoints such as modules have, to try what the ground promises them.</summary>
internal static class TestEndpoints
{
    public static int Starts;

    private static readonly ConcurrentDictionary<string, int> Refused = new();

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/test/typed", (Order order) => TypedResults.Ok(order));
        app.MapPost("/test/document", (JsonElement document) => TypedResults.Ok(document));
        app.MapPost("/test/small", (Order order) => TypedResults.Ok(order)).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(100));
        app.MapGet("/test/fault", string () => throw new InvalidOperationException("secret inside"));
        app.MapPut("/test/versioned", (IfMatch match, HttpContext context) =>
        {
            context.SetETag(7);
            return match.Matches(7) ? Results.Ok() : Problems.Stale("order", 7);
        });
        app.MapPost("/test/start", (Order order) => TypedResults.Created($"/test/{order.Name}", new { number = Interlocked.Increment(ref Starts) })).WithIdempotency();
        app.MapPost("/test/refuses-first/{status:int}/{id}", (int status, string id) => Refused.TryAdd(id, status) ? Results.StatusCode(status) : Results.Ok()).WithIdempotency();
        app.MapPost("/test/fails-first", () => Interlocked.Increment(ref Starts) % 2 == 1 ? throw new InvalidOperationException("first") : Results.Ok()).WithIdempotency();
    }

    internal sealed record Order([property: Required, MinLength(2)] string Name, [property: Range(1, 10)] int Count, Line[]? Lines = null);

    internal sealed record Line([property: Range(1, 5)] int Quantity);
}
