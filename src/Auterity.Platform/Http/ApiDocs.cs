using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Auterity.Platform.Http;

/// <summary>The contract at <c>/openapi/v1.json</c>, and a page at <c>/docs</c> to read and try it.</summary>
internal static class ApiDocs
{
    public const string PagePath = "/docs";

    /// <summary>The page asks for a key and sends it along when it fetches the contract; its script and style are served from here, nothing from elsewhere.</summary>
    private const string KeyScript = """
        <script>
        const plain = window.fetch;
        window.fetch = async (input, init = {}) => {
          const url = new URL(input instanceof Request ? input.url : input, location.href);
          if (url.origin !== location.origin || !url.pathname.startsWith('/openapi/')) return plain(input, init);
          let key = sessionStorage.getItem('auterity.key') ?? prompt('API key');
          const answer = await plain(url, { headers: key ? { 'X-Api-Key': key } : {} });
          if (answer.ok && key) sessionStorage.setItem('auterity.key', key); else sessionStorage.removeItem('auterity.key');
          return answer;
        };
        </script>
        """;

    public static void AddApiDocs(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(Complete);
    });

    public static void MapApiDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization();
        app.MapScalarApiReference(PagePath, page => page
            .WithTitle("Auterity API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .AddHeadContent(KeyScript)).AllowAnonymous();
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Auterity",
            Version = "v1",
            Description = "Workflow automation. Errors are problem+json; lists page by cursor; what people edit carries an ETag; what starts something takes an Idempotency-Key.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or access token." },
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "An API key." },
        };
        return Task.CompletedTask;
    }

    /// <summary>What holds for every operation: who may call it, and how it says no.</summary>
    private static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse { Description = "A problem (application/problem+json): type, title, status, detail, traceId." });
        if (metadata.OfType<IAllowAnonymous>().Any()) return Task.CompletedTask;

        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "No credential, or one that is unknown, expired or revoked." });
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] },
            new() { [new OpenApiSecuritySchemeReference("apiKey", context.Document)] = [] },
        ];
        if (metadata.OfType<IdempotentEndpoint>().Any())
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = "Idempotency-Key", In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 } });
        return Task.CompletedTask;
    }
}
