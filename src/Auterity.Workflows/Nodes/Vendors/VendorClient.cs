using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>One operation to carry out.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Fields">The node's fields by name.</param>
/// <param name="Limit">Most items to read.</param>
/// <param name="OutputFile">Name for a file that is read.</param>
internal sealed record VendorCall(VendorOperation Operation, JsonObject Fields, int Limit, string OutputFile)
{
    public required string BaseUrl { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public Func<JsonElement, string?> FaultIn { get; init; } = _ => null;
}

/// <summary>Carries out vendors' operations: asks page after page, over the guarded client, signed by the node's credential.</summary>
internal sealed class VendorClient(HttpSender sender, OutboundHttp http, TimeProvider time)
{
    private const int MostPages = 10_000;

    /// <exception cref="NodeException">The vendor refused, could not be reached, or a field is missing.</exception>
    public async Task<IReadOnlyList<Item>> CallAsync(VendorCall call, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("auth", cancellationToken);
        var baseUrl = credential?["baseUrl"] is { Length: > 0 } own && call.Fields["baseUrl"] is null ? own : call.BaseUrl;
        var request = VendorRequest.Of(call.Operation, call.Fields, baseUrl);
        var items = new List<Item>();
        var paging = call.Operation.Paging;
        for (var page = 0; page < MostPages; page++)
        {
            var size = paging?.SizeParameter is null ? paging?.Size ?? 0 : Math.Min(paging.Size, call.Limit - items.Count);
            var asked = page == 0 && paging is not null ? Sized(request, paging, size) : request;
            var answer = await SendAsync(asked, call, credential, page, context, cancellationToken);
            if (answer.Json is not { } bytes) return [.. items, .. Bare(answer, call)];
            using var document = JsonDocument.Parse(bytes, JsonDefaults.Document);
            if (call.FaultIn(document.RootElement) is { } fault) throw new NodeException($"{asked.Method} {HttpSender.Shown(asked.Url)}: {fault}", "vendor-refused", retryable: false, document.RootElement.Clone());
            var found = ItemsIn(document.RootElement, call.Operation.Items);
            items.AddRange(found);
            if (paging is null) return items;
            if (items.Count >= call.Limit) return items.Count == call.Limit ? items : items.GetRange(0, call.Limit);
            if (NextOf(asked, paging, document.RootElement, answer, page, found.Count) is not { } next) return items;
            request = next;
        }

        return items;
    }

    private Task<HttpAnswer> SendAsync(VendorRequest request, VendorCall operation, Credential? credential, int page, NodeContext context, CancellationToken cancellationToken)
    {
        var call = new HttpCall(request.Method, request.Url)
        {
            Headers = [.. operation.Headers, .. request.Headers],
            Body = request.BodyFor(context.Item, context.Blobs),
            Credential = credential,
            TenantId = context.Run.TenantId,
            IdempotencyKey = page == 0 ? context.IdempotencyKey : $"{context.IdempotencyKey}-{page}",
        };
        var options = new ResponseOptions(operation.Operation.ReturnsFile ? ResponseKind.File : ResponseKind.Auto, operation.OutputFile, http.Options.MaxResponseBytes);
        return sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await HttpAnswer.ReadAsync(response, options, context.Blobs, token);
        }, cancellationToken);
    }

    // An answer without JSON: a file goes on with the item it was asked for, nothing means it was done.
    private static IReadOnlyList<Item> Bare(HttpAnswer answer, VendorCall call) => answer.File is null && answer.Text is not { Length: > 0 }
        ? [Item.From(new { success = true })]
        : answer.ToItems(new ResponseOptions(Property: call.OutputFile));

    private static List<Item> ItemsIn(JsonElement answer, string? path)
    {
        var found = path is null ? answer : Find(answer, path);
        return found.ValueKind switch
        {
            JsonValueKind.Array => [.. found.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Object ? Item.From(entry) : Item.From(new { value = entry }))],
            JsonValueKind.Object => [Item.From(found)],
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            _ => [Item.From(new { value = found })],
        };
    }

    private static JsonElement Find(JsonElement json, string path)
    {
        foreach (var step in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(step, out json)) return default;
        }

        return json;
    }

    private static VendorRequest Sized(VendorRequest request, VendorPaging paging, int size)
    {
        if (paging.By == PageBy.Number && paging.Parameter.Length > 0) request = With(request, paging, paging.Parameter, paging.First);
        return paging.SizeParameter is { } name ? With(request, paging, name, size) : request;
    }

    private static VendorRequest? NextOf(VendorRequest request, VendorPaging paging, JsonElement answer, HttpAnswer raw, int page, int count)
    {
        switch (paging.By)
        {
            case PageBy.Cursor:
                var cursor = Find(answer, paging.Next!);
                return cursor.ValueKind is JsonValueKind.String or JsonValueKind.Number && cursor.ToString() is { Length: > 0 } text ? With(request, paging, paging.Parameter, JsonValue.Create(text)) : null;
            case PageBy.Number:
                return count < paging.Size ? null : With(request, paging, paging.Parameter, paging.First + page + 1);
            case PageBy.Offset:
                return count < paging.Size ? null : With(request, paging, paging.Parameter, (page + 1) * paging.Size);
            case PageBy.NextUrl:
                return Find(answer, paging.Next!) is { ValueKind: JsonValueKind.String } next ? Elsewhere(request, next.GetString()!) : null;
            default:
                return LinkIn(raw) is { } link ? Elsewhere(request, link) : null;
        }
    }

    // The credential stays with the server it was made for.
    private static VendorRequest? Elsewhere(VendorRequest request, string address) =>
        UrlQuery.Resolve(request.Url, address) is { } url && HttpSender.SameOrigin(url, request.Url) ? request with { Url = url } : null;

    private static string? LinkIn(HttpAnswer answer) => answer.Headers.GetValueOrDefault("link") is not { } links ? null
        : links.SelectMany(link => link.Split(',')).Where(link => link.Contains("rel=\"next\"", StringComparison.Ordinal))
            .Select(link => link[(link.IndexOf('<', StringComparison.Ordinal) + 1)..]).Select(link => link[..Math.Max(0, link.IndexOf('>', StringComparison.Ordinal))]).FirstOrDefault(link => link.Length > 0);

    private static VendorRequest With(VendorRequest request, VendorPaging paging, string name, JsonNode value)
    {
        if (!paging.InBody) return request with { Url = UrlQuery.Replace(request.Url, [KeyValuePair.Create(name, value is JsonValue number && number.TryGetValue<int>(out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : VendorTemplate.AsText(value))]) };
        var body = request.Body?.DeepClone().AsObject() ?? [];
        body[name] = value;
        return request with { Body = body, Kind = BodyKind.Json };
    }
}
