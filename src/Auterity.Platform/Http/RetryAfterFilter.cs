using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Platform.Http;

/// <summary>Tells programs what the problem tells people: when to come back (<c>Retry-After</c>, seconds).</summary>
internal sealed class RetryAfterFilter : IEndpointFilter
{
    public const string Field = "retryAfter";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is ProblemHttpResult problem && problem.ProblemDetails.Extensions.TryGetValue(Field, out var seconds))
            context.HttpContext.Response.Headers.RetryAfter = Convert.ToString(seconds, CultureInfo.InvariantCulture);
        return result;
    }
}
