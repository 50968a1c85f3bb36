using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Sends a request to a model's HTTP API and reads its JSON.</summary>
internal sealed class ModelClient(HttpSender sender, OutboundHttp http, TimeProvider time)
{
    /// <exception cref="NodeException">The address is unusable, or the vendor refused.</exception>
    public async Task<JsonElement> PostAsync(string url, JsonObject body, Credential? credential, IReadOnlyList<KeyValuePair<string, string>> headers, double timeoutSeconds, NodeContext context, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, url) is not { Scheme: "http" or "https" } address) throw new NodeException($"'{url}' is no address of a model's API.", "invalid-parameters", retryable: false) { NotSent = true };
        var call = new HttpCall(HttpMethod.Post, address)
        {
            Headers = headers,
            Body = new RequestBody(BodyKind.Json) { Json = JsonSerializer.SerializeToElement(body, JsonDefaults.Options) }.For(Item.Empty, context.Blobs),
            Credential = credential,
            TenantId = context.Run.TenantId,
            Timeout = TimeSpan.FromSeconds(timeoutSeconds),
        };
        var options = new ResponseOptions(ResponseKind.Json, MaxBytes: http.Options.MaxResponseBytes);
        var answer = await sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await HttpAnswer.ReadAsync(response, options, context.Blobs, token);
        }, cancellationToken);
        return answer.Json is { } bytes ? JsonDocument.Parse(bytes, JsonDefaults.Document).RootElement : throw Strange(address);
    }

    public static NodeException Strange(Uri address) => new($"{HttpSender.Shown(address)} gave an answer without a message.", "response-invalid");
}
