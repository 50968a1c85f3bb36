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

    /// <summary>The page asks for a key, keeps it for the tab, and sends it along with the contract and with what is tried; nothing goes elsewhere.</summary>
    private const string KeyScript = """
        <style>
        dialog.key { font: 15px/1.5 system-ui, sans-serif; border: 1px solid #8886; border-radius: 12px; padding: 24px; width: 380px; color: inherit; }
        dialog.key input { box-sizing: border-box; width: 100%; margin: 8px 0 16px; padding: 8px 10px; border: 1px solid #8889; border-radius: 8px; font: inherit; }
        dialog.key button { padding: 8px 16px; border: 0; border-radius: 8px; background: #2563eb; color: #fff; font: inherit; cursor: pointer; }
        </style>
        <script>
        const plain = window.fetch.bind(window), slot = 'auterity.key';
        const askKey = () => new Promise(done => {
          const box = document.createElement('dialog');
          box.className = 'key';
          box.innerHTML = '<form method="dialog"><label>API key <input type="password" autocomplete="off" aria-label="API key"></label><button>Open</button></form>';
          box.addEventListener('close', () => { box.remove(); done(box.querySelector('input').value.trim()); });
          document.body.append(box);
          box.showModal();
        });
        window.fetch = async (input, init) => {
          const request = new Request(input, init);
          const url = new URL(request.url);
          if (url.origin !== location.origin || request.headers.has('X-Api-Key') || request.headers.has('Authorization')) return plain(request);
          const contract = url.pathname.startsWith('/openapi/');
          const send = key => { const again = request.clone(); if (key) again.headers.set('X-Api-Key', key); return plain(again); };
          let key = sessionStorage.getItem(slot);
          let answer = await send(key);
          while (contract && answer.status === 401) {
            sessionStorage.removeItem(slot);
            key = await askKey();
            if (!key) return answer;
            answer = await send(key);
            if (answer.ok) sessionStorage.setItem(slot, key);
          }
          return answer;
        };
        </script>
        """;

    public static void AddApiDocs(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(ApiOperations.Complete);
        options.AddSchemaTransformer(ApiSchemas.Complete);
    }).AddApiNotes(typeof(ApiDocs).Assembly);

    public static void MapApiDocs(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization();
        app.MapScalarApiReference(PagePath, page => page
            .WithTitle("Auterity API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            // What the vendor of the page would do elsewhere with a contract that is ours.
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton()
            .AddPreferredSecuritySchemes("apiKey")
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
        // Clients put address and path together as they are.
        foreach (var server in document.Servers ?? [])
            server.Url = server.Url?.TrimEnd('/');
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key or access token." },
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "An API key." },
        };
        (document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>())["Problem"] = ApiOperations.Problem;
        var used = document.Paths.Values.Where(path => path.Operations is not null).SelectMany(path => path.Operations!.Values).Where(operation => operation.Tags is not null)
            .SelectMany(operation => operation.Tags!).Select(tag => tag.Name).ToHashSet();
        document.Tags = context.ApplicationServices.GetServices<ApiNotes>().SelectMany(notes => notes.Tags).Where(tag => used.Contains(tag.Key))
            .Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        return Task.CompletedTask;
    }
}
