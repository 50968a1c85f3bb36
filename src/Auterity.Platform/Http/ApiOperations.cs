using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Auterity.Platform.Http;

/// <summary>Completes operations of the contract: who may call them, how they say no, what their bodies look like.</summary>
internal static class ApiOperations
{
    private const string ProblemJson = "application/problem+json";
    private const string Json = "application/json";

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var note = NoteOf(operation, context);
        // 1. Endpoints with several methods are several operations.
        if (metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods.Count: > 1 })
            operation.OperationId += char.ToUpperInvariant(context.Description.HttpMethod![0]) + context.Description.HttpMethod[1..].ToLowerInvariant();

        // 2. What is sent.
        var match = metadata.OfType<MethodInfo>().Any(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(IfMatch)));
        var keyed = metadata.OfType<IdempotentEndpoint>().Any();
        if (keyed) AddHeader(operation, "Idempotency-Key", "The same key does it once, and gets the same answer for seven days.", Idempotency.LongestKey);
        if (match) AddHeader(operation, "If-Match", "The ETag of the version you read; another one is refused with 412. Left out, any version is changed.", null);
        if (note?.Binary is { } binary) operation.RequestBody = Bytes(binary);
        if (note?.Request is { } request && operation.RequestBody?.Content?.TryGetValue(Json, out var sent) == true) sent!.Example = request.DeepClone();

        // 3. What is answered.
        if (note?.Description is { } description) operation.Description = description;
        Answers(operation, note, context.Document!);
        var open = metadata.OfType<IAllowAnonymous>().Any();
        foreach (var (status, when) in note?.Problems ?? new Dictionary<string, string>())
            AddProblem(operation, context.Document!, status, when);
        AddProblems(operation, context, open, match, keyed || operation.Parameters?.Any(parameter => parameter.Name == "Idempotency-Key") == true);
        if (!open)
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] },
                new() { [new OpenApiSecuritySchemeReference("apiKey", context.Document)] = [] },
            ];
        return Task.CompletedTask;
    }

    /// <summary>The form of every error.</summary>
    public static OpenApiSchema Problem { get; } = new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Some problems carry more members: errors, faults, status of a run, runId, retryAfter.",
        Required = new HashSet<string> { "type", "title", "status", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("/problems/<code>: stable, for programs"),
            ["title"] = Text("The kind of problem, in a few words"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "The answer's HTTP status" },
            ["detail"] = Text("Names the thing and the way out, for people"),
            ["traceId"] = Text("Finds the request in logs and traces"),
            ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Every fault by the field's path", AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text("What is wrong") } },
        },
    };

    private static OperationNote? NoteOf(OpenApiOperation operation, OpenApiOperationTransformerContext context) =>
        context.ApplicationServices.GetServices<ApiNotes>().Select(notes => notes.Operations.GetValueOrDefault(operation.OperationId ?? "")).FirstOrDefault(note => note is not null);

    private static void Answers(OpenApiOperation operation, OperationNote? note, OpenApiDocument document)
    {
        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses.ToList())
        {
            if (status[0] != '2' || response is not OpenApiResponse answer) continue;
            answer.Description = status switch { "201" => "Done; Location says where it is.", "202" => "Accepted, and not over yet; Location says where to look.", "204" => "Done; there is nothing to tell.", _ => "Done." };
            if (note?.Response is { } example && answer.Content?.TryGetValue(Json, out var body) == true) body!.Example = example.DeepClone();
        }

        operation.Responses.TryAdd("default", ProblemResponse(document, "Any other problem.", null));
    }

    private static void AddProblems(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool open, bool match, bool keyed)
    {
        var document = context.Document!;
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 }) AddProblem(operation, document, "400", "Something in the request cannot be read, or breaks a rule; every fault is listed.");
        if (!open)
        {
            AddProblem(operation, document, "401", "No credential, or one that is unknown, expired or revoked.");
            AddProblem(operation, document, "403", "The credential may not do this.");
        }

        if (context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) == true) AddProblem(operation, document, "404", "Your tenant has no such thing.");
        if (match) AddProblem(operation, document, "412", "It has changed since you read it (If-Match).");
        if (operation.RequestBody is not null)
        {
            AddProblem(operation, document, "413", "The body is larger than accepted.");
            AddProblem(operation, document, "415", "The content type is not taken.");
        }

        if (keyed) AddProblem(operation, document, "422", "The Idempotency-Key was used with another body.");
        AddProblem(operation, document, "429", "Too many requests; come back after Retry-After seconds.");
    }

    private static void AddProblem(OpenApiOperation operation, OpenApiDocument document, string status, string when) =>
        operation.Responses!.TryAdd(status, ProblemResponse(document, when, status));

    private static OpenApiResponse ProblemResponse(OpenApiDocument document, string when, string? status)
    {
        var response = new OpenApiResponse
        {
            Description = when,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemJson] = new() { Schema = new OpenApiSchemaReference("Problem", document), Example = ProblemExamples.For(status) },
            },
        };
        if (status == "429")
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } };
        return response;
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, int? longest) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
    });

    private static OpenApiRequestBody Bytes(string description) => new()
    {
        Required = true,
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}

/// <summary>A problem of each status all operations share.</summary>
internal static class ProblemExamples
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static JsonNode? For(string? status) => status switch
    {
        "400" => Of("invalid", "Invalid input", 400, "name: The Name field is required.", new JsonObject { ["name"] = new JsonArray("The Name field is required.") }),
        "401" => Of("unauthorized", "Sign-in needed", 401, "The request carries no credential. Send a key as \"Authorization: Bearer <key>\" or \"X-Api-Key: <key>\"."),
        "403" => Of("forbidden", "Not allowed", 403, "Your key may not do this. Ask an administrator for a key with the scope it takes."),
        "404" => Of("not-found", "Not found", 404, "There is no workflow 0198c0de-0000-7000-8000-000000000001 in your tenant."),
        "412" => Of("stale", "Changed meanwhile", 412, "This workflow has changed: it is at version 4 now. Read it again and repeat your change."),
        "413" => Of("too-large", "Too large", 413, "The body is larger than this endpoint accepts. Send less, or upload files to /api/blobs and refer to them."),
        "415" => Of("unsupported-media-type", "Wrong content type", 415, "The endpoint does not take this content type. Send application/json."),
        "422" => Of("idempotency-key-reused", "Cannot be processed", 422, "This Idempotency-Key was used with another body. Send the same body, or a new key."),
        "429" => Of("too-many-requests", "Too many requests", 429, "The limit of requests is reached. Try again in 1 s."),
        _ => null,
    };

    private static JsonObject Of(string code, string title, int status, string detail, JsonObject? errors = null)
    {
        var problem = new JsonObject { ["type"] = "/problems/" + code, ["title"] = title, ["status"] = status, ["detail"] = detail, ["traceId"] = TraceId };
        if (errors is not null) problem["errors"] = errors;
        return problem;
    }
}
